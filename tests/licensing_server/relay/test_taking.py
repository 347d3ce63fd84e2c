"""A proposal that was refused and is taken after all costs its price, once; what is taken at once costs no more."""

from __future__ import annotations

import pytest

from licensing_server.merging import merge_accounts
from tests.support.licensing import Clock
from tests.support.messages_script import length_of, refuses, says, text, waits
from tests.support.relays import HAIKU, OPUS, WELCOME, RelayServer, headers_of, question

pytestmark = pytest.mark.loopback

HELLO = says(text("one two three four"))


def test_what_is_taken_after_all_is_paid_for_once_more(relay: RelayServer) -> None:
    me = relay.enrol()
    relay.model.script(HELLO)
    relay.ask(me, op="turn")
    relay.refuse(me, "turn")
    assert relay.balance(me).total == WELCOME

    for _ in range(2):
        answer = relay.take(me, "turn")
        assert (answer.status_code, answer.json()) == (200, {"op": "turn", "credits": 3, "balance": WELCOME - 3})

    relay.verify()


def test_a_person_who_cannot_decide_pays_for_the_last_decision(relay: RelayServer) -> None:
    me = relay.enrol()
    relay.model.script(HELLO)
    relay.ask(me, op="turn")
    for _ in range(3):
        relay.refuse(me, "turn")
        relay.take(me, "turn")

    assert relay.balance(me).total == WELCOME - 3
    relay.refuse(me, "turn")
    assert relay.balance(me).total == WELCOME
    assert relay.balance(me).held == 0
    relay.verify()


def test_what_was_not_refused_costs_no_more(sqlite_relay: RelayServer) -> None:
    me = sqlite_relay.enrol()
    sqlite_relay.model.script(HELLO, HELLO, refuses(500, "api_error", "Overheated"))
    sqlite_relay.ask(me, op="paid")
    sqlite_relay.ask(me, question(HAIKU), op="free")
    sqlite_relay.ask(me, op="failed")

    said = {op: sqlite_relay.take(me, op).json()["credits"] for op in ("paid", "free", "failed")}

    assert said == {"paid": 3, "free": 0, "failed": 0}
    assert sqlite_relay.balance(me).total == WELCOME - 3


def test_what_failed_and_was_refused_stays_free(sqlite_relay: RelayServer) -> None:
    me = sqlite_relay.enrol()
    sqlite_relay.model.script(refuses(500, "api_error", "Overheated"))
    sqlite_relay.ask(me, op="turn")
    sqlite_relay.refuse(me, "turn")

    assert sqlite_relay.take(me, "turn").json()["credits"] == 0
    assert sqlite_relay.balance(me).total == WELCOME


def test_who_has_too_few_by_then_is_told_what_is_missing_and_it_stays_refused(sqlite_relay: RelayServer) -> None:
    me = sqlite_relay.enrol()
    sqlite_relay.model.script(HELLO, HELLO)
    sqlite_relay.ask(me, op="first")
    sqlite_relay.refuse(me, "first")
    sqlite_relay.ask(me, question(OPUS), op="second")

    answer = sqlite_relay.take(me, "first")

    assert (answer.status_code, answer.json()["error"]) == (402, "insufficient_credits")
    assert (answer.json()["required"], answer.json()["credits_remaining"]) == (3, 0)
    turn = sqlite_relay.turn(me, "first")
    assert turn is not None
    assert turn.state == "refused"
    sqlite_relay.verify()


def test_only_turns_of_the_caller_that_have_ended_are_taken(sqlite_relay: RelayServer) -> None:
    me, other = sqlite_relay.enrol(1), sqlite_relay.enrol(2)
    sqlite_relay.model.script(waits(HELLO, after=length_of(HELLO, 2)))

    with sqlite_relay.http.stream("POST", "/v1/messages", json=question(), headers=headers_of(me, op="turn")) as first:
        answers = [sqlite_relay.take(who, "turn") for who in (me, other)]
        sqlite_relay.model.go_on()
        first.read()

    assert [(each.status_code, each.json()["error"]) for each in answers] == [
        (409, "turn_running"),
        (404, "unknown_turn"),
    ]


def test_a_turn_before_the_sign_in_is_taken_after_it(relay: RelayServer, now: Clock) -> None:
    anonymous, me = relay.enrol(1), relay.enrol(2)
    relay.model.script(HELLO)
    relay.ask(anonymous, op="turn")
    relay.refuse(anonymous, "turn")
    with relay.licensing.database.transaction() as session:
        merge_accounts(session, account_id=anonymous.account_id, into=me.account_id, actor="server", now=now())
    before = relay.balance(me).total

    assert relay.take(me, "turn").json()["credits"] == 3
    assert relay.balance(me).total == before - 3
    assert relay.refuse(me, "turn").json()["credits"] == 3
    assert relay.balance(me).total == before
    relay.verify()
