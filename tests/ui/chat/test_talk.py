"""The conversation: asked with the keyboard, answered by the fake server, reviewed on the canvas, paid when taken."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QApplication

from infrasketch_desktop.app import Program
from infrasketch_desktop.ui.chat.tiers import Payer
from infrasketch_desktop.ui.chat.views import Fate, Who
from infrasketch_desktop.ui.credits.buy_dialog import BuyDialog
from tests.support.credits_desk import MemoryDesk, RecordingOpener
from tests.support.messages_script import Answer, breaks_off, calls, refuses, says, text, waits
from tests.support.messages_server import MessagesServer
from tests.ui.chat.conftest import ADD_WORKER, TIMEOUT, Person, proposing

OPERATION_OF_RELAY = re.compile(r"[A-Za-z0-9._:-]{1,64}")
"""The names of operations that the relay takes."""

pytestmark = pytest.mark.loopback


def after_the_text(answer: Answer) -> int:
    """How many bytes of an answer of one text come before the end of that text."""
    return answer.content.index(b"event: content_block_stop")


def test_a_question_is_answered_and_changes_nothing(person: Person, server: MessagesServer) -> None:
    before = person.labels
    server.script(says(text("It **caches** reads.")))
    person.say("What does Redis do here?")
    assert [view.who for view in person.chat.talk.views] == [Who.PERSON, Who.ASSISTANT]
    assert person.prose.toPlainText() == "It caches reads."
    assert person.labels == before
    assert person.bench.review.proposal is None
    assert person.chat.composer.box.text == ""
    assert person.answer.receipt == "Haiku 5.5 · free"


def test_proposed_changes_are_taken_with_enter_as_one_undo_step(person: Person, server: MessagesServer) -> None:
    before = person.labels
    server.script(*proposing(*ADD_WORKER))
    person.say("Add a worker")
    assert person.bench.review.proposal is not None
    assert person.labels == before
    assert person.answer.changes is not None
    assert person.answer.changes.words == "2 new"
    person.decide(Qt.Key.Key_Return)
    assert person.labels == before | {"Worker"}
    assert person.answer.changes.fate is Fate.ACCEPTED
    assert person.bench.editor.document.undo_title == "Add a worker"
    person.bench.editor.undo()
    assert person.labels == before


def test_what_is_proposed_appears_on_the_canvas_while_it_streams(person: Person, server: MessagesServer) -> None:
    before = person.labels
    answer, last = proposing(*ADD_WORKER)
    server.script(waits(answer, after=answer.content.rindex(b"event: content_block_stop")), last)
    person.type("Add a worker")
    marks = person.bench.editor.canvas._screen.marks
    person.qtbot.waitUntil(lambda: bool(marks.ghosts), timeout=TIMEOUT)
    assert person.chat.talk.is_running
    assert "Worker" in {getattr(each, "label", "") for each in marks.ghosts.added}
    assert person.labels == before
    assert person.bench.review.proposal is None
    server.go_on()
    person.until_answered()
    assert person.bench.review.proposal is not None


def test_what_is_refused_costs_nothing_and_what_is_taken_after_all_is_paid(
    person: Person, server: MessagesServer, desk: MemoryDesk
) -> None:
    """A message to Sonnet costs 3 of the 250 credits."""
    person.window.services.assistant.choice.choose("sonnet")
    server.script(*proposing(*ADD_WORKER))
    person.say("Add a worker")
    assert person.answer.receipt == "Sonnet 5.5 · 3 credits when you accept"
    assert desk.here == 247
    person.decide(Qt.Key.Key_Escape)
    assert desk.here == 250
    assert not desk.held
    assert person.answer.receipt == "Sonnet 5.5 · not charged"
    assert "Worker" not in person.labels
    person.press("Look again")
    person.decide(Qt.Key.Key_Return)
    assert "Worker" in person.labels
    assert desk.here == 247


@pytest.mark.long
def test_a_part_that_is_taken_is_paid(person: Person, server: MessagesServer, desk: MemoryDesk) -> None:
    person.window.services.assistant.choice.choose("sonnet")
    more = {"op": "add_node", "id": "m", "kind": "monitoring", "label": "Metrics"}
    server.script(*proposing(*ADD_WORKER, more))
    person.say("Add a worker")
    person.bench.review.choose(["metrics"], on=False)
    person.decide(Qt.Key.Key_Return)
    assert "Metrics" not in person.labels
    assert person.answer.changes is not None
    assert person.answer.changes.fate is Fate.PARTLY
    assert desk.here == 247


def test_an_answer_of_a_paid_tier_is_held_before_and_paid_when_it_is_complete(
    person: Person, server: MessagesServer, desk: MemoryDesk
) -> None:
    person.window.services.assistant.choice.choose("sonnet")
    assert person.chat.composer.estimate.text() == "~3 credits · 250 credits left"
    server.script(says(text("Yes.")))
    person.say("Is it good?")
    assert desk.here == 247
    assert person.answer.receipt == "Sonnet 5.5 · 3 credits · 247 credits left"
    assert desk.calls.index("hold") < desk.calls.index("pay_held")
    assert server.requests[-1].body["model"] == "claude-sonnet-5-5"


def test_a_failed_answer_costs_nothing_and_can_be_asked_again(
    person: Person, server: MessagesServer, desk: MemoryDesk
) -> None:
    """A message to Opus costs 10 credits."""
    person.window.services.assistant.choice.choose("opus")
    server.script(refuses(529, "overloaded_error", "Overloaded"), says(text("Now.")))
    person.say("Is it good?")
    assert desk.here == 250
    assert not desk.held
    assert "too much to do" in person.answer.trouble
    person.press("Try again")
    person.until_answered()
    assert [view.text for view in person.chat.talk.views] == ["Is it good?", "Now."]
    assert desk.here == 240


@pytest.mark.long
def test_the_sketcher_can_be_asked_what_the_model_did_not_answer(person: Person, server: MessagesServer) -> None:
    server.script(refuses(529, "overloaded_error", "Overloaded"))
    person.say("add a queue")
    person.press("Ask the sketcher")
    person.until_answered()
    assert person.answer.who is Who.LOCAL
    assert person.answer.changes is not None


@pytest.mark.long
def test_what_streamed_before_the_line_broke_is_kept(person: Person, server: MessagesServer) -> None:
    answer = says(text("Half of it"))
    server.script(breaks_off(answer, after=after_the_text(answer)))
    person.say("Tell me")
    assert person.answer.text == "Half of it"
    assert person.answer.trouble


def test_escape_stops_an_answer_and_gives_the_credits_back(
    person: Person, server: MessagesServer, desk: MemoryDesk
) -> None:
    person.window.services.assistant.choice.choose("sonnet")
    answer = says(text("One and two"))
    server.script(waits(answer, after=after_the_text(answer)))
    person.type("Count")
    person.qtbot.waitUntil(lambda: person.answer.text == "One and two", timeout=TIMEOUT)
    person.qtbot.keyClick(person.chat.composer.box.edit, Qt.Key.Key_Escape)
    person.until_answered()
    assert server.left.wait(5)
    assert person.answer.text == "One and two"
    assert (desk.here, desk.held) == (250, {})


@pytest.mark.long
def test_what_is_typed_while_an_answer_comes_stays_in_the_box(person: Person, server: MessagesServer) -> None:
    server.script(waits(says(text("One")), after=300))
    person.type("First")
    person.qtbot.waitUntil(server.waiting.is_set, timeout=TIMEOUT)
    person.type("Second")
    server.go_on()
    person.until_answered()
    assert person.chat.composer.box.text == "Second"
    assert len(server.requests) == 1


def test_too_few_credits_open_the_packages_and_keep_what_was_typed(person: Person, desk: MemoryDesk) -> None:
    desk.here = 2
    person.window.services.credits.refresh()
    person.rest()
    choice = person.window.services.assistant.choice
    choice.choose("opus")
    assert choice.tier is not None
    assert choice.tier.is_locked
    person.type("Is it good?")
    person.rest()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, BuyDialog)
    assert person.chat.composer.box.text == "Is it good?"
    assert not person.chat.talk.is_running
    dialog.reject()


@pytest.mark.long
def test_without_a_model_the_sketcher_answers_in_the_same_box(person: Person, server: MessagesServer) -> None:
    person.window.services.assistant.use(None)
    assert "sketcher" in person.chat.source.text()
    person.say("add a queue")
    assert person.answer.who is Who.LOCAL
    assert person.answer.changes is not None
    assert not server.requests


@pytest.mark.long
def test_an_option_of_a_question_answers_it(person: Person, server: MessagesServer) -> None:
    question = calls("ask_user", {"question": "Which region?", "options": ["Frankfurt", "Dublin"]})
    server.script(says(text("One thing first."), question), says(text("Good.")))
    person.say("Make it regional")
    assert person.answer.question == "Which region?"
    person.qtbot.keyClicks(person.chat.composer.box.edit, "By the way")
    person.press("Dublin")
    person.until_answered()
    assert person.chat.composer.box.text == "By the way"
    assert [view.text for view in person.chat.talk.views][-2:] == ["Dublin", "Good."]


def test_a_destructive_proposal_asks_first(person: Person, server: MessagesServer) -> None:
    """Two of three components."""
    removed = ({"op": "remove_node", "id": each} for each in ("db", "cache"))
    server.script(*proposing(*removed, summary="Remove two"))
    person.say("Remove most of it")
    assert person.bench.review.proposal is None
    assert "more than a third" in person.answer.warning
    person.press("Show it")
    assert person.bench.review.proposal is not None
    assert len(person.labels) == 3


@pytest.mark.long
def test_a_link_is_opened_only_by_a_click(person: Person, server: MessagesServer, opener: RecordingOpener) -> None:
    words = "See [this](https://example.com/a) or [that](file:///etc/passwd). ![x](http://192.0.2.1/x)"
    server.script(says(text(words)))
    person.say("Where?")
    prose = person.prose
    assert opener.pages == []
    prose.anchorClicked.emit(QUrl("file:///etc/passwd"))
    assert opener.pages == []
    prose.anchorClicked.emit(QUrl("https://example.com/a"))
    assert opener.pages == ["https://example.com/a"]


@pytest.mark.long
def test_the_selection_is_what_a_request_is_about(person: Person) -> None:
    person.bench.editor.selection.set(["cache"])
    person.window.commands.perform("chat.ask")
    assert person.chat.focus == ("cache",)
    assert person.chat.composer.focus.words.text() == "About: Redis cache"
    person.bench.editor.selection.set(["cache", "db", "api"])
    assert person.chat.composer.focus.words.accessibleName() == "About: Redis cache, PostgreSQL and 1 more"
    person.qtbot.mouseClick(person.chat.composer.focus.remove, Qt.MouseButton.LeftButton)
    assert person.chat.focus == ()
    assert person.chat.composer.focus.words.text() == "About the whole system"


def test_the_relay_holds_itself_and_hears_of_a_refusal(
    person: Person, connect: Callable[..., None], server: MessagesServer, desk: MemoryDesk
) -> None:
    connect(Payer.RELAY)
    person.window.services.assistant.choice.choose("sonnet")
    server.script(*proposing(*ADD_WORKER))
    person.say("Add a worker")
    person.decide(Qt.Key.Key_Escape)
    assert "hold" not in desk.calls
    assert len(desk.refused_turns) == 1
    assert OPERATION_OF_RELAY.fullmatch(desk.refused_turns[0])


def test_what_the_relay_took_for_an_answer_is_looked_up_when_it_has_ended(
    person: Person, connect: Callable[..., None], server: MessagesServer, desk: MemoryDesk
) -> None:
    connect(Payer.RELAY)
    person.window.services.assistant.choice.choose("sonnet")
    person.rest()
    desk.calls.clear()
    server.script(says(text("It is the database.")))
    person.say("What is slow?")
    assert "balance" in desk.calls


def test_the_conversation_the_draft_and_the_review_survive_a_restart(
    person: Person, server: MessagesServer, tmp_path: Path, start: Callable[..., Program]
) -> None:
    path = tmp_path / "shop.infrasketch"
    person.bench.editor.session.save_as(path)
    server.script(*proposing(*ADD_WORKER))
    person.say("Add a worker")
    person.qtbot.keyClicks(person.chat.composer.box.edit, "and then")
    person.window.close()
    again = Person(start(path).windows.all[-1], person.qtbot, person.rest)
    person.qtbot.waitUntil(lambda: bool(again.chat.talk.views), timeout=TIMEOUT)
    assert [view.text for view in again.chat.talk.views] == ["Add a worker", "I would add a worker.\n\nThat is all."]
    assert again.chat.composer.box.text == "and then"
    assert again.bench.review.accept()
    assert "Worker" in again.labels
