"""Labels are data: they lead nowhere, run nothing and open nothing, whatever they say."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from infrasketch_desktop.codegen.generator import generate_all, generate_node
from infrasketch_desktop.codegen.paths import is_safe_path
from infrasketch_desktop.codegen.project import Engine, Role
from infrasketch_desktop.review.secrets import has_secret
from tests.codegen.acceptance.diagrams import HOSTILE, NAMES, project_of

Generated = Callable[[str], Path]
each_diagram = pytest.mark.parametrize("name", NAMES)
EVERYDAY = "hostile"
REFERENCE = re.compile(
    r"!Sub \"\{\{resolve:secretsmanager:\$\{\w+\}:\w+\}\}\""
    r"|\$\{[^}]*\}"  # a variable of the environment
    r"|\brandom_password\.\w+\.result\b|ephemeral\.random_password\.[\w.]+"
    r"|(?<=# )[^\n]*\bstate\b[^\n]*"  # words about where passwords of Terraform lie
)
NAME_IN_PYTHON = re.compile(r"\w*(?:secret|token)\w*\"?(?: = |=|: )[A-Za-z_][\w.]*(?:\(\"\"\)|\b(?![\"']))")
"""What stands where a secret would, and is none: a secret in Python would be in quotes."""


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_text(encoding="utf-8")


def assert_holds_no_secret(folder: Path) -> None:
    lines = [(path, line) for path, text in texts(folder) for line in without_references(path, text).splitlines()]
    assert [f"{path}: {line}" for path, line in lines if has_secret(line)] == []


def without_references(path: str, text: str) -> str:
    plain = REFERENCE.sub("$", text)
    return NAME_IN_PYTHON.sub("$", plain) if path.endswith(".py") else plain


def assert_stays_inside(name: str) -> None:
    project = project_of(name)
    files = [*generate_all(project), *(file for part in project.parts for file in generate_node(project, part))]
    assert [file.path for file in files if not is_safe_path(file.path)] == []


def test_no_path_leads_out_of_the_folder_whatever_labels_say() -> None:
    assert_stays_inside(EVERYDAY)


def test_no_file_holds_a_secret(generated: Generated) -> None:
    assert_holds_no_secret(generated(EVERYDAY))


def test_labels_are_words_in_python_and_nothing_else(generated: Generated) -> None:
    for path in generated(EVERYDAY).rglob("*.py"):
        names = {
            node.id for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Name)
        }
        assert not names & {"__import__", "eval", "exec", "compile"}, path


def test_labels_make_no_tags_in_yaml(generated: Generated) -> None:
    for path in [*generated(EVERYDAY).rglob("*.yaml"), *generated(EVERYDAY).rglob("*.yml")]:
        text = path.read_text(encoding="utf-8")
        tags = {node.tag for node in yaml.compose_all(text, yaml.CSafeLoader) for node in walk(node)}
        assert not [tag for tag in tags if "python" in tag], path


def test_nothing_of_a_label_was_filled_in(generated: Generated) -> None:
    """`{{7*7}}` would be 49, and the commands in labels would have left a file."""
    assert not [path for path, text in texts(generated(EVERYDAY)) if "{{7*7}}" in HOSTILE[1] and " 49 {% raw" in text]
    assert not list(generated(EVERYDAY).rglob("pwned"))


def walk(node: yaml.Node) -> Iterator[yaml.Node]:
    yield node
    for child in node.value if isinstance(node, yaml.CollectionNode) else ():
        for one in child if isinstance(child, tuple) else (child,):
            yield from walk(one)


@pytest.mark.long
@each_diagram
def test_no_diagram_leads_out_or_holds_a_secret(name: str, generated: Generated) -> None:
    assert_stays_inside(name)
    assert_holds_no_secret(generated(name))


def test_the_diagrams_have_every_role_and_engine() -> None:
    parts = project_of("every kind and engine, apart").parts
    assert {part.role for part in parts} == set(Role)
    assert {part.engine for part in parts} == set(Engine)


def test_the_same_diagram_gives_the_same_bytes_in_another_process(generated: Generated) -> None:
    """Another seed of hashes puts sets in another order."""
    script = (
        "import sys; from tests.codegen.acceptance.diagrams import project_of;"
        "from infrasketch_desktop.codegen.generator import generate_all;"
        "sys.stdout.buffer.write(b''.join(f.path.encode() + f.content for f in generate_all(project_of('hostile'))))"
    )
    root = Path(__file__).parents[3]
    said = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, check=True).stdout
    assert said == b"".join(file.path.encode() + file.content for file in generate_all(project_of(EVERYDAY)))
    assert generated(EVERYDAY).is_dir()
