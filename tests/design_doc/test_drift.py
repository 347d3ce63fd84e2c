"""Where document and diagram disagree, and that every remedy settles it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from infrasketch_desktop.design_doc import passages
from infrasketch_desktop.design_doc.drift import Cause, Disagreement, drift
from infrasketch_desktop.diagram import edits
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Document, Edit
from infrasketch_desktop.diagram.kinds import Chapter, NodeKind
from infrasketch_desktop.technology.catalog import Catalog
from tests.design_doc.conftest import Write
from tests.design_doc.reading import block_at
from tests.support.diagrams import edge, node

KEY = "component-details/api/purpose"


@pytest.fixture
def document(shop: Diagram) -> Document:
    return Document(shop)


@pytest.fixture
def found(document: Document, written: Write, catalog: Catalog) -> Callable[[], list[Disagreement]]:
    return lambda: list(drift(document.diagram, written(document.diagram), catalog))


@pytest.fixture
def say(document: Document, written: Write) -> Callable[..., None]:
    def write(text: str, key: str = KEY) -> None:
        with document.edit("Write") as edit:
            passages.write(edit, block_at(written(document.diagram), key), text)

    return write


def change(document: Document, verb: Callable[[Edit], object]) -> None:
    with document.edit("Change") as edit:
        verb(edit)


def check_remedies(document: Document, found: Callable[[], list[Disagreement]], first: Disagreement) -> None:
    """Each of them ends the disagreement, and undo brings it back."""
    for remedy in first.remedies:
        change(document, remedy.verb)
        assert first.cause not in [other.cause for other in found()], remedy.title
        document.undo()
        assert first in found()


def test_what_was_just_written_agrees(say, found) -> None:
    say("It uses [Orders](#orders).")
    assert found() == []


def test_a_text_about_an_element_that_is_gone(document: Document, say, found) -> None:
    say("Mine.")
    change(document, lambda edit: edits.remove(edit, ["api"]))
    (first,) = found()
    assert (first.cause, first.about) == (Cause.GONE, "api")
    assert first.message == "“Component Details” speaks of “api”, which is no longer in the diagram."
    check_remedies(document, found, first)


def test_a_text_for_something_no_longer_generated(document: Document, say, found) -> None:
    say("Mine.", "data-flow/jobs/messages")
    change(document, lambda edit: edits.remove(edit, ["api--jobs", "jobs--mailer"]))
    (first,) = found()
    assert first.cause is Cause.UNPLACED
    check_remedies(document, found, first)


def test_a_generated_text_that_has_changed(document: Document, say, found) -> None:
    say("Mine.")
    change(document, lambda edit: edits.update(edit, "api", description="Takes orders."))
    (first,) = found()
    assert (first.cause, first.written, first.generated) == (Cause.CHANGED, "Mine.", "Takes orders.")
    check_remedies(document, found, first)


def test_a_name_that_is_not_in_the_diagram(document: Document, say, found) -> None:
    say("It uses [Billing](#billing).")
    (first,) = found()
    assert (first.cause, first.about) == (Cause.UNKNOWN_NAME, "billing")
    check_remedies(document, found, first)


def test_an_element_that_was_renamed(document: Document, say, found) -> None:
    say("It stands between [Gateway](#gateway), [Orders](#orders) and [Jobs](#jobs).")
    change(document, lambda edit: edits.rename(edit, "orders", "Order store"))
    by_cause = {one.cause: one for one in found()}
    assert by_cause.keys() == {Cause.CHANGED, Cause.RENAMED}
    assert by_cause[Cause.RENAMED].message == "“Order API” says “Orders” where the diagram says “Order store”."
    check_remedies(document, found, by_cause[Cause.RENAMED])


def test_an_addition_notices_a_renamed_element_too(document: Document, found) -> None:
    change(document, lambda edit: passages.add(edit, Chapter.SECURITY, "", "Keys", "Kept by [Orders](#orders)."))
    assert found() == []
    change(document, lambda edit: edits.rename(edit, "orders", "Order store"))
    (first,) = found()
    assert first.cause is Cause.RENAMED
    check_remedies(document, found, first)


def test_an_element_that_the_written_text_does_not_mention(document: Document, say, found) -> None:
    say("It stands between Gateway and Orders and [Jobs](#jobs).")
    assert found() == []

    def add(edit: Edit) -> None:
        edit.put(node("stock", kind=NodeKind.DATABASE))
        edit.put(edge("api", "stock"))

    change(document, add)
    by_cause = {one.cause: one for one in found()}
    assert by_cause[Cause.UNMENTIONED].message == "“Order API” does not mention “Stock”."
    check_remedies(document, found, by_cause[Cause.UNMENTIONED])


def test_a_technology_that_nothing_uses_any_more(document: Document, say, found) -> None:
    say("PostgreSQL was taken for its constraints.", "component-details/orders/technology")
    change(document, lambda edit: edits.update(edit, "orders", technology="MongoDB"))
    by_cause = {one.cause: one for one in found()}
    assert by_cause[Cause.TECHNOLOGY].message == "“Orders” names PostgreSQL, which no component uses."
    check_remedies(document, found, by_cause[Cause.TECHNOLOGY])
