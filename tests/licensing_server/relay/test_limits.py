"""How much one account may ask, how long an answer may take, and that nothing of what is said is kept."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import inspect, select

from licensing_server.models.relay import RelayTurn
from tests.support.licensing import Clock, LicensingServer, Session
from tests.support.messages_script import length_of, says, text, waits
from tests.support.messages_server import MessagesServer
from tests.support.relays import HAIKU, WELCOME, RelayServer, headers_of, question, relaying

pytestmark = pytest.mark.loopback

HELLO = says(text("one two three four"))

Open = Callable[..., RelayServer]


@pytest.fixture
def opened(sqlite_url: str, tmp_path: Path, now: Clock, model: MessagesServer) -> Iterator[Open]:
    """Opens one relay with other settings."""
    with ExitStack() as stack:
        yield lambda **settings: stack.enter_context(relaying(sqlite_url, tmp_path / "data", now, model, **settings))


def test_an_account_asks_so_often_a_minute(opened: Open, now: Clock) -> None:
    relay = opened(requests_per_minute=2)
    me, other = relay.enrol(1), relay.enrol(2)
    relay.model.script(HELLO, HELLO, HELLO, HELLO)

    said = [relay.ask(who, question(HAIKU)) for who in (me, me, me, other)]

    assert [answer.status_code for answer in said] == [200, 200, 429, 200]
    error = said[2].json()["error"]
    assert (error["type"], said[2].headers["retry-after"]) == ("rate_limit_error", "60")
    now.forward(seconds=60)
    assert relay.ask(me, question(HAIKU)).status_code == 200


def test_what_is_free_is_limited_too(opened: Open) -> None:
    relay = opened(requests_per_minute=2)
    me = relay.enrol()

    said = [relay.http.get("/v1/models", headers=me.headers).status_code for _ in range(3)]

    assert said == [200, 200, 429]


@contextmanager
def _answering(relay: RelayServer, me: Session) -> Iterator[None]:
    relay.model.script(waits(HELLO, after=length_of(HELLO, 2)))
    with relay.http.stream("POST", "/v1/messages", json=question(HAIKU), headers=headers_of(me)) as answer:
        chunks = answer.iter_raw()
        next(chunks)
        yield
        relay.model.go_on()


def test_an_account_has_so_many_answers_at_a_time(opened: Open) -> None:
    relay = opened(streams_per_account=1)
    me = relay.enrol()

    with _answering(relay, me):
        answer = relay.ask(me, question(HAIKU))

    assert (answer.status_code, answer.json()["error"]["code"]) == (429, "too_many_streams")
    assert answer.headers["retry-after"] == "5"


def test_a_process_has_so_many_answers_at_a_time(opened: Open) -> None:
    relay = opened(streams=1)
    me, other = relay.enrol(1), relay.enrol(2)

    with _answering(relay, me):
        answer = relay.ask(other)

    assert (answer.status_code, answer.json()["error"]["code"]) == (529, "relay_full")


def test_an_answer_that_takes_too_long_ends(opened: Open) -> None:
    """It is paid for: something of it was sent, and it may be the client that took so long."""
    relay = opened(stream_seconds=1)
    me = relay.enrol()
    relay.model.script(waits(HELLO, after=length_of(HELLO, 3)))

    answer = relay.ask(me)

    assert answer.content.startswith(HELLO.content[: length_of(HELLO, 3)])
    assert b"timeout_error" in answer.content
    assert relay.balance(me).total == WELCOME - 3


def test_a_model_that_says_nothing_is_given_up(opened: Open) -> None:
    relay = opened(silence_seconds=1)
    me = relay.enrol()
    relay.model.script(waits(HELLO, after=0))

    answer = relay.ask(me)

    assert (answer.status_code, answer.json()["error"]["type"]) == (504, "timeout_error")
    assert relay.balance(me).total == WELCOME


def test_a_model_that_cannot_be_reached_is_told(opened: Open) -> None:
    relay = opened(upstream_url="http://127.0.0.1:1")
    me = relay.enrol()

    answer = relay.ask(me)

    assert (answer.status_code, answer.json()["error"]["code"]) == (502, "upstream_cut")
    assert relay.balance(me).total == WELCOME


def test_other_requests_are_answered_while_many_streams_wait(opened: Open) -> None:
    """A stream takes no thread and no place at the gate, or 16 of them would close the server."""
    relay = opened(streams_per_account=40, requests_per_minute=100)
    me = relay.enrol()
    relay.model.script(*[waits(HELLO, after=length_of(HELLO, 2))] * 20)
    with ExitStack() as stack:
        for _ in range(20):
            body, headers = question(HAIKU), headers_of(me)
            stack.enter_context(relay.http.stream("POST", "/v1/messages", json=body, headers=headers))
        assert relay.http.get("/api/credits/balance", headers=me.headers).status_code == 200
        relay.model.go_on()


def test_without_a_key_the_relay_is_closed(sqlite_server: LicensingServer) -> None:
    me = sqlite_server.enrol()
    asked = [
        sqlite_server.client.post("/v1/messages", json=question(), headers=me.headers),
        sqlite_server.client.post("/v1/messages/count_tokens", json=question(), headers=me.headers),
        sqlite_server.client.get("/v1/models", headers=me.headers),
    ]

    for answer in asked:
        assert answer.status_code == 503
        assert answer.json()["error"]["code"] == "relay_closed"
        assert "INFRASKETCH_RELAY_UPSTREAM_KEY" in answer.json()["error"]["message"]


def test_nothing_of_what_is_said_is_kept(opened: Open, caplog: pytest.LogCaptureFixture) -> None:
    """Neither question nor answer, neither in the log nor in the database, whether it goes well or not."""
    relay = opened()
    me, spoken = relay.enrol(), "swordfish"
    caplog.set_level(logging.DEBUG)
    body = question(system=spoken, messages=[{"role": "user", "content": spoken}])
    relay.model.script(says(text(spoken)))
    assert spoken in relay.ask(me, body, op="good").text
    wrong = relay.ask(me, body | {"temperature": spoken})

    assert wrong.status_code == 400
    assert spoken not in wrong.text
    assert spoken not in caplog.text
    assert relay.model.key not in caplog.text
    assert '"event": "relay"' in caplog.text
    file = relay.licensing.database.engine.url.database or ""
    relay.licensing.database.close()
    assert all(spoken.encode() not in found.read_bytes() for found in Path(file).parent.glob("server.db*"))


def test_the_usage_log_has_a_row_for_each_turn_and_metrics_count(opened: Open) -> None:
    relay = opened()
    me = relay.enrol()
    relay.model.script(HELLO, HELLO)
    relay.ask(me)
    relay.ask(me, question(HAIKU))

    with relay.licensing.database.reading() as session:
        turns = session.scalars(select(RelayTurn).order_by(RelayTurn.op)).all()
        columns = {column["name"] for column in inspect(session.get_bind()).get_columns("relay_turns")}
    assert [(turn.tier, turn.price, turn.tokens_in, turn.tokens_out) for turn in turns] == [
        ("sonnet", 3, 25, 15),
        ("haiku", 0, 25, 15),
    ]
    assert not columns & {"content", "prompt", "messages", "text"}
    metrics = relay.http.get("/metrics").text
    assert 'infrasketch_relay_requests_total{result="answered",tier="sonnet"} 1.0' in metrics
    assert 'infrasketch_relay_tokens_total{kind="output",tier="haiku"} 15.0' in metrics


def test_whoever_is_not_signed_in_is_refused(sqlite_relay: RelayServer, now: Clock) -> None:
    me = sqlite_relay.enrol()
    now.forward(minutes=15)
    said = [
        sqlite_relay.http.post("/v1/messages", json=question()),
        sqlite_relay.http.post("/v1/messages", json=question(), headers={"x-api-key": "sk-ant-somebodys"}),
        sqlite_relay.http.post("/v1/messages", json=question(), headers=me.headers),
    ]

    assert [answer.status_code for answer in said] == [401] * 3
    codes = [answer.json()["error"]["code"] for answer in said]
    assert codes == ["not_authenticated", "invalid_token", "token_expired"]
    assert {answer.json()["error"]["type"] for answer in said} == {"authentication_error"}
    assert sqlite_relay.model.requests == []
