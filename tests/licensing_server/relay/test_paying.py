"""A turn is held before and settled after; whatever goes wrong, it is paid for once or not at all."""

from __future__ import annotations

import json
import socket
from typing import Any

import pytest

from licensing_server.books import accounts, buckets
from licensing_server.relay import turns
from licensing_server.relay.orders import Order
from licensing_server.relay.service import rules_of
from tests.support.licensing import Clock, Session
from tests.support.logs import LogWatch
from tests.support.messages_script import Answer, breaks_off, fails_after, length_of, refuses, says, text, waits
from tests.support.relays import HAIKU, OPUS, SONNET, WELCOME, RelayServer, headers_of, question

pytestmark = pytest.mark.loopback

HELLO = says(text("one two three four"))


def _error(content: bytes) -> dict[str, Any]:
    """The error event that ends a stream."""
    name, data = content.decode().rstrip("\n").splitlines()[-2:]
    assert name == "event: error"
    return json.loads(data.removeprefix("data: "))["error"]


@pytest.mark.parametrize(
    ("item", "asked", "price"),
    [
        ("ai.chat", HAIKU, 0),
        ("ai.chat", SONNET, 3),
        ("ai.chat", OPUS, 10),
        ("ai.generate", HAIKU, 0),
        ("ai.generate", SONNET, 15),
        ("ai.generate", OPUS, 50),
    ],
)
def test_the_price_is_that_of_the_item_times_that_of_the_tier(
    sqlite_relay: RelayServer, item: str, asked: str, price: int
) -> None:
    me = sqlite_relay.enrol(credits_more=90)
    sqlite_relay.model.script(HELLO)

    sqlite_relay.ask(me, question(asked), item=item)

    assert sqlite_relay.balance(me).total == 100 - price


def test_what_is_held_is_not_spent_twice(relay: RelayServer) -> None:
    me = relay.enrol()
    relay.model.script(waits(HELLO, after=length_of(HELLO, 2)))

    with relay.http.stream("POST", "/v1/messages", json=question(OPUS), headers=headers_of(me)) as first:
        second = relay.ask(me, question(SONNET))
        assert (relay.balance(me).held, relay.balance(me).pool) == (10, 0)
        relay.model.go_on()
        first.read()

    assert second.status_code == 402
    assert relay.balance(me).total == 0
    relay.verify()


def test_the_requests_of_a_turn_are_paid_for_once(relay: RelayServer) -> None:
    me = relay.enrol()
    relay.model.script(HELLO, HELLO, HELLO)

    for _ in range(3):
        assert relay.ask(me, op="turn").status_code == 200

    assert relay.balance(me).total == WELCOME - 3
    turn = relay.turn(me, "turn")
    assert turn is not None
    assert (turn.requests, turn.tokens_in, turn.tokens_out) == (3, 75, 45)
    relay.verify()


def test_a_turn_does_not_go_on_for_ever(sqlite_relay: RelayServer, now: Clock) -> None:
    me = sqlite_relay.enrol()
    for _ in range(8):
        sqlite_relay.model.script(HELLO)
        assert sqlite_relay.ask(me, op="long").status_code == 200

    answer = sqlite_relay.ask(me, op="long")

    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "turn_ended")
    sqlite_relay.model.script(HELLO)
    assert sqlite_relay.ask(me, op="slow").status_code == 200
    now.forward(minutes=61)
    assert sqlite_relay.ask(sqlite_relay.enrol(), op="slow").json()["error"]["code"] == "turn_ended"


def test_a_turn_does_not_change_its_price(sqlite_relay: RelayServer) -> None:
    me = sqlite_relay.enrol()
    sqlite_relay.model.script(HELLO)
    sqlite_relay.ask(me, op="turn")

    for body, item in ((question(OPUS), "ai.chat"), (question(SONNET), "ai.generate")):
        answer = sqlite_relay.ask(me, body, op="turn", item=item)
        assert (answer.status_code, answer.json()["error"]["code"]) == (409, "turn_conflict")


def test_a_turn_has_one_answer_at_a_time(relay: RelayServer) -> None:
    me = relay.enrol()
    relay.model.script(waits(HELLO, after=length_of(HELLO, 2)))

    with relay.http.stream("POST", "/v1/messages", json=question(), headers=headers_of(me, op="turn")) as first:
        second = relay.ask(me, op="turn")
        relay.model.go_on()
        first.read()

    assert (second.status_code, second.json()["error"]["code"]) == (409, "turn_running")
    assert second.headers["x-should-retry"] == "false"
    assert len(relay.model.requests) == 1


@pytest.mark.parametrize(
    ("status", "kind", "told"),
    [
        (400, "invalid_request_error", "400 upstream_refused"),
        (401, "authentication_error", "503 relay_locked_out"),
        (403, "permission_error", "503 relay_locked_out"),
        (404, "not_found_error", "404 model_unavailable"),
        (413, "request_too_large", "413 too_large"),
        (429, "rate_limit_error", "529 upstream_busy"),
        (500, "api_error", "502 upstream_failed"),
        (529, "overloaded_error", "529 upstream_busy"),
        (307, "redirect", "502 upstream_failed"),
    ],
)
def test_what_upstream_refuses_costs_nothing(
    sqlite_relay: RelayServer, status: int, kind: str, told: str, log_watch: LogWatch
) -> None:
    me = sqlite_relay.enrol()
    sqlite_relay.model.script(refuses(status, kind, "prompt is too long", {"retry-after": "7"}))
    if "locked_out" in told:
        log_watch.expect("relay_locked_out")

    answer = sqlite_relay.ask(me)

    assert f"{answer.status_code} {answer.json()['error']['code']}" == told
    assert answer.json()["type"] == "error"
    assert ("prompt is too long" in answer.text) == (status == 400)
    assert answer.headers.get("retry-after") == ("7" if "529" in told else None)
    assert sqlite_relay.hold_states(me) == ["released"]
    assert sqlite_relay.balance(me).pool == WELCOME


def test_an_error_before_anything_was_said_has_its_status(sqlite_relay: RelayServer) -> None:
    me = sqlite_relay.enrol()
    sqlite_relay.model.script(fails_after(HELLO, events=0))

    answer = sqlite_relay.ask(me)

    assert (answer.status_code, answer.json()["error"]["type"]) == (529, "overloaded_error")


@pytest.mark.parametrize("how", ["error", "cut", "cut within an event"])
def test_an_answer_that_upstream_does_not_end_costs_nothing(relay: RelayServer, how: str) -> None:
    me = relay.enrol()
    start = length_of(HELLO, 4)
    broken, code = {
        "error": (fails_after(HELLO, events=4), "upstream_busy"),
        "cut": (breaks_off(HELLO, after=start), "upstream_cut"),
        "cut within an event": (breaks_off(HELLO, after=start + 9), "upstream_cut"),
    }[how]
    relay.model.script(broken, HELLO)

    answer = relay.ask(me, op="turn")

    assert answer.status_code == 200
    assert answer.content[:start] == HELLO.content[:start]
    assert _error(answer.content)["code"] == code
    assert relay.balance(me).pool == WELCOME
    turn = relay.turn(me, "turn")
    assert turn is not None
    assert (turn.state, turn.paid) == ("failed", False)
    # Asked again, the turn is held anew and paid for.
    assert relay.ask(me, op="turn").content == HELLO.content
    assert relay.hold_states(me) == ["released", "committed"]
    assert relay.balance(me).pool == WELCOME - 3
    relay.verify()


@pytest.mark.parametrize("malformed", [b"event: message_delta\ndata: {\n\n", b"data: 1\n" * 9 + b"event: error\n\n"])
def test_an_answer_that_makes_no_sense_costs_nothing(sqlite_relay: RelayServer, malformed: bytes) -> None:
    me = sqlite_relay.enrol()
    sqlite_relay.model.script(Answer((malformed,)), Answer(HELLO.events, content_type="text/html"))

    for _ in range(2):
        answer = sqlite_relay.ask(me)
        assert (answer.status_code, answer.json()["error"]["code"]) == (502, "upstream_not_understood")

    assert sqlite_relay.balance(me).pool == WELCOME


def test_what_the_model_refuses_costs_nothing(sqlite_relay: RelayServer) -> None:
    me = sqlite_relay.enrol()
    sqlite_relay.model.script(says(text("I cannot"), reason="refusal"))

    assert b"message_stop" in sqlite_relay.ask(me).content

    assert sqlite_relay.balance(me).pool == WELCOME


@pytest.mark.parametrize(("events", "state", "paid"), [(0, "failed", 0), (1, "failed", 0), (2, "answered", 3)])
def test_a_client_that_leaves_pays_when_something_was_sent(
    relay: RelayServer, events: int, state: str, paid: int
) -> None:
    """message_start tells nothing of the answer; the block that begins after it does."""
    me = relay.enrol()
    relay.model.script(waits(HELLO, after=length_of(HELLO, events)))
    _leave(relay, me, length_of(HELLO, events))

    relay.wait_for(me, "left", state)

    assert relay.model.left.wait(20), "the answer went on for nobody"
    assert relay.balance(me).pool == WELCOME - paid
    relay.verify()


def _leave(relay: RelayServer, me: Session, after: int) -> None:
    """Ask, read so many bytes of the answer, and close the connection."""
    host, port = relay.url.removeprefix("http://").split(":")
    body = json.dumps(question()).encode()
    head = "".join(f"{name}: {value}\r\n" for name, value in headers_of(me, op="left").items())
    with socket.create_connection((host, int(port))) as client:
        length = f"Content-Length: {len(body)}\r\n"
        client.sendall(f"POST /v1/messages HTTP/1.1\r\nHost: {host}\r\n{length}{head}\r\n".encode() + body)
        got = b""
        while HELLO.content[:after] not in _without_chunks(got):
            got += client.recv(65536)
        assert relay.model.waiting.wait(20)


def _without_chunks(got: bytes) -> bytes:
    """The body of a chunked answer (RFC 9112, 7.1)."""
    _head, _, rest = got.partition(b"\r\n\r\n")
    body = b""
    while rest:
        size, _, rest = rest.partition(b"\r\n")
        body, rest = body + rest[: int(size or b"0", 16)], rest[int(size or b"0", 16) + 2 :]
    return body


def test_a_hold_whose_process_died_lapses(relay: RelayServer, now: Clock) -> None:
    """As a process leaves it that is killed in mid-stream: the turn is begun and never ended."""
    me, parts = relay.enrol(), relay.licensing.parts
    order = Order("dead", "ai.chat", "sonnet", SONNET, 3, stream=True, content=b"", headers={})
    with parts.database.transaction() as session:
        turns.begin(session, me.account_id, order, rules_of(parts), now())
    assert (relay.balance(me).held, relay.ask(me, op="dead").status_code) == (3, 409)

    now.forward(minutes=15)
    relay.model.script(HELLO)
    again = relay.ask(relay.enrol(), op="dead")

    assert again.content == HELLO.content
    assert relay.hold_states(me) == ["lapsed", "committed"]
    assert relay.balance(me).total == WELCOME - 3
    relay.verify()


def test_too_few_credits_are_told_with_what_can_be_done(relay: RelayServer) -> None:
    me = relay.enrol()

    answer = relay.ask(me, question(SONNET), item="ai.generate")

    assert answer.status_code == 402
    error = answer.json()["error"]
    assert (error["type"], error["code"]) == ("billing_error", "insufficient_credits")
    assert (error["credits_remaining"], error["required"], error["credits_on_devices"]) == (10, 15, 0)
    assert [package["id"] for package in error["packages"]] == ["starter", "pro", "business", "enterprise"]
    assert relay.model.requests == []
    assert relay.turn(me, "any") is None


def test_credits_on_a_device_are_named_when_they_would_do(relay: RelayServer) -> None:
    me = relay.enrol()
    with (
        relay.licensing.database.transaction() as session,
        accounts.opened(session, me.account_id, relay.licensing.clock()) as book,
    ):
        buckets.top_up(book, me.device_id or "", 8, 1)

    answer = relay.ask(me, question(SONNET))

    error = answer.json()["error"]
    assert (error["credits_remaining"], error["required"], error["credits_on_devices"]) == (2, 3, 8)
    assert "8 more are set aside on computers of the account" in error["message"]


def test_nobody_ends_a_hold_of_the_relay_from_outside(sqlite_relay: RelayServer) -> None:
    me = sqlite_relay.enrol()
    sqlite_relay.model.script(waits(HELLO, after=length_of(HELLO, 2)))

    with sqlite_relay.http.stream("POST", "/v1/messages", json=question(), headers=headers_of(me, op="turn")) as first:
        for op in ("turn", "relay/turn/1"):
            ended = sqlite_relay.http.post("/api/wallet/spend/release", json={"op": op}, headers=me.headers)
            assert ended.status_code in {409, 422}
        sqlite_relay.model.go_on()
        first.read()

    assert sqlite_relay.balance(me).total == WELCOME - 3
