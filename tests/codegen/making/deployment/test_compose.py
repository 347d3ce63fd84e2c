"""The Compose file agrees with the published schema, starts parts in order, and holds neither secrets nor labels."""

from __future__ import annotations

import json
import re
from functools import cache
from graphlib import TopologicalSorter
from importlib.resources import files as package_files
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from infrasketch_desktop.codegen.making.deployment.addresses import address
from infrasketch_desktop.codegen.making.deployment.compose import make_compose, secrets_of
from infrasketch_desktop.codegen.making.deployment.servers import SERVERS
from infrasketch_desktop.codegen.project import Project
from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from infrasketch_desktop.formats.compose.reading import read
from infrasketch_desktop.formats.result import SourceFile
from tests.codegen.making.samples import SAMPLES, everything, files, made, of_templates, one_by_one, sixty
from tests.codegen.plans import catalog, planned
from tests.formats.inspecting import edges, nodes
from tests.support.diagrams import edge, node

each_sample = pytest.mark.parametrize("sample", SAMPLES)


@pytest.fixture(scope="session")
def schema() -> Draft7Validator:
    folder = package_files("check_jsonschema") / "builtin_schemas" / "vendor"
    return Draft7Validator(json.loads((folder / "compose-spec.json").read_text(encoding="utf-8")))


@cache
def parsed(sample: str) -> dict[str, Any]:
    return yaml.load(made(make_compose, sample)["compose.yaml"], yaml.CSafeLoader)


def composed(project: Project) -> dict[str, Any]:
    return yaml.load(files(make_compose, project)["compose.yaml"], yaml.CSafeLoader)


def assert_sound(content: dict[str, Any], schema: Draft7Validator) -> None:
    assert not [error.message for error in schema.iter_errors(content)]
    waits = {name: set(service.get("depends_on", ())) for name, service in content["services"].items()}
    assert set().union(*waits.values()) <= waits.keys()
    assert len(list(TopologicalSorter(waits).static_order())) == len(waits)
    mounted = {
        mount.partition(":")[0] for service in content["services"].values() for mount in service.get("volumes", ())
    }
    assert mounted == set(content.get("volumes", ()))
    ports = [port for service in content["services"].values() for port in service.get("ports", ())]
    assert all(port.startswith("127.0.0.1:") for port in ports)
    assert len({port.split(":")[1] for port in ports}) == len(ports)


@each_sample
def test_it_agrees_with_the_published_schema_and_starts_in_an_order(sample: str, schema: Draft7Validator) -> None:
    assert_sound(parsed(sample), schema)


@pytest.mark.long
@pytest.mark.timeout(1200)
def test_so_do_all_templates_single_nodes_and_sixty_at_once(schema: Draft7Validator) -> None:
    for project in (*of_templates(), *one_by_one(), sixty()):
        assert_sound(composed(project), schema)


@each_sample
def test_everything_that_keeps_running_says_whether_it_is_healthy(sample: str) -> None:
    services = parsed(sample)["services"]
    assert all("healthcheck" in one for one in services.values() if one["restart"] == "unless-stopped")


@each_sample
def test_every_variable_is_a_password_that_must_be_set_or_has_a_default(sample: str) -> None:
    values = json.dumps(parsed(sample)).replace("$$", "")
    used = re.findall(r"\$(\{[^}]*\}|.)", values)
    assert set(used) <= {"{LOG_LEVEL:-INFO}"} | {
        f"{{{name}:?set it in .env}}" for name in secrets_of(SAMPLES[sample]())
    }


@each_sample
def test_the_example_of_settings_names_each_password_and_holds_none(sample: str) -> None:
    lines = made(make_compose, sample)[".env.example"].splitlines()
    values = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    assert values.pop("LOG_LEVEL") == "INFO"
    assert set(values.values()) <= {"change-me"}
    assert tuple(values) == secrets_of(SAMPLES[sample]())


def test_a_program_waits_for_its_database_to_be_healthy_and_migrated() -> None:
    content = composed(planned(node("api"), node("orders", kind=NodeKind.DATABASE), edge("api", "orders")))
    assert content["services"]["api"]["depends_on"] == {
        "orders": {"condition": "service_healthy"},
        "orders-migrate": {"condition": "service_completed_successfully"},
    }
    assert content["services"]["orders-migrate"]["depends_on"] == {"orders": {"condition": "service_healthy"}}


def test_the_address_of_a_link_is_the_setting_of_the_program() -> None:
    content = composed(planned(node("api"), node("orders", kind=NodeKind.DATABASE), edge("api", "orders")))
    expected = "postgresql+psycopg://orders:${ORDERS_PASSWORD:?set it in .env}@orders:5432/orders"
    assert content["services"]["api"]["environment"]["ORDERS_URL"] == expected


def test_a_replica_copies_its_primary_and_is_offered_for_reading() -> None:
    both = [node(name, kind=NodeKind.DATABASE, technology="PostgreSQL") for name in ("orders", "mirror")]
    copied = edge("orders", "mirror", kind=EdgeKind.REPLICATION)
    services = composed(planned(node("api"), *both, edge("api", "orders"), copied))["services"]
    assert services["api"]["environment"]["ORDERS_REPLICA_URL"].endswith("@mirror:5432/orders")
    assert "pg_basebackup" in services["mirror"]["command"][0]
    assert services["orders"]["configs"][0]["target"] == "/docker-entrypoint-initdb.d/replication.sh"
    assert "mirror-migrate" not in services


def test_programs_share_the_file_of_sqlite_after_it_was_migrated() -> None:
    database = node("notes", kind=NodeKind.DATABASE, technology="SQLite")
    services = composed(planned(node("api"), database, edge("api", "notes")))["services"]
    assert services["api"]["volumes"] == services["notes-migrate"]["volumes"] == ["notes:/data/notes"]
    assert services["api"]["depends_on"] == {"notes-migrate": {"condition": "service_completed_successfully"}}


def test_what_prepares_a_database_never_takes_the_name_of_a_part() -> None:
    rival = node("rival", label="Orders migrate")
    services = composed(planned(node("orders", kind=NodeKind.DATABASE), rival))["services"]
    assert {"orders", "orders-migrate", "orders-migrated"} == services.keys()


def test_parts_that_need_each_other_start_all_the_same(schema: Draft7Validator) -> None:
    ring = [node(name) for name in "abc"]
    content = composed(planned(*ring, edge("a", "b"), edge("b", "c"), edge("c", "a"), edge("a", "a")))
    assert_sound(content, schema)
    assert content["services"]["c"]["environment"]["A_URL"] == "http://a:8000"


def test_an_empty_diagram_makes_an_empty_project(schema: Draft7Validator) -> None:
    assert_sound(composed(planned()), schema)


def test_all_images_have_a_version() -> None:
    assert all(re.search(r":\D*\d+\.\d+|:RELEASE\.", server.image) for server in SERVERS.values())


def test_importing_the_file_gives_the_servers_and_their_links_back() -> None:
    orders, carts = node("orders", kind=NodeKind.DATABASE), node("carts", kind=NodeKind.CACHE)
    text = files(make_compose, planned(node("api"), orders, carts, edge("api", "orders"), edge("api", "carts")))
    imported = read([SourceFile("compose.yaml", text["compose.yaml"].encode())], catalog())
    assert {label: (found.kind, found.technology) for label, found in nodes(imported).items()}.items() >= {
        "orders": (NodeKind.DATABASE, "PostgreSQL"),
        "carts": (NodeKind.CACHE, "Redis"),
    }.items()
    assert {"api -> orders", "api -> carts"} <= edges(imported)


def test_a_replica_that_cannot_be_set_up_says_so() -> None:
    both = [node(name, kind=NodeKind.DATABASE, technology="MySQL") for name in ("orders", "mirror")]
    texts = files(make_compose, planned(*both, edge("orders", "mirror", kind=EdgeKind.REPLICATION)))
    assert (
        "  mirror:\n    # Mirror\n    # copying is set up from PostgreSQL to PostgreSQL alone" in texts["compose.yaml"]
    )


def test_addresses_lead_to_the_ports_of_the_plan() -> None:
    project = everything()
    places = {address(project, part).value for part in project.parts if part.engine in SERVERS}
    assert all(re.search(r":\d+", place) for place in places)
    wanted = {f"{part.name}:{part.port}" for part in project.parts if part.engine in SERVERS}
    assert {name for name in wanted if any(name in place for place in places)} == wanted
