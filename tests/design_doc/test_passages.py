"""Writing into the document: each verb is one undo step and touches nothing else."""

from __future__ import annotations

import pytest

from infrasketch_desktop.design_doc import passages
from infrasketch_desktop.diagram import edits
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Document
from infrasketch_desktop.diagram.errors import InvariantError
from infrasketch_desktop.diagram.kinds import Chapter
from tests.design_doc.conftest import Write
from tests.design_doc.reading import block_at

KEY = "component-details/api/purpose"


@pytest.fixture
def document(shop: Diagram) -> Document:
    return Document(shop)


def test_a_block_is_written_and_undone(written: Write, document: Document) -> None:
    before = document.snapshot()
    with document.edit("Write") as edit:
        passages.write(edit, block_at(written(document.diagram), KEY), "Mine.")
    block = block_at(written(document.diagram), KEY)
    assert (block.markdown, block.element, block.is_stale) == ("Mine.", "api", False)
    document.undo()
    assert document.diagram.same_records(before)


def test_a_second_writing_changes_the_same_passage(written: Write, document: Document) -> None:
    for text in ("One.", "Two."):
        with document.edit("Write") as edit:
            passages.write(edit, block_at(written(document.diagram), KEY), text)
    assert [p.text for p in document.diagram.passages.values()] == ["Two."]


def test_writing_what_is_generated_anyway_keeps_nothing(written: Write, document: Document) -> None:
    with document.edit("Write") as edit:
        passages.write(edit, block_at(written(document.diagram), KEY), "Mine.")
        block = block_at(written(document.diagram), KEY)
        assert passages.write(edit, block, block.generated) is None
    assert not document.diagram.passages


def test_an_empty_text_leaves_the_block_out_and_resetting_brings_it_back(written: Write, document: Document) -> None:
    with document.edit("Write") as edit:
        passages.write(edit, block_at(written(document.diagram), KEY), "")
    block = block_at(written(document.diagram), KEY)
    assert block.markdown == ""
    with document.edit("Reset") as edit:
        passages.reset(edit, block)
    assert block_at(written(document.diagram), KEY).markdown == block.generated


def test_additions_have_ids_of_their_own(document: Document) -> None:
    with document.edit("Add") as edit:
        added = [passages.add(edit, Chapter.SECURITY, "api", "Retries", text) for text in ("a", "b")]
    assert [p.id for p in added] == ["text-retries", "text-retries-2"]
    assert {p.element for p in added} == {"api"}


def test_a_text_that_is_too_long_is_refused_whole(written: Write, document: Document) -> None:
    before = document.snapshot()
    with pytest.raises(InvariantError, match="20,001 characters"), document.edit("Write") as edit:
        passages.write(edit, block_at(written(document.diagram), KEY), "x" * 20_001)
    assert document.diagram.same_records(before)


def test_a_change_of_what_is_generated_makes_the_text_stale_and_keeping_it_ends_that(
    written: Write, document: Document
) -> None:
    with document.edit("Write") as edit:
        passage = passages.write(edit, block_at(written(document.diagram), KEY), "Mine.")
        edits.update(edit, "api", description="Changed.")
    block = block_at(written(document.diagram), KEY)
    assert block.is_stale
    assert block.markdown == "Mine."
    with document.edit("Keep") as edit:
        passages.keep(edit, passage.id, block.basis)
    assert not block_at(written(document.diagram), KEY).is_stale


def test_links_are_renamed_and_dropped_where_they_are(document: Document) -> None:
    text = "[Api](#api), `[Api](#api)` and [Orders](#orders)"
    with document.edit("Add") as edit:
        passage = passages.add(edit, Chapter.SECURITY, "", "", text)
        renamed = passages.rename_links(edit, passage.id, "api", "The [API]")
        unlinked = passages.unlink(edit, passage.id, "orders")
    assert renamed.text == r"[The \[API\]](#api), `[Api](#api)` and [Orders](#orders)"
    assert unlinked.text == r"[The \[API\]](#api), `[Api](#api)` and Orders"


def test_a_passage_that_is_gone_cannot_be_kept(document: Document) -> None:
    with pytest.raises(InvariantError, match="no text “p”"), document.edit("Keep") as edit:
        passages.keep(edit, "p", "")
