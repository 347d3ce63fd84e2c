import json

import pytest

from infrasketch_desktop.formats.errors import FormatError
from infrasketch_desktop.formats.repository.reading import read
from infrasketch_desktop.formats.result import SourceFile
from tests.formats.round_trips import applied

COMPOSE = """services:
  web:
    build: ./web
    depends_on: [api]
  api:
    build:
      context: services/api
    environment:
      DATABASE_URL: postgres://shop:s3cr3t@db:5432/shop
  worker:
    build: services/api
  db:
    image: postgres:16
"""
DEPLOYMENT = """apiVersion: apps/v1
kind: Deployment
metadata: {name: orders}
spec:
  selector: {matchLabels: {app: orders}}
  template:
    metadata: {labels: {app: orders}}
    spec:
      containers:
        - {name: orders, image: "ghcr.io/shop/orders-service:1.2"}
"""


def npm(*dependencies, **fields):
    return json.dumps({"dependencies": dict.fromkeys(dependencies, "1"), **fields}, indent=1)


def repository(catalog, files):
    return read([SourceFile(name, text.encode()) for name, text in files.items()], catalog)


def nodes_of(diagram):
    return {node.label: (node.kind.value, node.technology) for node in diagram.nodes.values()}


def edges_of(diagram):
    return {(diagram.nodes[e.source].label, diagram.nodes[e.target].label) for e in diagram.edges.values()}


def test_a_folder_with_a_framework_is_a_service_that_talks_to_what_its_clients_do(catalog):
    files = {"orders/package.json": npm("express", "pg", "stripe", description="Takes orders.")}

    diagram = applied(repository(catalog, files))

    assert nodes_of(diagram) == {
        "orders": ("api", "Express"),
        "PostgreSQL": ("database", "PostgreSQL"),
        "Stripe": ("external", "Stripe"),
    }
    assert edges_of(diagram) == {("orders", "PostgreSQL"), ("orders", "Stripe")}
    assert diagram.nodes["orders"].description == "Takes orders."
    assert [n.origin for n in diagram.nodes.values()] == [
        "orders/package.json:1",
        "orders/package.json:4",
        "orders/package.json:5",
    ]


def test_a_service_in_compose_and_its_folder_are_one_node(catalog):
    files = {
        "compose.yaml": COMPOSE,
        "web/package.json": npm("react", "react-dom"),
        "services/api/pyproject.toml": '[project]\nname = "shop-api"\ndependencies = ["fastapi", "psycopg"]\n',
        "services/api/Dockerfile": "FROM python:3.11\n",
    }

    diagram = applied(repository(catalog, files))

    assert nodes_of(diagram) == {
        "web": ("server", "React"),
        "api": ("api", "FastAPI"),
        "worker": ("worker", "FastAPI"),
        "db": ("database", "PostgreSQL"),
    }
    assert diagram.nodes["api"].origin == "compose.yaml:5"
    assert "Code: services/api (FastAPI, Python)" in diagram.nodes["api"].notes


def test_an_edge_from_code_is_only_added_where_the_infrastructure_has_none(catalog):
    files = {
        "compose.yaml": COMPOSE,
        "services/api/requirements.txt": "fastapi\npsycopg\n",
    }

    diagram = applied(repository(catalog, files))

    assert edges_of(diagram) == {("web", "api"), ("api", "db"), ("worker", "db")}  # the worker's is from its code


def test_what_the_infrastructure_says_is_not_asked_of_the_code(catalog):
    compose = (
        "services:\n  api:\n    build: api\n    depends_on: [shop]\n"
        "  shop:\n    image: timescale/timescaledb\n  reports:\n    image: postgres\n"
    )
    found = repository(catalog, {"compose.yaml": compose, "api/package.json": npm("express", "pg")})

    assert edges_of(applied(found)) == {("api", "shop")}
    assert found.losses == ()


def test_secrets_are_nowhere(catalog):
    found = repository(catalog, {"compose.yaml": COMPOSE})

    assert "s3cr3t" not in repr(found)


def test_the_same_service_in_two_formats_is_one_node(catalog):
    compose = "services:\n  orders:\n    build: ./orders\n  db:\n    image: postgres\n"
    files = {"k8s/orders.yaml": DEPLOYMENT, "compose.yaml": compose, "orders/go.mod": "module example.com/orders\n"}

    diagram = applied(repository(catalog, files))

    assert set(nodes_of(diagram)) == {"orders", "db"}
    assert diagram.nodes["orders"].technology == "Go"
    assert diagram.nodes["orders"].origin == "k8s/orders.yaml:1"
    assert "Also in: compose.yaml:2" in diagram.nodes["orders"].notes


def test_an_image_tells_which_folder_is_deployed(catalog):
    files = {
        "k8s/main.yaml": DEPLOYMENT.replace("name: orders", "name: shop"),
        "src/orders-service/go.mod": "module x.io/o\n",
    }

    diagram = applied(repository(catalog, files))

    assert nodes_of(diagram) == {"shop": ("service", "Go")}


def test_a_service_built_from_the_root_is_the_folder_of_its_name(catalog):
    compose = "services:\n  backend:\n    build: {context: ., dockerfile: backend/Dockerfile}\n"
    files = {
        "compose.yaml": compose,
        "package.json": npm(workspaces=["web"]),
        "backend/pyproject.toml": '[project]\nname = "app"\ndependencies = ["fastapi"]\n',
    }

    assert nodes_of(applied(repository(catalog, files))) == {"backend": ("api", "FastAPI")}


def test_the_one_program_below_a_dockerfile_is_what_it_runs(catalog):
    files = {"ratings/Dockerfile": "FROM php", "ratings/html/composer.json": '{"require": {"laravel/framework": "10"}}'}
    diagram = applied(repository(catalog, files))

    assert nodes_of(diagram) == {"ratings": ("server", "Laravel")}


def test_a_compose_file_for_the_developers_of_one_part_is_left_out(catalog):
    files = {
        "compose.yaml": "services:\n  orders:\n    build: orders\n  db:\n    image: postgres\n",
        "orders/compose.yaml": "services:\n  orders:\n    build: .\n  db:\n    image: mysql\n",
    }
    found = repository(catalog, files)

    assert set(nodes_of(applied(found))) == {"orders", "db"}
    assert len(applied(found).nodes) == 2
    assert [loss.what for loss in found.losses] == ["the file “orders/compose.yaml”"]


def test_widgets_that_pages_share_are_a_library(catalog):
    files = {"web/package.json": npm("react"), "packages/buttons/package.json": npm("react")}

    assert set(nodes_of(applied(repository(catalog, files)))) == {"web"}


def test_namesakes_of_different_products_stay_apart(catalog):
    files = {
        "k8s/store.yaml": DEPLOYMENT.replace("orders-service:1.2", "redis:7")
        .replace("orders", "store")
        .replace("ghcr.io/shop/", ""),
        "compose.yaml": "services:\n  store:\n    image: postgres\n",
    }

    diagram = applied(repository(catalog, files))

    assert sorted(node.technology for node in diagram.nodes.values()) == ["PostgreSQL", "Redis"]


def test_two_databases_that_would_do_are_a_loss_and_not_a_guess(catalog):
    files = {
        "compose.yaml": "services:\n  a:\n    image: postgres\n  b:\n    image: postgres\n",
        "orders/package.json": npm("express", "pg"),
    }
    found = repository(catalog, files)

    assert edges_of(applied(found)) == set()
    (loss,) = found.losses
    assert loss.what == "the connection from “orders” to PostgreSQL"
    assert str(loss.origin) == "orders/package.json:4"


def test_a_library_is_no_service(catalog):
    files = {"orders/package.json": npm("express"), "lib/package.json": npm("lodash", "pg", name="@shop/lib")}
    found = repository(catalog, files)

    assert set(nodes_of(applied(found))) == {"orders"}
    assert [loss.what for loss in found.losses] == ["the package “lib”"]


def test_a_dockerfile_alone_is_a_service(catalog):
    assert nodes_of(applied(repository(catalog, {"jobs/mailer/Dockerfile": "FROM alpine"}))) == {
        "mailer": ("worker", "")
    }


def test_a_broken_file_is_a_loss_and_the_others_are_read(catalog):
    files = {
        "compose.yaml": "services:\n  a:\n    image: postgres\n",
        "k8s/broken.yaml": "apiVersion: v1\nkind: [\n",
        "k8s/orders.yaml": DEPLOYMENT,
        "package.json": "{",
    }
    found = repository(catalog, files)

    assert set(nodes_of(applied(found))) == {"a", "orders"}
    assert [str(loss.origin) for loss in found.losses] == ["k8s/broken.yaml:3", "package.json"]


def test_templates_of_helm_are_left_to_helm(catalog):
    files = {"chart/templates/a.yaml": "apiVersion: v1\nkind: Pod\nname: {{ .Values.x }}\n", "Dockerfile": "FROM x"}
    found = repository(catalog, files)

    assert [loss.why for loss in found.losses] == ["only Helm fills it in; import what it makes"]


def test_many_losses_of_one_reason_are_counted(catalog):
    files = {"Dockerfile": "FROM x", **{f"lib{i}/package.json": npm() for i in range(7)}}

    assert [loss.what for loss in repository(catalog, files).losses] == ["7 packages"]


def test_other_files_with_services_in_them_are_no_compose_files(catalog):
    files = {"Dockerfile": "FROM x", "registry.yaml": "services:\n  - name: a\n"}

    assert len(applied(repository(catalog, files)).nodes) == 1


def test_a_folder_where_nothing_runs_is_refused(catalog):
    with pytest.raises(FormatError, match="No file in this folder says what runs"):
        repository(catalog, {"package.json": npm("lodash")})


def test_the_order_of_files_does_not_matter(catalog):
    files = {"compose.yaml": COMPOSE, "web/package.json": npm("react"), "k8s/orders.yaml": DEPLOYMENT}

    assert repository(catalog, files) == repository(catalog, dict(reversed(files.items())))


def test_what_is_too_much_to_read_is_left_out_and_told_the_largest_first(catalog, monkeypatch):
    monkeypatch.setattr("infrasketch_desktop.formats.repository.reading.MAX_WRITTEN", 40)
    definitions = DEPLOYMENT.replace("orders", "large") + "# a line\n" * 50

    found = repository(catalog, {"a-definitions.yaml": definitions, "orders.yaml": DEPLOYMENT})

    assert set(nodes_of(applied(found))) == {"orders"}
    assert [str(loss.origin) for loss in found.losses] == ["a-definitions.yaml"]


def test_when_nothing_could_be_read_the_reason_is_told(catalog):
    with pytest.raises(FormatError, match=r"says what runs.*“broken\.tf”.*no valid Terraform"):
        repository(catalog, {"broken.tf": "resource {{{"})


def test_a_compose_file_in_flow_style_is_one(catalog):
    found = repository(catalog, {"compose.yaml": "services: {db: {'image': postgres}}\n"})
    assert nodes_of(applied(found)) == {"db": ("database", "PostgreSQL")}


def test_manifests_have_a_bound_of_their_own(catalog, monkeypatch):
    monkeypatch.setattr("infrasketch_desktop.formats.repository.reading.MAX_MANIFEST_BYTES", 300)
    files = {"a/package.json": npm("express", "pg", padding="x" * 300), "orders/package.json": npm("express", "pg")}

    found = repository(catalog, files)

    assert set(nodes_of(applied(found))) == {"orders", "PostgreSQL"}
    assert [str(loss.origin) for loss in found.losses] == ["a/package.json"]
