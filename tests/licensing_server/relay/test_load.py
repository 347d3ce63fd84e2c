"""Many answers at once: each is paid for exactly once, whoever leaves and whatever dies, and the books balance."""

from __future__ import annotations

import json
import random
import secrets
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest
from sqlalchemy import func, select

from licensing_server.books import reports, statements
from licensing_server.database import Database
from licensing_server.models.money import Hold
from licensing_server.models.relay import RelayTurn
from tests.support.licensing import Clock, Session, device_key, enrolment, read_tokens
from tests.support.messages_script import breaks_off, fails_after, length_of, says, text, waits
from tests.support.messages_server import MessagesServer, serving_messages
from tests.support.processes import Child, Start, python_module
from tests.support.relay_crowds import Asking, ask_at_once
from tests.support.relays import WELCOME, RelayServer, forget, give, relaying
from tests.support.waiting import wait_until

pytestmark = pytest.mark.loopback

PRICE = 3
HELLO = says(text("one two three four five six seven eight", size=4))
GENEROUS = {"requests_per_minute": 1000, "streams_per_account": 10}
OUTPUT_BEGINS = length_of(HELLO, 2)


def _hold_back(model: MessagesServer, after: int) -> None:
    model.answer = lambda _body: waits(HELLO, after=after)


@pytest.fixture(autouse=True)
def _as_scripted(model: MessagesServer) -> Iterator[None]:
    usual = model.answer
    yield
    model.answer = usual


def test_a_few_answers_at_once_are_paid_for_once_each(relay: RelayServer) -> None:
    """Every question is sent twice under one name, as by a double click."""
    people = [relay.enrol(number) for number in range(5)]
    crowd = [Asking(who, "turn") for who in people for _ in range(2)]
    _hold_back(relay.model, OUTPUT_BEGINS)

    refused = relay.licensing.parts.metrics.requests.labels("POST", "/v1/messages", "409")._value
    before = refused.get()

    def go_on() -> None:
        wait_until(
            lambda: len(relay.model.requests) == 5 and refused.get() == before + 5, what="five answers, five doubles"
        )
        assert [relay.balance(who).held for who in people] == [PRICE] * 5
        relay.model.go_on()

    got = ask_at_once(relay.url, crowd, meanwhile=go_on)

    assert Counter(each.status for each in got) == {200: 5, 409: 5}
    assert {each.content for each in got if each.status == 200} == {HELLO.content}
    assert [relay.balance(who).total for who in people] == [WELCOME - PRICE] * 5
    relay.verify()


@dataclass(frozen=True, slots=True)
class Town:
    """A server process over PostgreSQL, ten accounts with 100 credits, and the model behind it."""

    process: Child
    url: str
    database: Database
    people: list[Session]
    model: MessagesServer

    def crowd(self, *, each: int) -> list[Asking]:
        return [Asking(who, f"turn-{number}") for who in self.people for number in range(each)]

    def turns(self) -> list[RelayTurn]:
        with self.database.reading() as session:
            return list(session.scalars(select(RelayTurn)))

    def count_streaming(self) -> int:
        with self.database.reading() as session:
            return session.scalar(select(func.count()).where(RelayTurn.state == "streaming")) or 0

    def spent(self, now: int) -> list[int]:
        with self.database.reading() as session:
            return [100 - statements.balance(session, who.account_id, now).total for who in self.people]

    def verify(self) -> None:
        with self.database.reading() as session:
            assert reports.verify_books(session).faults == ()


@pytest.fixture(scope="session")
def fill_database() -> None:
    """The server makes its tables itself."""


def _move_in(database: Database, url: str, number: int) -> Session:
    """A new account with 100 credits."""
    proof = enrolment(device_key(number), at=int(time.time()), audience=url, nonce=secrets.token_urlsafe())
    me = read_tokens(httpx2.post(f"{url}/api/devices", json=proof, trust_env=False, timeout=30))
    give(database, me, 100 - WELCOME, int(time.time()))
    return me


@pytest.fixture
def town(start_process: Start, tmp_path: Path, postgresql_url: str) -> Iterator[Town]:
    with serving_messages() as model:
        ready, data = tmp_path / "ready.json", tmp_path / "data"
        told = {
            "DATABASE_URL": postgresql_url,
            "RELAY_UPSTREAM_URL": model.address,
            "RELAY_UPSTREAM_KEY": model.key or "",
            "RELAY_REQUESTS_PER_MINUTE": "1000",
            "RELAY_STREAMS_PER_ACCOUNT": "10",
        }
        command = python_module("licensing_server", "serve", "--sandbox", "--data", data, "--port", "0")
        environment = {f"INFRASKETCH_{name}": value for name, value in told.items()}
        process = start_process([*command, "--ready-file", ready], environment=environment)
        url = json.loads(process.wait_for_file(ready, seconds=90))["url"]
        database = Database(postgresql_url)
        people = [_move_in(database, url, number) for number in range(10)]
        yield Town(process, url, database, people, model)
        database.close()


def _each_is_settled(town: Town) -> None:
    """Every turn was held once, and its hold was spent or given back; nothing else was charged."""
    turns = town.turns()
    assert Counter(turn.state for turn in turns).keys() <= {"answered", "failed"}
    assert all(turn.paid == (turn.state == "answered") and turn.attempts == 1 for turn in turns)
    with town.database.reading() as session:
        ended = Counter((hold.state, hold.spent) for hold in session.scalars(select(Hold)))
    paid = sum(turn.paid for turn in turns)
    assert ended == Counter({("committed", PRICE): paid, ("released", 0): len(turns) - paid})
    assert sum(town.spent(int(time.time()))) == PRICE * paid
    town.verify()


@pytest.mark.long
@pytest.mark.timeout(600)
def test_fifty_answers_on_their_way_at_once_are_paid_for_once_each(town: Town) -> None:
    _hold_back(town.model, OUTPUT_BEGINS)

    def go_on() -> None:
        wait_until(lambda: len(town.model.requests) == 50, what="fifty answers on their way", seconds=120)
        assert town.count_streaming() == 50
        ready = httpx2.get(f"{town.url}/readyz", trust_env=False, timeout=30)
        assert ready.status_code == 200, "other requests are answered meanwhile"
        town.model.go_on()

    got = ask_at_once(town.url, town.crowd(each=5), meanwhile=go_on)

    assert {(each.status, each.content) for each in got} == {(200, HELLO.content)}
    assert town.spent(int(time.time())) == [5 * PRICE] * 10
    _each_is_settled(town)


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", range(3))
def test_clients_that_vanish_pay_for_what_was_sent_or_nothing(town: Town, seed: int) -> None:
    """Some stay, some leave before anything was said, some in the middle; half of the answers fail in the middle."""
    luck = random.Random(seed)
    endings = [HELLO, breaks_off(HELLO, after=length_of(HELLO, 5)), fails_after(HELLO, events=1)]
    town.model.answer = lambda _body: luck.choice(endings)
    leaving = [None, 1, OUTPUT_BEGINS, length_of(HELLO, 4)]
    crowd = [Asking(asking.who, asking.op, luck.choice(leaving)) for asking in town.crowd(each=5)]

    got = ask_at_once(town.url, crowd)

    wait_until(lambda: not town.count_streaming(), what="every answer to be settled", seconds=60)
    _each_is_settled(town)
    paid = {(turn.account_id, turn.op) for turn in town.turns() if turn.paid}
    for each in got:
        name = (each.asking.who.account_id, each.asking.op)
        if each.content == HELLO.content:
            assert name in paid, "an answer that came whole is paid for"
        if each.whole and each.content != HELLO.content:
            assert name not in paid, "an answer that failed is not"


@pytest.mark.long
@pytest.mark.timeout(600)
def test_what_a_killed_process_held_comes_back(town: Town, tmp_path: Path) -> None:
    """After it, another process answers the same turns, which are paid for once."""
    _hold_back(town.model, OUTPUT_BEGINS)

    def kill() -> None:
        wait_until(lambda: town.count_streaming() == 50, what="fifty answers on their way", seconds=120)
        wait_until(lambda: len(town.model.requests) == 50, what="fifty questions", seconds=120)
        town.process.kill()

    got = ask_at_once(town.url, town.crowd(each=5), meanwhile=kill)

    assert not any(each.whole for each in got)
    town.verify()
    assert town.spent(int(time.time())) == [0] * 10
    later = Clock(int(time.time()) + 15 * 60)
    forget(town.model)
    town.model.answer = lambda _body: HELLO
    with relaying(
        town.database.engine.url.render_as_string(), tmp_path / "later", later, town.model, **GENEROUS
    ) as relay:
        people = [relay.licensing.enrol(number) for number in range(10)]
        again = [Asking(who, f"turn-{number}") for who in people for number in range(5)]
        got = ask_at_once(relay.url, again)
    assert {(each.status, each.content) for each in got} == {(200, HELLO.content)}
    with town.database.reading() as session:
        states = Counter(session.scalars(select(Hold.state)))
    assert states == {"lapsed": 50, "committed": 50}
    assert town.spent(later()) == [5 * PRICE] * 10
    town.verify()
