"""The pyproject.toml of a part: what it needs, and where the project's own libraries lie."""

import tomllib
from typing import Any

from infrasketch_desktop.codegen.generator import program_templates
from infrasketch_desktop.codegen.making.python.pyproject import pyproject
from infrasketch_desktop.diagram.kinds import NodeKind
from tests.codegen.plans import planned
from tests.support.diagrams import edge, node

PROJECT = planned(
    node("api", kind=NodeKind.API, label='Say "hi" \\ ${x} \n # no comment'),
    node("db", kind=NodeKind.DATABASE, label="Orders DB"),
    node("queue", kind=NodeKind.QUEUE, label="Jobs"),
    edge("api", "db"),
    edge("queue", "api"),
    title="The shop",
)


def read(node_id: str, *requires: str, **more: Any) -> dict[str, Any]:
    return tomllib.loads(pyproject(PROJECT, PROJECT.part(node_id), program_templates(), requires, **more).text)


def test_own_packages_have_the_project_in_front_so_that_no_public_one_is_taken():
    found = read("api", "fastapi")

    assert found["project"]["name"].startswith("the-shop-")
    assert found["project"]["dependencies"][1:] == ["the-shop-jobs", "the-shop-orders-db"]
    assert found["tool"]["uv"]["sources"]["the-shop-orders-db"] == {"workspace": True}


def test_own_libraries_are_found_without_an_installation():
    found = read("api")["tool"]

    assert found["pytest"]["ini_options"]["pythonpath"] == [
        "src",
        "../../libraries/jobs/src",
        "../../libraries/orders-db/src",
    ]
    assert found["mypy"]["mypy_path"][1:] == [
        "$MYPY_CONFIG_FILE_DIR/../../libraries/jobs/src",
        "$MYPY_CONFIG_FILE_DIR/../../libraries/orders-db/src",
    ]


def test_a_label_stays_text():
    assert read("api")["project"]["description"] == 'Say "hi" \\ ${x} # no comment'


def test_packages_without_types_are_named_to_mypy():
    overrides = read("db", "pymysql", "sqlalchemy")["tool"]["mypy"]["overrides"]

    assert overrides == [{"module": ["pymysql.*"], "ignore_missing_imports": True}]


def test_what_only_tests_need_stays_out_of_the_package():
    found = read("db", "sqlalchemy", tested_with=["alembic", "sqlalchemy"])

    assert [name for name in found["project"]["dependencies"] if "alembic" in name] == []
    assert [name for name in found["dependency-groups"]["dev"] if "sqlalchemy" in name] == []
    assert "alembic>=1.17,<2" in found["dependency-groups"]["dev"]


def test_classes_that_begin_with_test_by_chance_are_not_collected():
    records = (node("api"), node("db", kind=NodeKind.DATABASE, label="Testimonials"), edge("api", "db"))
    project = planned(*records)
    texts = [pyproject(project, part, program_templates(), ()).text for part in project.parts]
    assert [tomllib.loads(text)["tool"]["pytest"]["ini_options"]["python_classes"] for text in texts] == [
        ["*Tests"]
    ] * 2
    assert "python_classes" not in read("api")["tool"]["pytest"]["ini_options"]
