"""The manifests validate offline, name no secret value, and let parts talk along their links only."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

import kubernetes_validate
import pytest
import yaml

from infrasketch_desktop.codegen.making.deployment.kubernetes import make_kubernetes
from infrasketch_desktop.codegen.project import Project
from infrasketch_desktop.diagram.kinds import NodeKind
from tests.codegen.making.samples import SAMPLES, files, made, of_templates, one_by_one, sixty
from tests.codegen.plans import planned
from tests.support.diagrams import edge, node
from tests.support.needs import miss

VERSION = "1.34"
each_sample = pytest.mark.parametrize("sample", SAMPLES)


def objects(texts: dict[str, str]) -> list[dict[str, Any]]:
    """All objects but the kustomization, which Kubernetes does not know."""
    found = [document for path in sorted(texts) for document in yaml.load_all(texts[path], yaml.CSafeLoader)]
    return [one for one in found if one["kind"] != "Kustomization"]


@cache
def of_sample(sample: str) -> list[dict[str, Any]]:
    return objects(made(make_kubernetes, sample))


def of_project(project: Project) -> list[dict[str, Any]]:
    return objects(files(make_kubernetes, project))


def only(found: Iterable[dict[str, Any]], kind: str, name: str) -> dict[str, Any]:
    (match,) = [one for one in found if (one["kind"], one["metadata"]["name"]) == (kind, name)]
    return match


def pod(one: dict[str, Any]) -> dict[str, Any]:
    spec = one["spec"]
    return (spec["jobTemplate"]["spec"] if "jobTemplate" in spec else spec)["template"]["spec"]


def pods(found: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [pod(one) for one in found if one["kind"] in {"Deployment", "StatefulSet", "Job", "CronJob"}]


def assert_sound(texts: dict[str, str]) -> None:
    found = objects(texts)
    for one in found:
        kubernetes_validate.validate(one, VERSION, strict=True)
    names = [(one["kind"], one["metadata"]["name"]) for one in found]
    assert len(set(names)) == len(names)
    maps = {name for kind, name in names if kind == "ConfigMap"}
    claims = {name for kind, name in names if kind == "PersistentVolumeClaim"}
    for one in pods(found):
        (container,) = one["containers"]
        assert {source["configMapRef"]["name"] for source in container.get("envFrom", ())} <= maps
        assert {
            v["persistentVolumeClaim"]["claimName"] for v in one.get("volumes", ()) if "persistentVolumeClaim" in v
        } <= claims
        assert {m["name"] for m in container.get("volumeMounts", ())} - {"data"} <= {
            v["name"] for v in one.get("volumes", ())
        }


@pytest.mark.parametrize(
    "sample", ["everything", *(pytest.param(name, marks=pytest.mark.long) for name in ("hostile", "apart"))]
)
def test_every_object_is_valid_and_refers_to_others_that_exist(sample: str) -> None:
    assert_sound(made(make_kubernetes, sample))


@pytest.mark.long
@pytest.mark.timeout(1200)
def test_so_are_those_of_all_templates_single_nodes_and_sixty_at_once() -> None:
    for project in (*of_templates(), *one_by_one(), sixty()):
        assert_sound(files(make_kubernetes, project))


@each_sample
def test_no_object_holds_a_secret_value(sample: str) -> None:
    found = of_sample(sample)
    assert not [one for one in found if one["kind"] == "Secret"]
    plain = [
        value for one in found if one["kind"] == "ConfigMap" for key, value in one["data"].items() if "PASS" in key
    ]
    assert plain == []
    settings = [env for one in pods(found) for env in one["containers"][0].get("env", ()) if "value" in env]
    assert settings == [] or all("$(" in env["value"] for env in settings)


@each_sample
def test_every_pod_runs_without_rights_and_within_bounds(sample: str) -> None:
    for one in pods(of_sample(sample)):
        (container,) = one["containers"]
        assert one["securityContext"]["runAsNonRoot"]
        assert one["securityContext"]["runAsUser"] > 0
        assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}
        assert not container["securityContext"]["allowPrivilegeEscalation"]
        assert "memory" in container["resources"]["limits"]
        assert not one["automountServiceAccountToken"]


def test_a_password_is_read_before_the_address_that_holds_it() -> None:
    found = of_project(planned(node("api"), node("orders", kind=NodeKind.DATABASE), edge("api", "orders")))
    password, address = pod(only(found, "Deployment", "api"))["containers"][0]["env"]
    assert password["valueFrom"]["secretKeyRef"] == {"name": "shop-passwords", "key": "ORDERS_PASSWORD"}
    assert address == {
        "name": "ORDERS_URL",
        "value": "postgresql+psycopg://orders:$(ORDERS_PASSWORD)@orders:5432/orders",
    }


def test_a_policy_lets_in_those_who_have_a_link_and_nobody_else() -> None:
    records = [node("api"), node("web", kind=NodeKind.GATEWAY), node("other"), node("orders", kind=NodeKind.DATABASE)]
    found = of_project(planned(*records, edge("api", "orders"), edge("web", "api")))

    def let_in(name: str) -> list[str] | None:
        (rule,) = only(found, "NetworkPolicy", name)["spec"]["ingress"] or [None]
        return rule and [peer["podSelector"]["matchLabels"]["app.kubernetes.io/name"] for peer in rule.get("from", ())]

    assert let_in("orders") == ["api", "orders-migrate"]
    assert let_in("api") == ["web"]
    assert let_in("other") is None
    assert let_in("web") == []
    assert only(found, "NetworkPolicy", "nobody")["spec"] == {"podSelector": {}, "policyTypes": ["Ingress"]}


def test_a_gateway_is_reached_from_outside_and_what_is_behind_it_is_not() -> None:
    found = of_project(planned(node("api"), node("edge", kind=NodeKind.GATEWAY), edge("edge", "api")))
    assert [one["metadata"]["name"] for one in found if one["kind"] == "Ingress"] == ["edge"]


def test_a_worker_with_a_schedule_is_started_by_the_clock_of_the_cluster() -> None:
    found = of_project(planned(node("report", kind=NodeKind.WORKER, description="Runs every night at 3")))
    job = only(found, "CronJob", "report")
    assert (job["spec"]["schedule"], job["spec"]["timeZone"]) == ("0 3 * * *", "Etc/UTC")
    assert pod(job)["containers"][0]["args"] == ["python", "-m", "report", "--once"]


def test_a_worker_that_listens_to_a_queue_runs_all_the_time_even_with_a_schedule() -> None:
    worker = node("report", kind=NodeKind.WORKER, description="Runs every night at 3")
    found = of_project(planned(worker, node("jobs", kind=NodeKind.QUEUE), edge("jobs", "report")))
    assert only(found, "Deployment", "report")


def test_parts_that_need_each_other_are_found_before_they_are_ready() -> None:
    found = of_project(planned(node("a"), node("b"), edge("a", "b"), edge("b", "a")))
    early = [bool(only(found, "Service", name)["spec"].get("publishNotReadyAddresses")) for name in "ab"]
    assert sorted(early) == [False, True]


@pytest.mark.long
def test_kubectl_builds_the_kustomization(tmp_path: Path) -> None:
    kubectl = shutil.which("kubectl") or miss("kubectl", packages="kubernetes-client")
    for sample in SAMPLES:
        texts = made(make_kubernetes, sample)
        for path, text in texts.items():
            file = tmp_path / sample / PurePosixPath(path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        built = subprocess.run(
            [kubectl, "kustomize", tmp_path / sample / "deploy/kubernetes"], capture_output=True, text=True, check=True
        )
        assert len(list(yaml.safe_load_all(built.stdout))) == len(objects(texts))
