"""Who pays for an answer and when: the relay takes its price once, gives it back, and takes it again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from infrasketch_desktop.app import Program
from infrasketch_desktop.ui.chat.bills import Bill, BillState, bill_from_plain, bill_to_plain
from infrasketch_desktop.ui.chat.tiers import Payer
from infrasketch_desktop.wallet.errors import ServerRefusedError
from tests.support.credits_desk import MemoryDesk
from tests.support.messages_script import breaks_off, says, text, waits
from tests.support.messages_server import MessagesServer
from tests.ui.chat.conftest import ADD_WORKER, TIMEOUT, Person, proposing

pytestmark = pytest.mark.loopback


@pytest.fixture
def customer(person: Person, connect: Callable[..., None]) -> Person:
    """Asks Sonnet through the relay, which takes 3 credits."""
    connect(Payer.RELAY)
    person.window.services.assistant.choice.choose("sonnet")
    return person


@pytest.fixture
def propose_and_restart(
    server: MessagesServer, tmp_path: Path, start: Callable[..., Program]
) -> Callable[[Person], Person]:
    """Have a worker proposed, close the window, and look at the same sketch in the next run."""

    def restart(who: Person) -> Person:
        path = tmp_path / "shop.infrasketch"
        who.bench.editor.session.save_as(path)
        server.script(*proposing(*ADD_WORKER))
        who.say("Add a worker")
        who.window.close()
        program = start(path)
        credits_ = program.services.credits
        rest = partial(who.qtbot.waitUntil, lambda: not credits_.busy, timeout=TIMEOUT)
        again = Person(program.windows.all[-1], who.qtbot, rest)
        who.qtbot.waitUntil(lambda: again.bench.review.proposal is not None, timeout=TIMEOUT)
        return again

    return restart


def test_the_receipt_says_what_the_relay_took(customer: Person, server: MessagesServer, desk: MemoryDesk) -> None:
    server.script(says(text("It is the database.")))
    customer.say("What is slow?")
    assert customer.answer.receipt == "Sonnet 5.5 · 3 credits · 250 credits left"
    assert len(desk.taken_turns) == 1
    assert "hold" not in desk.calls


def test_what_is_refused_is_given_back_and_what_is_taken_after_all_is_paid_again(
    customer: Person, server: MessagesServer, desk: MemoryDesk
) -> None:
    server.script(*proposing(*ADD_WORKER))
    customer.say("Add a worker")
    assert customer.answer.receipt == "Sonnet 5.5 · 3 credits when you accept"
    customer.decide(Qt.Key.Key_Escape)
    assert customer.answer.receipt == "Sonnet 5.5 · not charged"
    customer.press("Look again")
    customer.decide(Qt.Key.Key_Return)
    assert customer.answer.receipt == "Sonnet 5.5 · 3 credits · 250 credits left"
    assert desk.refused_turns == desk.taken_turns
    assert len(desk.taken_turns) == 1


def test_decisions_reach_the_relay_in_the_order_in_which_they_were_made(
    customer: Person, server: MessagesServer, desk: MemoryDesk
) -> None:
    server.script(*proposing(*ADD_WORKER))
    customer.say("Add a worker")
    desk.gate.clear()
    customer.qtbot.keyClick(customer.bench.review_panel.tree, Qt.Key.Key_Escape)
    customer.qtbot.waitUntil(lambda: "refuse_turn" in desk.calls, timeout=TIMEOUT)
    customer.chat.talk.review(0)
    customer.qtbot.waitUntil(lambda: customer.bench.review.proposal is not None, timeout=TIMEOUT)
    customer.qtbot.keyClick(customer.bench.review_panel.tree, Qt.Key.Key_Return)
    customer.qtbot.waitUntil(lambda: "Worker" in customer.labels, timeout=TIMEOUT)
    assert "take_turn" not in desk.calls
    desk.gate.set()
    customer.qtbot.waitUntil(lambda: bool(desk.taken_turns), timeout=TIMEOUT)
    customer.rest()
    assert customer.answer.receipt == "Sonnet 5.5 · 3 credits · 250 credits left"


def test_what_never_began_at_the_relay_was_not_charged(
    customer: Person, server: MessagesServer, desk: MemoryDesk
) -> None:
    server.script(*proposing(*ADD_WORKER))
    customer.say("Add a worker")
    desk.refusal = ServerRefusedError(404, "unknown_turn", "Nothing was done here.", {})
    customer.decide(Qt.Key.Key_Escape)
    assert customer.answer.receipt == "Sonnet 5.5 · not charged"


def test_what_the_relay_does_not_give_back_is_told(customer: Person, server: MessagesServer, desk: MemoryDesk) -> None:
    server.script(*proposing(*ADD_WORKER))
    customer.say("Add a worker")
    desk.refusal = ServerRefusedError(409, "too_late", "It began too long ago.", {})
    customer.decide(Qt.Key.Key_Escape)
    assert customer.answer.receipt == "Sonnet 5.5 · 3 credits · not given back: It began too long ago."


def test_a_stopped_answer_is_given_back(customer: Person, server: MessagesServer, desk: MemoryDesk) -> None:
    answer = says(text("one two three four", size=4))
    server.script(waits(answer, after=answer.content.rindex(b"event: content_block_delta")))
    customer.type("Tell me")
    customer.qtbot.waitUntil(lambda: bool(customer.answer.text), timeout=TIMEOUT)
    customer.chat.talk.stop()
    customer.until_answered()
    assert len(desk.refused_turns) == 1
    assert customer.answer.receipt == "Sonnet 5.5 · not charged"


def test_an_answer_whose_sketch_is_closed_is_given_back(
    customer: Person, server: MessagesServer, desk: MemoryDesk
) -> None:
    answer = says(text("one two three four", size=4))
    server.script(waits(answer, after=answer.content.rindex(b"event: content_block_delta")))
    customer.type("Tell me")
    customer.qtbot.waitUntil(lambda: bool(customer.answer.text), timeout=TIMEOUT)
    customer.window.close()
    customer.qtbot.waitUntil(lambda: len(desk.refused_turns) == 1, timeout=TIMEOUT)


def test_nothing_is_asked_of_the_relay_about_an_answer_that_never_came(
    customer: Person, server: MessagesServer, desk: MemoryDesk
) -> None:
    server.script(breaks_off(says(text("Hello")), after=0))
    customer.say("Tell me")
    assert customer.answer.receipt == "Sonnet 5.5 · not charged"
    assert (desk.refused_turns, desk.taken_turns) == ([], [])


@pytest.mark.parametrize(("key", "taken", "refused"), [(Qt.Key.Key_Return, 1, 0), (Qt.Key.Key_Escape, 0, 1)])
def test_a_proposal_of_the_last_run_is_paid_or_given_back_in_this_one(  # noqa: PLR0917 - three of them are the case
    customer: Person,
    desk: MemoryDesk,
    propose_and_restart: Callable[[Person], Person],
    key: Qt.Key,
    taken: int,
    refused: int,
) -> None:
    again = propose_and_restart(customer)
    assert again.answer.receipt == "Sonnet 5.5 · 3 credits when you accept"
    again.decide(key)
    assert (len(desk.taken_turns), len(desk.refused_turns)) == (taken, refused)


def test_what_the_wallet_let_go_of_at_the_end_is_paid_when_it_is_taken_in_the_next_run(
    person: Person, desk: MemoryDesk, propose_and_restart: Callable[[Person], Person]
) -> None:
    person.window.services.assistant.choice.choose("sonnet")
    again = propose_and_restart(person)
    assert (desk.here, desk.held) == (250, {})
    again.decide(Qt.Key.Key_Return)
    assert desk.here == 247
    assert again.answer.receipt == "Sonnet 5.5 · 3 credits · 247 credits left"


def test_a_bill_waits_for_the_next_run() -> None:
    bill = Bill("op", "ai.chat", "sonnet", 3, Payer.RELAY, BillState.HELD)
    assert bill_from_plain(bill_to_plain(bill)) == bill


@pytest.mark.parametrize(
    "plain",
    [
        None,
        [],
        {"op": "a", "item": "b", "tier": "c", "price": 3},
        {"op": "a", "item": "b", "tier": "c", "price": 0, "payer": "relay"},
        {"op": "a", "item": "b", "tier": "c", "price": True, "payer": "relay"},
        {"item": "b", "tier": "c", "price": 3, "payer": "relay"},
        {"op": "a", "item": "b", "tier": "c", "price": 3, "payer": ["relay"]},
    ],
)
def test_what_is_no_bill_costs_nothing(plain: object) -> None:
    assert bill_from_plain(plain) is None
