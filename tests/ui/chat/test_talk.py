"""The conversation: asked with the keyboard, answered by the fake server, reviewed on the canvas, paid when taken."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from infrasketch_desktop.app import Program
from infrasketch_desktop.ui.chat.panel import ChatPanel
from infrasketch_desktop.ui.chat.tiers import Payer
from infrasketch_desktop.ui.chat.views import Fate, Who
from infrasketch_desktop.ui.main_window import MainWindow
from tests.support.credits_desk import MemoryDesk, RecordingOpener
from tests.support.messages_script import breaks_off, calls, refuses, says, text, waits
from tests.support.messages_server import MessagesServer
from tests.ui.chat.conftest import ADD_WORKER, proposing

pytestmark = pytest.mark.loopback

Say = Callable[..., None]


def scripted(server: MessagesServer, *answers: object) -> None:
    for answer in answers:
        server.script(answer)


def labels(window: MainWindow) -> set[str]:
    assert window.editor is not None
    return {node.label for node in window.editor.document.diagram.nodes.values()}


def test_a_question_is_answered_and_changes_nothing(
    chat: ChatPanel, server: MessagesServer, say: Say, sketched: MainWindow
) -> None:
    before = labels(sketched)
    scripted(server, says(text("It **caches** reads.")))
    say(chat, "What does Redis do here?")
    views = chat.talk.views
    assert [view.who for view in views] == [Who.PERSON, Who.ASSISTANT]
    assert chat.transcript.cards[-1].prose.toPlainText() == "It caches reads."
    assert labels(sketched) == before
    assert sketched.bench is not None
    assert sketched.bench.review.proposal is None
    assert chat.composer.box.text == ""


def test_proposed_changes_are_taken_with_enter_as_one_undo_step(
    chat: ChatPanel, server: MessagesServer, say: Say, sketched: MainWindow, qtbot: QtBot
) -> None:
    before = labels(sketched)
    scripted(server, *proposing(*ADD_WORKER))
    say(chat, "Add a worker")
    bench = sketched.bench
    assert bench is not None
    qtbot.waitUntil(lambda: bench.review.proposal is not None)
    assert labels(sketched) == before
    assert chat.talk.views[-1].changes is not None
    assert chat.talk.views[-1].changes.words == "2 new"
    qtbot.keyClick(bench.review_panel.tree, Qt.Key.Key_Return)
    assert labels(sketched) == before | {"Worker"}
    assert chat.talk.views[-1].changes.fate is Fate.ACCEPTED
    assert bench.editor.document.undo_title == "Add a worker"
    bench.editor.undo()
    assert labels(sketched) == before


def test_escape_refuses_and_costs_nothing(
    chat: ChatPanel, server: MessagesServer, say: Say, sketched: MainWindow, qtbot: QtBot, desk: MemoryDesk, rest
) -> None:
    sketched.services.assistant.choice.choose("sonnet")
    scripted(server, *proposing(*ADD_WORKER))
    say(chat, "Add a worker")
    assert desk.held
    bench = sketched.bench
    assert bench is not None
    qtbot.keyClick(bench.review_panel.tree, Qt.Key.Key_Escape)
    rest()
    assert not desk.held
    assert desk.here == 250
    assert "not charged" in chat.talk.views[-1].receipt
    assert "Worker" not in labels(sketched)


def test_an_answer_of_a_paid_tier_is_held_before_and_paid_when_it_is_complete(
    chat: ChatPanel, server: MessagesServer, say: Say, sketched: MainWindow, desk: MemoryDesk
) -> None:
    """A message costs 1 credit, three times that with Sonnet."""
    sketched.services.assistant.choice.choose("sonnet")
    assert chat.composer.estimate.text() == "~3 credits · 250 credits left"
    scripted(server, says(text("Yes.")))
    say(chat, "Is it good?")
    assert desk.here == 247
    assert chat.talk.views[-1].receipt == "Sonnet 5.5 · 3 credits · 247 credits left"
    assert desk.calls.index("hold") < desk.calls.index("pay_held")
    assert server.requests[-1].body["model"] == "claude-sonnet-5-5"


def test_a_failed_answer_costs_nothing_and_can_be_asked_again(
    chat: ChatPanel, server: MessagesServer, say: Say, sketched: MainWindow, desk: MemoryDesk, qtbot: QtBot, rest
) -> None:
    sketched.services.assistant.choice.choose("opus")
    scripted(server, refuses(529, "overloaded_error", "Overloaded"), says(text("Now.")))
    say(chat, "Is it good?")
    assert desk.here == 250
    assert not desk.held
    view = chat.talk.views[-1]
    assert "too much to do" in view.trouble
    again = next(b for b in chat.transcript.cards[-1].findChildren(QPushButton) if b.text() == "Try again")
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not chat.talk.is_running, timeout=20_000)
    rest()
    assert [view.text for view in chat.talk.views] == ["Is it good?", "Now."]
    assert desk.here == 240


def test_what_streamed_before_the_line_broke_is_kept(chat: ChatPanel, server: MessagesServer, say: Say) -> None:
    answer = says(text("Half of it"))
    scripted(server, breaks_off(answer, after=answer.content.index(b"content_block_stop") - 7))
    say(chat, "Tell me")
    view = chat.talk.views[-1]
    assert view.text == "Half of it"
    assert view.trouble


def test_stop_ends_a_waiting_answer(
    chat: ChatPanel, server: MessagesServer, say: Say, qtbot: QtBot, desk: MemoryDesk, sketched: MainWindow
) -> None:
    sketched.services.assistant.choice.choose("sonnet")
    answer = says(text("One and two"))
    scripted(server, waits(answer, after=answer.content.index(b"content_block_stop") - 7))
    say(chat, "Count", wait=False)
    qtbot.waitUntil(lambda: chat.talk.views[-1].text != "", timeout=20_000)
    qtbot.keyClick(chat.composer.box.edit, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not chat.talk.is_running, timeout=5_000)
    assert chat.talk.views[-1].text == "One and two"
    assert server.left.wait(5)
    qtbot.waitUntil(lambda: desk.here == 250 and not desk.held)


def test_what_is_typed_while_an_answer_comes_stays_in_the_box(
    chat: ChatPanel, server: MessagesServer, say: Say, qtbot: QtBot
) -> None:
    answer = says(text("One"))
    scripted(server, waits(answer, after=300))
    say(chat, "First", wait=False)
    qtbot.waitUntil(lambda: server.waiting.is_set(), timeout=20_000)
    qtbot.keyClicks(chat.composer.box.edit, "Second")
    qtbot.keyClick(chat.composer.box.edit, Qt.Key.Key_Return)
    assert chat.composer.box.text == "Second"
    server.go_on()
    qtbot.waitUntil(lambda: not chat.talk.is_running, timeout=20_000)
    assert chat.composer.box.text == "Second"


def test_too_few_credits_open_the_packages_and_keep_what_was_typed(
    chat: ChatPanel, say: Say, sketched: MainWindow, desk: MemoryDesk, rest, qtbot: QtBot
) -> None:
    desk.here = 2
    sketched.services.credits.refresh()
    rest()
    sketched.services.assistant.choice.choose("opus")
    assert sketched.services.assistant.choice.tier is not None
    assert sketched.services.assistant.choice.tier.is_locked
    say(chat, "Is it good?", wait=False)
    rest()
    from infrasketch_desktop.ui.credits.buy_dialog import BuyDialog  # noqa: PLC0415 - it is only opened here

    dialog = sketched.findChild(BuyDialog)
    assert dialog is not None
    assert chat.composer.box.text == "Is it good?"
    assert not chat.talk.is_running
    dialog.reject()


def test_without_a_model_the_sketcher_answers_in_the_same_box(sketched: MainWindow, say: Say, qtbot: QtBot) -> None:
    sketched.assistant.talk()
    chat = sketched.chat
    assert chat is not None
    assert "sketcher" in chat.source.text()
    say(chat, "add a queue")
    assert chat.talk.views[-1].who is Who.LOCAL
    assert chat.talk.views[-1].changes is not None


def test_an_option_of_a_question_answers_it(chat: ChatPanel, server: MessagesServer, say: Say, qtbot: QtBot) -> None:
    question = calls("ask_user", {"question": "Which region?", "options": ["Frankfurt", "Dublin"]})
    scripted(server, says(text("One thing first."), question), says(text("Good.")))
    say(chat, "Make it regional")
    assert chat.talk.views[-1].question == "Which region?"
    option = next(b for b in chat.transcript.cards[-1].findChildren(QPushButton) if b.text() == "Dublin")
    qtbot.mouseClick(option, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not chat.talk.is_running, timeout=20_000)
    assert [view.text for view in chat.talk.views][-2:] == ["Dublin", "Good."]


def test_a_destructive_proposal_asks_first(
    chat: ChatPanel, server: MessagesServer, say: Say, sketched: MainWindow, qtbot: QtBot
) -> None:
    assert sketched.editor is not None
    ids = list(sketched.editor.document.diagram.nodes)
    scripted(server, *proposing(*({"op": "remove_node", "id": i} for i in ids[:2]), summary="Remove two"))
    say(chat, "Remove most of it")
    bench = sketched.bench
    assert bench is not None
    assert bench.review.proposal is None
    assert "more than a third" in chat.talk.views[-1].warning
    show = next(b for b in chat.transcript.cards[-1].findChildren(QPushButton) if b.text() == "Show it")
    qtbot.mouseClick(show, Qt.MouseButton.LeftButton)
    assert bench.review.proposal is not None
    assert len(labels(sketched)) == len(ids)


def test_a_link_is_opened_only_by_a_click(
    chat: ChatPanel, server: MessagesServer, say: Say, opener: RecordingOpener
) -> None:
    scripted(
        server, says(text("See [this](https://example.com/a) or [that](file:///etc/passwd). ![x](http://e.vil/x)"))
    )
    say(chat, "Where?")
    assert opener.pages == []
    card = chat.transcript.cards[-1]
    card.prose.anchorClicked.emit(QUrl("file:///etc/passwd"))
    assert opener.pages == []
    card.prose.anchorClicked.emit(QUrl("https://example.com/a"))
    assert opener.pages == ["https://example.com/a"]


def test_the_selection_is_what_a_request_is_about(
    chat: ChatPanel, server: MessagesServer, say: Say, sketched: MainWindow, qtbot: QtBot
) -> None:
    assert sketched.editor is not None
    redis = next(n for n in sketched.editor.document.diagram.nodes.values() if "Redis" in n.label)
    sketched.editor.selection.set([redis.id])
    assert redis.label in chat.composer.focus.words.text()
    sketched.commands.perform("chat.ask")
    assert chat.focus == (redis.id,)
    qtbot.mouseClick(chat.composer.focus.remove, Qt.MouseButton.LeftButton)
    assert chat.focus == ()
    assert "whole system" in chat.composer.focus.words.text()


def test_the_relay_is_told_the_operation_and_hears_of_a_refusal(
    chat: ChatPanel,
    connect,
    server: MessagesServer,
    say: Say,
    sketched: MainWindow,
    desk: MemoryDesk,
    qtbot: QtBot,
    rest,
) -> None:
    connect(Payer.RELAY)
    sketched.services.assistant.choice.choose("sonnet")
    scripted(server, *proposing(*ADD_WORKER))
    say(chat, "Add a worker")
    assert "hold" not in desk.calls
    bench = sketched.bench
    assert bench is not None
    qtbot.keyClick(bench.review_panel.tree, Qt.Key.Key_Escape)
    rest()
    assert len(desk.refused_turns) == 1


def test_the_conversation_the_draft_and_the_review_survive_a_restart(
    chat: ChatPanel,
    server: MessagesServer,
    say: Say,
    sketched: MainWindow,
    tmp_path,
    start: Callable[..., Program],
    qtbot,
) -> None:
    scripted(server, *proposing(*ADD_WORKER))
    bench = sketched.bench
    assert bench is not None
    path = tmp_path / "shop.infrasketch"
    bench.editor.session.save_as(path)
    say(chat, "Add a worker")
    qtbot.keyClicks(chat.composer.box.edit, "and then")
    sketched.close()
    again = start(path).windows.all[-1]
    qtbot.waitUntil(lambda: again.chat is not None)
    assert again.chat is not None
    assert [view.text for view in again.chat.talk.views] == ["Add a worker", "I would add a worker.\n\nThat is all."]
    assert again.chat.composer.box.text == "and then"
    assert again.bench is not None
    assert again.bench.review.proposal is not None
    assert again.bench.review.accept()
    assert "Worker" in labels(again)
