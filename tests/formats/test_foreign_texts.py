"""Mermaid, D2 and Structurizr: whatever stands in a file, the answer is a drawable import or a clear refusal."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.kinds import EdgeKind
from infrasketch_desktop.diagram.records import Edge
from infrasketch_desktop.formats.bounds import MAX_EDGES, MAX_NODES
from infrasketch_desktop.formats.errors import FormatError
from infrasketch_desktop.formats.result import SourceFile
from infrasketch_desktop.formats.table import format_named
from tests.formats.carrying import check_round_trip, connected_diagrams
from tests.formats.round_trips import applied
from tests.support.diagrams import node

SAMPLES = {
    "mermaid": """---
title: "Shop"
---
%% infrasketch: {"version": 1}
flowchart LR
  U([User]) -->|"HTTPS #quot;"| W[Web]:::x & V
  subgraph vpc ["Net"]
    A{{q}} -- jobs --> Q[(Db)]
    x@{ shape: das, label: "Jobs" }
  end
  A e1@-.-> vpc
  e1@{ animate: true }
  classDef x fill:#eee; click A "http://x"
""",
    "d2": """# infrasketch: {"version": 1}
direction: right
vars: {a: b}
classes: {k: {shape: cylinder}}
web: "Web ${a}" {shape: person; style.fill: "#eee"}
c: {
  # infrasketch: {"kind": "queue"}
  x.y: |md # hi |
  _.web <-> x -> y: 'l' {label: z; style.animated: true}
}
(web -> c.x)[0].label: HTTPS
t: {shape: sql_table; id: int {constraint: primary_key}}
gone: null; *.style: x; ...@f; layers: {l: {a -> b}}
""",
    "structurizr": """// infrasketch: {"version": 1}
workspace "Bank" "d" {
    !identifiers hierarchical
    !const A "x"
    model {
        u = person "User ${A}"
        // infrasketch: {"kind": "queue", "label": "q"}
        s = softwareSystem "S" {
            group "G" {
                c = container "C" "d" "Go" "Database" {
                    p = component "P"
                }
            }
            c -> u "x" "t" "event" {
                tags "y"
            }
        }
        u -> s.c "uses \\
            it"
        deploymentEnvironment "Live" {
            deploymentNode "N" {
                containerInstance s.c
            }
        }
        !script groovy {
            { }
        }
    }
    views {
    }
}
""",
}
FORMS = sorted(SAMPLES)
_PIECES = [*sorted({piece for text in SAMPLES.values() for piece in text.split()}), "\n", " ", '"', "{", "}", "\\"]


@st.composite
def mutated(draw: st.DrawFn, sample: str) -> str:
    """A sample with a few places cut out, doubled, or filled with what stands elsewhere."""
    text = sample
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 30)))
        filling = draw(st.sampled_from(["", text[start:end] * 2, *_PIECES]) | st.text(max_size=4))
        text = text[:start] + filling + text[end:]
    return text


def texts_of(form: str) -> st.SearchStrategy[str]:
    pieces = st.lists(st.sampled_from(_PIECES), max_size=40).map(" ".join)
    return mutated(SAMPLES[form]) | st.text(max_size=80) | pieces.map(lambda text: f"flowchart TB\n{text}")


def check(form: str, text: str, catalog) -> None:
    try:
        found = format_named(form).read([SourceFile("any", text.encode())], catalog)
    except FormatError:
        return
    applied(found)


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=25)
@given(data=st.data())
def test_any_text_is_drawn_or_refused(form, data, catalog):
    check(form, data.draw(texts_of(form)), catalog)


@pytest.mark.long
@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=3000)
@given(data=st.data())
def test_many_texts_are_drawn_or_refused(form, data, catalog):
    check(form, data.draw(texts_of(form)), catalog)


@pytest.mark.long
@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=400)
@given(diagram=connected_diagrams(), data=st.data())
def test_a_damaged_export_is_drawn_or_refused(form, diagram, data, catalog):
    check(form, data.draw(mutated(format_named(form).write(diagram).content.decode())), catalog)


SOON = {
    "too many subgraphs in each other": ("mermaid", "flowchart TB\n" + "subgraph x\n" * 100_000),
    "blocks without end": ("d2", "a: {" * 400_000),
    "a path without end": ("d2", "a." * 900_000),
    "too many lines": ("structurizr", "}\n" * 900_000),
    "groups without end": ("structurizr", "group x {\n" * 50_000),
    "no chart": ("mermaid", "sequenceDiagram\nA->>B: hi"),
}
LATER = {
    "a chain without end": ("mermaid", "flowchart TB\n" + "a --> " * 300_000),
    "siblings without end": ("mermaid", "flowchart TB\n" + "a & " * 400_000),
    "too many nodes": ("mermaid", "flowchart TB\n" + "\n".join(f"n{i}" for i in range(MAX_NODES + 1))),
    "too many statements": ("mermaid", "flowchart TB\n" + "end\n" * 500_000),
    "too many objects": ("d2", "\n".join(f"n{i}" for i in range(MAX_NODES + 1))),
    "too many connections": ("d2", "a -> b\n" * 250_000),
    "too many removals": ("d2", "a: null\n" * 200_000),
    "too many people": ("structurizr", "\n".join(f"person p{i}" for i in range(MAX_NODES + 1))),
    "too many relationships": ("structurizr", "a = person A\n" + "a -> a x\n" * 20_000),
}
SIGNS = ['"', "[", "{\n", "|", "a -- ", '"""\n', "a((", "${", "%%{", "```mermaid\ngraph\n```\n"]


def refuse(form: str, text: str, catalog) -> None:
    with pytest.raises(FormatError, match="Nothing was imported"):
        format_named(form).read([SourceFile("any", text.encode())], catalog)


@pytest.mark.timeout(20)
@pytest.mark.parametrize(("form", "text"), SOON.values(), ids=SOON.keys())
def test_too_much_is_refused(form, text, catalog):
    refuse(form, text, catalog)


@pytest.mark.long
@pytest.mark.timeout(20)
@pytest.mark.parametrize(("form", "text"), LATER.values(), ids=LATER.keys())
def test_too_much_is_refused_before_it_hurts(form, text, catalog):
    refuse(form, text, catalog)


@pytest.mark.long
@pytest.mark.timeout(20)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("sign", SIGNS)
def test_signs_that_never_close_cost_little(form, sign, catalog):
    check(form, ("flowchart TB\n" if form == "mermaid" else "") + sign * (500_000 // len(sign)), catalog)


@pytest.mark.long
@pytest.mark.parametrize("form", FORMS)
def test_as_much_as_a_diagram_may_hold_comes_back(form, catalog):
    nodes = [node(f"n-{i}", label="Node", technology="Go", y=i) for i in range(MAX_NODES)]
    edges = [
        Edge(id=f"e{i}", source=f"n-{i % MAX_NODES}", target=f"n-{i // 2}", kind=EdgeKind.DATA, animated=True)
        for i in range(MAX_EDGES)
    ]
    check_round_trip(format_named(form), build_diagram([*nodes, *edges]), catalog)
