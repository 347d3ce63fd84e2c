"""The document of any diagram: complete, the same every time, with links that lead somewhere and nothing injected."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infrasketch_desktop.design_doc import DesignDocument
from infrasketch_desktop.design_doc.generator import design_document
from infrasketch_desktop.design_doc.markup import one_line
from infrasketch_desktop.design_doc.passages import write
from infrasketch_desktop.diagram import edits
from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Document
from infrasketch_desktop.diagram.kinds import Chapter
from infrasketch_desktop.diagram.records import Edge, Group, Node, Passage
from tests.design_doc.conftest import Write
from tests.design_doc.reading import block_at, text_of, tokens_of
from tests.design_doc.test_markup import hostile
from tests.support.diagrams import diagrams, rebuilt

FEW = settings(max_examples=15)
MANY = settings(max_examples=400)
ALLOWED = {
    *("text", "text_special", "inline", "softbreak", "hardbreak", "strong_open", "strong_close"),
    *(f"{name}_{end}" for end in ("open", "close") for name in ("paragraph", "bullet_list", "ordered_list")),
    *(f"{name}_{end}" for end in ("open", "close") for name in ("list_item", "link", "table", "thead", "tbody")),
    *(f"{name}_{end}" for end in ("open", "close") for name in ("tr", "th", "td")),
}


@st.composite
def hostile_diagrams(draw: st.DrawFn) -> Diagram:
    """Diagrams in which every text tries to be Markdown."""
    diagram = draw(diagrams())
    return build_diagram([_hostile(record, draw) for record in diagram])


def _hostile(record: object, draw: st.DrawFn) -> object:
    match record:
        case Node():
            text = {name: draw(hostile) for name in ("label", "technology", "description", "notes", "origin")}
            return replace(record, **text, outputs=(draw(hostile),))
        case Group() | Edge():
            return replace(record, label=draw(hostile))
    return record


def check_any_diagram(diagram: Diagram, write_document: Write) -> None:
    document = write_document(diagram)
    assert document == write_document(rebuilt(diagram))
    check_structure(document)
    check_components(document, diagram)
    check_links(document, diagram)
    check_flows(document, diagram)
    check_injection(document)


def check_structure(document: DesignDocument) -> None:
    assert [chapter.chapter for chapter in document.chapters] == list(Chapter)
    keys = [block.key for block in document.blocks()]
    assert len(set(keys)) == len(keys)
    assert all(block.markdown.strip() and block.markdown == block.generated for block in document.blocks())


def check_components(document: DesignDocument, diagram: Diagram) -> None:
    """Every node and group has a section of its own, and that of a node bears its name."""
    anchors = [block.anchor for block in document.blocks() if block.anchor]
    assert sorted(anchors) == sorted([*diagram.nodes, *diagram.groups])
    for node in diagram.nodes.values():
        section = block_at(document, f"component-details/{node.id}/purpose")
        assert text_of(f"## {section.title}") == (" ".join(one_line(node.label).split()) or node.id)


def check_links(document: DesignDocument, diagram: Diagram) -> None:
    for block in document.blocks():
        for token in tokens_of(block.markdown):
            if token.type == "link_open":
                address = str(token.attrGet("href"))
                assert address.startswith("#")
                assert address[1:] in diagram


def check_flows(document: DesignDocument, diagram: Diagram) -> None:
    """Every connection between two records is a line of the chapter on data flow."""
    chapter = next(chapter for chapter in document.chapters if chapter.chapter is Chapter.DATA_FLOW)
    lines = [line for block in chapter.blocks for line in block.markdown.splitlines()]
    for edge in diagram.edges.values():
        ends = f"](#{edge.source})", f"](#{edge.target})"
        assert edge.source == edge.target or any(all(end in line for end in ends) for line in lines), edge


def check_injection(document: DesignDocument) -> None:
    for block in document.blocks():
        for text in (block.markdown, block.title):
            extra = {"image"} if block.key == "architecture-diagram/figure" else set()
            assert {token.type for token in tokens_of(text)} <= ALLOWED | extra, text


@FEW
@given(diagrams())
def test_any_diagram_has_a_complete_document(written: Write, diagram: Diagram) -> None:
    check_any_diagram(diagram, written)


@FEW
@given(hostile_diagrams())
def test_no_text_of_a_diagram_becomes_markup(written: Write, diagram: Diagram) -> None:
    check_any_diagram(diagram, written)


@pytest.mark.long
@MANY
@given(st.one_of(diagrams(max_nodes=20), hostile_diagrams()))
def test_very_many_diagrams_have_complete_documents(written: Write, diagram: Diagram) -> None:
    check_any_diagram(diagram, written)


@FEW
@given(diagrams(), st.data())
def test_what_was_written_stays_byte_for_byte_while_the_diagram_changes(
    written: Write, diagram: Diagram, data: st.DataObject
) -> None:
    document = Document(diagram)
    block = data.draw(st.sampled_from(list(written(diagram).blocks())))
    text = data.draw(st.text(min_size=1, max_size=40))
    with document.edit("Write") as edit:
        passage = write(edit, block, text)
    with document.edit("Rename") as edit:
        edits.rename(edit, data.draw(st.sampled_from(sorted(diagram.nodes))), "Another name")
    after = [found for found in written(document.diagram).blocks() if found.passage]
    if passage is not None:
        assert [found.markdown for found in after] == [text]


def test_an_empty_diagram_has_a_document_that_says_so(written: Write) -> None:
    document = written(Diagram())
    assert document.title == "System design"
    assert [block.key for block in document.blocks()] == ["executive-summary/system"]


def test_only_what_depends_on_a_change_is_generated_anew(written: Write, shop: Diagram) -> None:
    before = {block.key: block for block in written(shop).blocks()}
    document = Document(shop)
    with document.edit("Describe") as edit:
        edits.update(edit, "mailer", description="Sends the confirmation.")
    after = {block.key: block for block in written(document.diagram).blocks()}
    assert [key for key in before if after.get(key) != before[key]] == ["component-details/mailer/purpose"]


def test_a_written_block_takes_the_place_of_the_generated_one_and_an_addition_follows(
    written: Write, shop: Diagram
) -> None:
    passages = (
        Passage(
            id="p",
            chapter=Chapter.COMPONENT_DETAILS,
            text="Mine.",
            element="api",
            block="component-details/api/purpose",
        ),
        Passage(id="q", chapter=Chapter.COMPONENT_DETAILS, text="Beside.", element="api", title="Retries"),
        Passage(id="r", chapter=Chapter.COMPONENT_DETAILS, text="Last."),
    )
    document = written(build_diagram([*shop, *passages]))
    blocks = next(c for c in document.chapters if c.chapter is Chapter.COMPONENT_DETAILS).blocks
    assert block_at(document, "component-details/api/purpose").markdown == "Mine."
    assert block_at(document, "component-details/api/purpose").anchor == "api"
    own = [block.markdown for block in blocks if block.element == "api"]
    assert own[0] == "Mine."
    assert own[-1] == "Beside."
    assert blocks[-1].markdown == "Last."


def test_work_that_is_no_longer_wanted_ends_at_the_next_block(catalog, shop: Diagram) -> None:
    seen = []

    def tick() -> None:
        seen.append(1)
        if len(seen) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        design_document(shop, catalog, tick=tick)
    assert len(seen) == 3


def test_a_document_can_be_written_without_knowledge(catalog, shop: Diagram) -> None:
    check_structure(design_document(shop, catalog))


def test_a_passage_for_a_block_that_is_gone_is_kept(written: Write, shop: Diagram) -> None:
    passage = Passage(id="p", chapter=Chapter.DATA_FLOW, text="Kept.", block="data-flow/gone/path", element="gone")
    document = written(build_diagram([*shop, passage]))
    assert [block.markdown for block in document.blocks() if block.passage] == ["Kept."]


def test_the_beginning_of_a_document_ends_within_a_chapter(written: Write, shop: Diagram) -> None:
    document = written(shop)
    blocks = list(document.blocks())
    for most in (1, 3, 4, len(blocks) - 1):
        assert list(document.beginning(most).blocks()) == blocks[:most]
    assert document.beginning(1).chapters[0].title == document.chapters[0].title
    assert len(document.beginning(1).chapters) == 1
    assert document.beginning(len(blocks)) is document
