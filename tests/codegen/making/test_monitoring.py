"""Prometheus accepts what is generated for monitoring, its rules fire, and labels stay words in it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from infrasketch_desktop.codegen.generator import files_of_part, program_templates
from infrasketch_desktop.codegen.making.deployment.compose import make_compose
from infrasketch_desktop.codegen.making.deployment.kubernetes import make_kubernetes
from infrasketch_desktop.codegen.project import Project, Role
from infrasketch_desktop.diagram.kinds import NodeKind
from tests.codegen.making.samples import SAMPLES, everything, files, hostile, of_templates, one_by_one, sixty
from tests.codegen.plans import planned
from tests.support import generated
from tests.support.diagrams import edge, node
from tests.support.needs import miss

each_sample = pytest.mark.parametrize("sample", SAMPLES)


def watching(*edges: str) -> Project:
    """Two services, a database, and monitoring that observes what is named."""
    return planned(
        node("m", kind=NodeKind.MONITORING, label="Watch"),
        node("a", kind=NodeKind.API, label="Orders"),
        node("b", kind=NodeKind.API, label="Users"),
        node("db", kind=NodeKind.DATABASE, label="Orders DB"),
        *(edge("m", target) for target in edges),
    )


def made(project: Project) -> dict[str, str]:
    """The files of the first monitoring part, by their paths in its folder."""
    part = project.of(Role.MONITORING)[0]
    found = files_of_part(project, part, program_templates())
    return {file.path.removeprefix(f"{part.folder}/"): file.text for file in found}


def loaded(project: Project, path: str) -> Any:
    return yaml.load(made(project)[path], yaml.CSafeLoader)


def jobs(project: Project) -> list[str]:
    return [one["job_name"] for one in loaded(project, "prometheus.yml")["scrape_configs"]]


def judge(project: Project, folder: Path) -> None:
    """`promtool` accepts the configuration, and its own test of the rules passes."""
    promtool = shutil.which("promtool") or miss("promtool", packages="prometheus")
    part = project.of(Role.MONITORING)[0]
    here = generated.write(files_of_part(project, part, program_templates()), folder) / part.folder
    for command in (["check", "config", "prometheus.yml"], ["test", "rules", "rules_test.yml"]):
        done = subprocess.run([promtool, *command], cwd=here, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def test_it_reads_what_the_diagram_says() -> None:
    assert jobs(watching("a")) == ["watch", "orders"]


def test_it_reads_every_service_when_the_diagram_says_nothing() -> None:
    assert jobs(watching()) == ["watch", "orders", "users"]


def test_what_tells_no_figures_is_named_and_not_asked() -> None:
    assert jobs(watching("db")) == ["watch"]
    assert "Orders DB | none" in made(watching("db"))["README.md"]


@each_sample
def test_every_file_of_grafana_and_prometheus_can_be_read(sample: str) -> None:
    for path, text in made(SAMPLES[sample]()).items():
        if path.endswith((".yml", ".yaml")):
            assert yaml.load(text, yaml.CSafeLoader)
        if path.endswith(".json"):
            assert json.loads(text)["panels"]


def test_each_panel_asks_the_source_that_is_provisioned() -> None:
    source = loaded(everything(), "grafana/provisioning/datasources/prometheus.yaml")["datasources"][0]
    panels = json.loads(made(everything())["grafana/dashboards/services.json"])["panels"]

    assert {panel["datasource"]["uid"] for panel in panels} == {source["uid"]}
    assert len({tuple(panel["gridPos"].values()) for panel in panels}) == len(panels)


def test_no_label_becomes_a_template_of_prometheus() -> None:
    kinds = {NodeKind.MONITORING: "m", NodeKind.API: "a"}
    project = planned(*(node(key, kind=kind, label="{{ $labels.x }} {{7*7}}") for kind, key in kinds.items()))
    notes = [rule.get("annotations", {}) for group in loaded(project, "rules.yml")["groups"] for rule in group["rules"]]

    (said,) = [note["part"] for note in notes if "part" in note]
    assert "{{" not in said
    assert "$labels.x" in said


def test_no_panel_asks_for_what_services_do_not_tell() -> None:
    names = {"up", "http_requests_total", "http_request_duration_seconds_bucket"}
    names |= {"process_resident_memory_bytes", "process_cpu_seconds_total"}  # of the client library, on Linux
    panels = json.loads(made(everything())["grafana/dashboards/services.json"])["panels"]

    asked = {name for panel in panels for name in re.findall(r"([a-z_]+)\{", panel["targets"][0]["expr"])}
    assert asked == names


def test_compose_starts_grafana_beside_prometheus_on_a_port_of_its_own() -> None:
    services = yaml.load(files(make_compose, watching("a"))["compose.yaml"], yaml.CSafeLoader)["services"]

    assert services["watch"]["ports"] == ["127.0.0.1:9090:9090"]
    assert services["watch-grafana"]["ports"] == ["127.0.0.1:3000:3000"]
    assert services["watch-grafana"]["depends_on"] == {"watch": {"condition": "service_healthy"}}
    assert "environment" not in services["watch"], "who watches needs no password of a database"


def test_who_watches_may_reach_what_the_diagram_does_not_join() -> None:
    gateway = node("gw", kind=NodeKind.GATEWAY, label="Entry")
    users = node("b", kind=NodeKind.API, label="Users")
    project = planned(gateway, users, node("m", kind=NodeKind.MONITORING, label="Watch"), edge("gw", "b"))
    objects = yaml.load_all(files(make_kubernetes, project)["deploy/kubernetes/parts/users.yaml"], yaml.CSafeLoader)

    (policy,) = [one["spec"] for one in objects if one["kind"] == "NetworkPolicy"]
    names = [peer["podSelector"]["matchLabels"]["app.kubernetes.io/name"] for peer in policy["ingress"][0]["from"]]
    assert names == ["entry", "watch", "watch-grafana"]


def test_prometheus_accepts_it_whatever_labels_say(tmp_path: Path) -> None:
    judge(hostile(), tmp_path)


@pytest.mark.long
@pytest.mark.timeout(300)
def test_prometheus_accepts_every_sample_template_and_single_node(tmp_path: Path) -> None:
    projects = (
        *(sample() for sample in SAMPLES.values()),
        sixty(),
        *of_templates(),
        *one_by_one(),
        watching("a", "db"),
    )
    for number, project in enumerate(projects):
        if project.of(Role.MONITORING):
            judge(project, tmp_path / str(number))
