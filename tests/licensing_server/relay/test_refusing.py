"""What a turn cost is given back once, when the person refuses what it proposed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from licensing_server.books import refunds
from licensing_server.merging import merge_accounts
from tests.support.licensing import Clock
from tests.support.messages_script import length_of, says, text, waits
from tests.support.messages_server import MessagesServer
from tests.support.relays import HAIKU, WELCOME, RelayServer, headers_of, question, relaying

pytestmark = pytest.mark.loopback

HELLO = says(text("one two three four"))


@pytest.fixture
def patient(sqlite_url: str, tmp_path: Path, now: Clock, model: MessagesServer) -> Iterator[RelayServer]:
    """A relay that gives two refused turns back in a day."""
    with relaying(sqlite_url, tmp_path / "data", now, model, refusals_per_day=2) as running:
        yield running


def test_a_refused_turn_is_given_back_once(relay: RelayServer) -> None:
    me = relay.enrol()
    relay.model.script(HELLO, HELLO)
    relay.ask(me, op="turn")
    relay.ask(me, op="turn")

    for _ in range(2):
        answer = relay.refuse(me, "turn")
        assert (answer.status_code, answer.json()) == (200, {"op": "turn", "credits": 3, "balance": WELCOME})

    turn = relay.turn(me, "turn")
    assert turn is not None
    assert turn.state == "refused"
    assert relay.ask(me, op="turn").json()["error"]["code"] == "turn_ended"
    history = relay.http.get("/api/credits/history", headers=me.headers).json()["movements"]
    assert [(line["reason"], line["amount"]) for line in history[:2]] == [("reverse", 3), ("spend", -3)]
    assert relay.http.get("/api/credits/usage", headers=me.headers).json() == {"usage": []}
    relay.verify()


def test_only_turns_of_the_caller_are_given_back(sqlite_relay: RelayServer) -> None:
    me, other = sqlite_relay.enrol(1), sqlite_relay.enrol(2)
    sqlite_relay.model.script(HELLO)
    sqlite_relay.ask(me, op="turn")
    held = {"op": "export", "item": "export.pdf"}
    sqlite_relay.http.post("/api/wallet/spend/reserve", json=held, headers=me.headers)
    sqlite_relay.http.post("/api/wallet/spend/commit", json={"op": "export", "credits": 3}, headers=me.headers)

    for who, op in ((other, "turn"), (me, "export"), (me, "nothing")):
        answer = sqlite_relay.refuse(who, op)
        assert (answer.status_code, answer.json()["error"]) == (404, "unknown_turn")

    assert sqlite_relay.balance(me).total == WELCOME - 6


def test_after_an_hour_it_is_too_late(sqlite_relay: RelayServer, now: Clock) -> None:
    me = sqlite_relay.enrol()
    sqlite_relay.model.script(HELLO)
    sqlite_relay.ask(me, op="turn")
    now.forward(minutes=60)

    answer = sqlite_relay.refuse(sqlite_relay.enrol(), "turn")

    assert (answer.status_code, answer.json()["error"]) == (409, "too_late")


def test_a_turn_that_is_still_answered_cannot_be_refused(sqlite_relay: RelayServer) -> None:
    me = sqlite_relay.enrol()
    sqlite_relay.model.script(waits(HELLO, after=length_of(HELLO, 2)))

    with sqlite_relay.http.stream("POST", "/v1/messages", json=question(), headers=headers_of(me, op="turn")) as first:
        answer = sqlite_relay.refuse(me, "turn")
        sqlite_relay.model.go_on()
        first.read()

    assert (answer.status_code, answer.json()["error"]) == (409, "turn_running")


def test_an_account_refuses_so_many_a_day(patient: RelayServer, now: Clock) -> None:
    me = patient.enrol()
    patient.model.script(HELLO, HELLO, HELLO, HELLO)
    patient.ask(me, question(HAIKU), op="free")
    for op in ("one", "two", "three"):
        patient.ask(me, op=op)

    said = [patient.refuse(me, op).status_code for op in ("free", "one", "two", "three", "one")]

    assert said == [200, 200, 200, 429, 200]
    assert patient.balance(me).total == WELCOME - 3
    now.forward(days=1)
    me = patient.enrol()
    patient.model.script(HELLO)
    patient.ask(me, op="tomorrow")
    assert patient.refuse(me, "tomorrow").status_code == 200


def test_a_turn_before_the_sign_in_is_given_back_after_it(relay: RelayServer, now: Clock) -> None:
    anonymous, me = relay.enrol(1), relay.enrol(2)
    relay.model.script(HELLO)
    relay.ask(anonymous, op="turn")
    with relay.licensing.database.transaction() as session:
        merge_accounts(session, account_id=anonymous.account_id, into=me.account_id, actor="server", now=now())
    before = relay.balance(me).total

    answer = relay.refuse(me, "turn")

    assert (answer.status_code, answer.json()["credits"]) == (200, 3)
    assert relay.balance(me).total == before + 3 == 2 * WELCOME
    relay.verify()


def test_what_the_buyer_got_back_meanwhile_is_not_given_back_again(relay: RelayServer) -> None:
    """The refund of used credits left a debt; refusing the turn releases it."""
    me = relay.enrol()
    relay.model.script(HELLO)
    relay.ask(me, op="turn")
    lot = relay.balance(me).lots[0].grant
    with relay.licensing.database.transaction() as session:
        refunds.take_back_to(
            session, source=lot.source, source_id=lot.source_id, target=WELCOME, now=relay.licensing.clock()
        )
    assert (relay.balance(me).total, relay.balance(me).debt) == (0, 3)

    assert relay.refuse(me, "turn").status_code == 200

    assert (relay.balance(me).total, relay.balance(me).debt) == (0, 0)
    relay.verify()
