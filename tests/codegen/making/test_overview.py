"""README and architecture page show the parts of a project, and labels of a diagram as plain words."""

from __future__ import annotations

import re

import pytest
from markdown_it import MarkdownIt

from infrasketch_desktop.codegen.making.levels import BEGIN, END
from infrasketch_desktop.codegen.making.overview import README, chart, make_overview
from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.formats.mermaid.reading import read
from infrasketch_desktop.formats.result import SourceFile
from tests.codegen.making.samples import SAMPLES, everything, files, hostile, made
from tests.codegen.plans import catalog, planned
from tests.formats.inspecting import edges, nodes
from tests.support.diagrams import edge, node


def test_the_chart_reads_back_as_the_parts_and_their_links() -> None:
    orders, jobs = node("orders", kind=NodeKind.DATABASE), node("jobs", kind=NodeKind.QUEUE, label='Jobs "new" | `a`')
    project = planned(
        node("api"), orders, jobs, node("sender"), edge("api", "orders", label="keeps"), edge("jobs", "sender")
    )
    imported = read([SourceFile("chart.mmd", chart(project).encode())], catalog())
    assert set(nodes(imported)) == {"Api", "Orders", "Sender", 'Jobs "new" | `a`'}
    assert edges(imported) == {"Api -> Orders: keeps", 'Jobs "new" | `a` -> Sender'}


@pytest.mark.parametrize("project", [everything, hostile])
def test_the_chart_of_any_project_is_read_without_losses(project) -> None:
    imported = read([SourceFile("chart.mmd", chart(project()).encode())], catalog())
    assert not [loss for loss in imported.losses if "line" in str(loss).lower()]


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("path", [README, "docs/architecture.md"])
def test_nothing_that_people_wrote_becomes_markup(sample: str, path: str) -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(made(make_overview, sample)[path])
    kinds = {child.type for token in tokens for child in token.children or ()}
    assert "html_inline" not in kinds
    assert "image" not in kinds
    links = {child.attrs["href"] for token in tokens for child in token.children or () if child.type == "link_open"}
    assert links <= {"https://docs.astral.sh/uv/"}
    blocks = {token.content.strip() for token in tokens if token.type == "html_block"}
    assert blocks <= {BEGIN, f"{BEGIN}\nNo check has been run yet.", END}


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_part_has_a_line_with_its_folder(sample: str) -> None:
    text = made(make_overview, sample)[README]
    assert [f"`{part.folder}`" in text for part in SAMPLES[sample]().parts].count(False) == 0
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in rows} <= {3, 6}


def test_a_technology_that_became_something_else_is_told() -> None:
    text = files(make_overview, planned(node("graph", kind=NodeKind.DATABASE, technology="Neo4j")))[README]
    assert "## Remarks" in text
    assert "Neo4j" in text


def test_a_project_without_remarks_has_no_table_of_them() -> None:
    text = files(make_overview, planned(node("orders", kind=NodeKind.DATABASE, technology="PostgreSQL")))[README]
    assert "## Remarks" not in text


def test_the_architecture_tells_which_parts_need_each_other() -> None:
    text = files(make_overview, planned(node("a"), node("b"), edge("a", "b"), edge("b", "a")))["docs/architecture.md"]
    assert text.count("no: they need each other") == 1
