"""Text of the assistant in the design document: found by heading, put beside what is generated, harmless."""

import pytest

from infrasketch_desktop.assistant.draft import Draft
from infrasketch_desktop.assistant.sections import headings
from infrasketch_desktop.design_doc.headings import CHAPTER_TITLES
from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.errors import InvariantError
from infrasketch_desktop.diagram.kinds import Chapter
from infrasketch_desktop.diagram.records import Passage
from infrasketch_desktop.exchange.document_language import document_language
from infrasketch_desktop.language import written_in
from tests.assistant.shop import shop
from tests.support.diagrams import node

COSTS = Passage(id="text-costs", chapter=Chapter.TRADE_OFFS, text="Much.", title="Running costs")
INSTEAD = Passage(id="text-instead", chapter=Chapter.SECURITY, text="By hand.", block="security/overview")


def draft(*passages: Passage) -> Draft:
    return Draft(build_diagram([*shop(), *passages]))


@pytest.mark.parametrize("heading", ["Data Flow", "data-flow", "## 5. data  flow", "5 Data Flow"])
def test_a_chapter_is_found_however_its_heading_is_written(heading: str) -> None:
    written = draft().write_section(heading, "Text")
    assert written.heading == "Data Flow"


def test_a_chapter_is_found_by_its_heading_in_the_language_of_the_window() -> None:
    with written_in(document_language("de")):
        assert draft().write_section("5. Datenfluss", "Text").heading == "Datenfluss"
        assert draft().write_section("Data Flow", "Text").heading == "Datenfluss"


def test_text_for_a_chapter_is_an_addition_to_it() -> None:
    drawn = draft(INSTEAD)
    written = drawn.write_section("Security Considerations", "Use TLS.")
    passage = drawn.diagram.passages[written.passage]
    assert (passage.chapter, passage.block, passage.element, passage.text) == (Chapter.SECURITY, "", "", "Use TLS.")
    assert drawn.diagram.passages["text-instead"] == INSTEAD


def test_the_second_text_under_a_heading_takes_the_place_of_the_first() -> None:
    drawn = draft()
    first = drawn.write_section("Data Flow", "One")
    second = drawn.write_section("Data Flow", "Two")
    assert first.passage == second.passage
    assert [passage.text for passage in drawn.diagram.passages.values()] == ["Two"]


@pytest.mark.parametrize("name", ["db", "Orders", "orders"])
def test_a_node_stands_for_its_part_of_the_component_details(name: str) -> None:
    drawn = draft()
    written = drawn.write_section(name, "Kept for ten years.")
    passage = drawn.diagram.passages[written.passage]
    assert (passage.chapter, passage.element, written.heading) == (Chapter.COMPONENT_DETAILS, "db", "Orders")


def test_a_heading_that_somebody_added_is_edited_in_place() -> None:
    drawn = draft(COSTS)
    drawn.write_section("Running costs", "Little.")
    assert drawn.diagram.passages["text-costs"].text == "Little."
    assert drawn.diagram.passages["text-costs"].title == "Running costs"


def test_the_headings_are_the_nine_chapters_and_what_was_added() -> None:
    assert headings(build_diagram([COSTS, INSTEAD])) == (*CHAPTER_TITLES.values(), "Running costs")


@pytest.mark.parametrize("heading", ["Nowhere", "", "sheet", "web--api"])
def test_a_heading_that_is_not_there_is_refused_with_those_that_are(heading: str) -> None:
    drawn = draft()
    with pytest.raises(InvariantError, match="there are Executive Summary, System Overview"):
        drawn.write_section(heading, "Text")
    assert drawn.diagram is drawn.base


def test_a_label_that_two_parts_have_is_refused_with_their_ids() -> None:
    drawn = Draft(build_diagram([node("a", label="Store"), node("b", label="Store")]))
    with pytest.raises(InvariantError, match=r"2 parts are called “Store”; name one of a, b\."):
        drawn.write_section("Store", "Text")


@pytest.mark.parametrize("markdown", ["", "  \n", "\u202e"])
def test_empty_text_is_refused(markdown: str) -> None:
    with pytest.raises(InvariantError, match="empty"):
        draft().write_section("Data Flow", markdown)


def test_text_that_is_too_long_is_refused() -> None:
    drawn = draft()
    with pytest.raises(InvariantError, match="at most 20,000"):
        drawn.write_section("Data Flow", "x" * 20_001)
    assert drawn.diagram is drawn.base


def test_pictures_become_links() -> None:
    drawn = draft()
    written = drawn.write_section("Data Flow", "![x](http://evil.example/p.png) !![y](z) !\\[n] a\u202eb\x00")
    assert written.markdown == "[x](http://evil.example/p.png) [y](z) !\\[n] ab"
