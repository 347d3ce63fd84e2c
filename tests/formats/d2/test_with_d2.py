"""D2's own compiler reads what we write."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from infrasketch_desktop.diagram.records import Edge, Group
from infrasketch_desktop.formats.d2.contexts import RESERVED
from infrasketch_desktop.formats.d2.writing import write
from infrasketch_desktop.formats.names import clean_label
from tests.formats.carrying import connected_diagrams
from tests.formats.round_trips import HOSTILE_LABELS
from tests.support.diagrams import node
from tests.support.needs import miss
from tests.support.node_modules import node_module


def compiled(diagrams: Sequence[Diagram]) -> list[dict]:
    program = shutil.which("node") or miss("node", packages="nodejs")
    module = node_module("@terrastruct/d2") / "dist" / "node-esm" / "index.js"
    said = subprocess.run(
        [program, Path(__file__).with_name("compile.mjs"), module],
        input=json.dumps([write(diagram).content.decode() for diagram in diagrams]),
        capture_output=True,
        text=True,
        check=True,
        timeout=1500,
    )
    return json.loads(said.stdout.splitlines()[-1])


def check(diagrams: Sequence[Diagram]) -> None:
    """The same labels on as many shapes, the same connections."""
    for diagram, found in zip(diagrams, compiled(diagrams), strict=True):
        assert "error" not in found, (found["error"], write(diagram).content.decode())
        labelled = [*diagram.nodes.values(), *diagram.groups.values()]
        texts = [(clean_label(note.text).strip() and note.text) or "…" for note in diagram.notes.values()]
        labels = [record.label for record in labelled] + texts
        assert sorted(found["labels"]) == sorted(map(clean_label, labels))
        assert len(found["connections"]) == len(diagram.edges)
        shown = sorted(label for _, _, label, _, _ in found["connections"])
        assert shown == sorted(clean_label(edge.label) for edge in diagram.edges.values())
        assert all(heads == ["none", "triangle"] for _, _, _, *heads in found["connections"])


def drawn(count: int) -> list[Diagram]:
    found: list[Diagram] = []

    @settings(max_examples=count, suppress_health_check=list(HealthCheck))
    @given(diagram=connected_diagrams())
    def collect(diagram):
        found.append(diagram)

    collect()
    return found


def every_word_of_d2() -> Diagram:
    words = sorted(word for word in RESERVED if "_" not in word)
    nodes = [node(f"{kind.value.replace('_', '-')}-1", kind=kind) for kind in NodeKind]
    nodes += [node(word, label=word) for word in [*words, "a--b", "-a", "7"]]
    edges = [Edge(id=f"e{kind}", source=words[0], target="a--b", kind=kind, animated=True) for kind in EdgeKind]
    return build_diagram([*nodes, *edges])


def every_hostile_label() -> Diagram:
    labels = [*HOSTILE_LABELS, "${x}", "\\${x}", "a # b", "null", "@file", "...@file", "|md x|", "x: {y}", "*", "&a"]
    nodes = [node(f"n{i}", label=label, group=f"g{i}") for i, label in enumerate(labels)]
    groups = [Group(id=f"g{i}", label=label) for i, label in enumerate(labels)]
    edges = [Edge(id=f"e{i}", source=f"n{i}", target=f"g{i - 1}", label=label) for i, label in enumerate(labels) if i]
    return build_diagram([*groups, *nodes, *edges])


def a_few_of_each() -> Diagram:
    labels = ['"\\${x}', "two\nlines # x", "", "|md x|"]
    nodes = [
        node(word, label=label, group="classes")
        for word, label in zip(("a--b", "null", "7", "label"), labels, strict=True)
    ]
    edges = [Edge(id=f"e{i}", source="7", target="a--b", label=label, animated=True) for i, label in enumerate(labels)]
    return build_diagram([Group(id="classes", label=labels[0]), *nodes, *edges])


@pytest.mark.long  # starting the compiler alone takes seconds
def test_d2_compiles_what_it_could_mistake_for_its_own_words():
    check([a_few_of_each()])


@pytest.mark.long
def test_d2_compiles_any_diagram_with_its_labels():
    check([every_word_of_d2(), every_hostile_label(), *drawn(150)])
