"""The templates are what an architect would show: complete, tidy, and in words the lexicon knows."""

import json
from itertools import combinations
from pathlib import Path

import pytest

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Document
from infrasketch_desktop.layout.arrange import arrange
from infrasketch_desktop.layout.arrangement import apply_arrangement
from infrasketch_desktop.layout.ordering.graphviz import Graphviz
from infrasketch_desktop.layout.ordering.provider import OrderProvider
from infrasketch_desktop.layout.ordering.standard import standard_provider
from infrasketch_desktop.layout.scope import Scope
from infrasketch_desktop.picture.qt.rendering import render_png
from infrasketch_desktop.picture.theme import light_theme
from infrasketch_desktop.resources import resource_path, resources_folder
from infrasketch_desktop.storage import sketch_file, sketches
from infrasketch_desktop.templates import Template, load_templates

NAMES = (
    "ecommerce-checkout",
    "url-shortener",
    "video-streaming",
    "chat",
    "ride-hailing",
    "notification-system",
    "rate-limiter",
    "feature-store",
    "recommendation-engine",
    "data-lake",
    "real-time-analytics",
    "search-autocomplete",
)
each_template = pytest.mark.parametrize("template", load_templates(), ids=lambda template: template.name)


def test_the_catalogue_lists_every_file_in_reading_order() -> None:
    assert tuple(template.name for template in load_templates()) == NAMES
    assert {path.stem for path in (resources_folder() / "templates").glob("*.infrasketch")} == set(NAMES)


@each_template
def test_its_summary_fits_on_a_card(template: Template) -> None:
    assert 10 < len(template.summary) <= 42


@each_template
def test_the_file_is_what_saving_it_would_write(template: Template) -> None:
    content = template.path.read_bytes()
    assert sketch_file.write(sketch_file.read(content)) == content


@each_template
def test_it_is_rich_enough_to_learn_from(template: Template) -> None:
    diagram = sketches.load(template.path)
    assert 8 <= len(diagram.nodes) <= 20
    assert len(diagram.groups) >= 2
    assert len(diagram.edges) >= len(diagram.nodes) - 1
    assert len({edge.kind for edge in diagram.edges.values()}) >= 3
    assert len({node.kind for node in diagram.nodes.values()}) >= 6
    assert diagram.sheet.title == template.title


@each_template
def test_every_node_is_described_and_connected(template: Template) -> None:
    diagram = sketches.load(template.path)
    for node in diagram.nodes.values():
        assert node.technology, node.id
        assert node.description.endswith("."), node.id
        assert diagram.incident(node.id), node.id
    assert all(edge.label for edge in diagram.edges.values())


@each_template
def test_every_technology_is_in_the_lexicon(template: Template) -> None:
    lexicon = json.loads(resource_path("lexicon", "technologies.json").read_text(encoding="utf-8"))
    known = {technology["name"] for technology in lexicon["technologies"]}
    assert {node.technology for node in sketches.load(template.path).nodes.values()} <= known


@each_template
def test_nothing_lies_on_anything_else(template: Template) -> None:
    diagram = sketches.load(template.path)
    for first, second in combinations([*diagram.nodes, *diagram.groups], 2):
        if not _nested(diagram, first, second):
            assert not diagram.bounds(first).intersects(diagram.bounds(second)), (first, second)


@pytest.fixture(scope="module")
def provider(cache_folder: Path) -> OrderProvider:
    return standard_provider(Graphviz(cache_folder))


@each_template
def test_a_second_layout_changes_nothing(template: Template, provider: OrderProvider) -> None:
    document = Document(sketches.load(template.path))
    with document.edit("Tidy") as edit:
        apply_arrangement(edit, arrange(document.diagram, Scope.everything(), provider=provider))
    assert not arrange(document.diagram, Scope.everything(), provider=provider)


@each_template
def test_it_can_be_drawn(template: Template, qapp: object) -> None:
    assert render_png(sketches.load(template.path), light_theme(), scale=1).startswith(b"\x89PNG")


def _nested(diagram: Diagram, first: str, second: str) -> bool:
    return first in diagram.ancestors(second) or second in diagram.ancestors(first)
