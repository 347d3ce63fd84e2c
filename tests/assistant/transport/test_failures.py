"""Every way an answer can fail has its own sentence, and shows the key to nobody."""

from __future__ import annotations

import socket
from dataclasses import replace

import pytest

from infrasketch_desktop.assistant.errors import AssistantError, Trouble
from infrasketch_desktop.assistant.transport.endpoint import Endpoint, Kind, Secret
from infrasketch_desktop.assistant.transport.limits import STANDARD
from infrasketch_desktop.assistant.transport.line import Line
from infrasketch_desktop.assistant.transport.messages import MessagesTransport
from infrasketch_desktop.assistant.wire import TextDelta
from infrasketch_desktop.wallet.errors import NotConnectedError
from tests.assistant.transport.asking import REQUEST, ask, endpoint, transport
from tests.support.messages_script import (
    Answer,
    Whole,
    as_bytes,
    breaks_off,
    calls,
    cut_everywhere,
    fails_after,
    redirects,
    refuses,
    says,
    text,
    waits,
)
from tests.support.messages_server import KEY, serving_messages

pytestmark = pytest.mark.loopback

HELLO = says(text("Hello, here is a cache."))
EVENTS_WITH_TEXT = 4


def failing(loop, reply, kind=Kind.VENDOR, limits=STANDARD) -> AssistantError:
    """The failure that `reply` leads to; its sentence names neither the port of the test nor the key."""
    with serving_messages(reply) as server:
        answers = MessagesTransport(endpoint(server.address, kind), limits)
        error = ask(loop, answers).error
        assert error is not None
        assert KEY not in str(error)
        assert error.kept
        assert error.advice
        error.what = error.what.replace(answers.endpoint.host, "HOST")
        return error


REFUSALS = [
    (refuses(401, "authentication_error", "invalid x-api-key"), Trouble.WRONG_KEY, "HOST does not know this key."),
    (
        refuses(403, "permission_error", "not yours"),
        Trouble.WRONG_KEY,
        "HOST does not allow this with the key that was entered.",
    ),
    (
        refuses(404, "not_found_error", "model: claude-9"),
        Trouble.UNKNOWN_MODEL,
        "HOST does not have this model. It says: “model: claude-9”.",
    ),
    (
        Whole(404, b"<html>not here</html>"),
        Trouble.NOT_UNDERSTOOD,
        "What answers at http://HOST does not speak the Messages API. It says: “<html>not here</html>”.",
    ),
    (
        refuses(400, "invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum"),
        Trouble.TOO_LONG,
        "The diagram and the conversation are longer than the model can read.",
    ),
    (
        refuses(413, "request_too_large", "Request exceeds the maximum allowed number of bytes."),
        Trouble.TOO_LONG,
        "The diagram and the conversation are longer than the model can read.",
    ),
    (
        refuses(400, "invalid_request_error", "tools.0: no"),
        Trouble.NOT_UNDERSTOOD,
        "HOST did not take the request. It says: “tools.0: no”.",
    ),
    (
        refuses(400, "invalid_request_error", "Your credit balance is too low to access the API."),
        Trouble.TOO_FEW_CREDITS,
        "The account of this key has no money left.",
    ),
    (refuses(402, "billing_error", "pay"), Trouble.TOO_FEW_CREDITS, "The account of this key has no money left."),
    (
        refuses(429, "rate_limit_error", "slow", {"retry-after": "7"}),
        Trouble.RATE_LIMIT,
        "HOST takes no more requests for the moment.",
    ),
    (refuses(500, "api_error", "oops"), Trouble.SERVER, "HOST failed at its end. It says: “oops”."),
    (refuses(504, "timeout_error", "late"), Trouble.SERVER, "HOST failed at its end. It says: “late”."),
    (refuses(503, "api_error", "busy"), Trouble.OVERLOADED, "HOST has too much to do just now."),
    (refuses(529, "overloaded_error", "Overloaded"), Trouble.OVERLOADED, "HOST has too much to do just now."),
    (
        redirects("http://127.0.0.1:9/v1/messages"),
        Trouble.REDIRECTED,
        "HOST sends requests on to another address; that was not followed.",
    ),
    (
        says(text("I will n"), reason="max_tokens"),
        Trouble.TRUNCATED,
        "The answer became longer than was allowed and ended early.",
    ),
    (
        says(text("I will n"), reason="model_context_window_exceeded"),
        Trouble.TOO_LONG,
        "The conversation became longer than the model can read, and the answer ended early.",
    ),
    (
        says(reason="refusal", details={"type": "refusal", "category": "cyber", "explanation": "Not this."}),
        Trouble.REFUSED,
        "The model declined to answer this. It says: “Not this.”.",
    ),
    (says(reason="refusal"), Trouble.REFUSED, "The model declined to answer this."),
]


@pytest.mark.parametrize(("reply", "trouble", "what"), REFUSALS, ids=lambda value: str(value)[:40])
def test_a_refusal_is_put_into_words(loop, reply, trouble, what):
    error = failing(loop, reply)
    assert (error.trouble, error.what) == (trouble, what)


@pytest.mark.parametrize(
    ("kind", "trouble"),
    [
        ("overloaded_error", Trouble.OVERLOADED),
        ("rate_limit_error", Trouble.RATE_LIMIT),
        ("api_error", Trouble.SERVER),
        ("authentication_error", Trouble.WRONG_KEY),
        ("billing_error", Trouble.TOO_FEW_CREDITS),
        ("novel_error", Trouble.SERVER),
    ],
)
def test_a_failure_in_mid_stream_keeps_what_came(loop, kind, trouble):
    reply = fails_after(HELLO, events=EVENTS_WITH_TEXT, kind=kind)
    with serving_messages(reply) as server:
        asked = ask(loop, transport(server.address))
    assert [event.text for event in asked.events if isinstance(event, TextDelta)] == ["Hello, here "]
    assert asked.error.trouble is trouble
    assert asked.error.kept == "What had arrived until then is kept."


def test_how_long_to_wait_is_told(loop):
    assert failing(loop, refuses(429, "rate_limit_error", "slow", {"retry-after": "7"})).details == {"retry_after": 7}
    assert failing(loop, refuses(529, "overloaded_error", "slow", {"retry-after": "soon"})).details == {}


def test_the_relay_tells_what_is_short_and_what_can_be_bought(loop):
    body = (
        b'{"type": "error", "error": {"type": "billing_error", "message": "short", "code": "insufficient_credits",'
        b' "required": 15, "credits_remaining": 3, "packages": [{"id": "pro"}], "other": 1}}'
    )
    error = failing(loop, Whole(402, body), Kind.RELAY)
    assert (error.trouble, error.what) == (Trouble.TOO_FEW_CREDITS, "There are not enough credits for this.")
    assert error.details == {"required": 15, "credits_remaining": 3, "packages": [{"id": "pro"}]}


def test_the_relay_says_itself_what_it_does_not_do(loop):
    def body(kind, code):
        inner = f'"type": "{kind}", "message": "Three answers are on their way.", "code": "{code}"'
        return b'{"type": "error", "error": {%s}}' % inner.encode()

    closed = failing(loop, Whole(503, body("api_error", "relay_closed")), Kind.RELAY)
    assert (closed.trouble, closed.what) == (
        Trouble.SERVER,
        "HOST does not pass questions on. It says: “Three answers are on their way.”.",
    )
    many = failing(loop, Whole(429, body("rate_limit_error", "too_many_streams"), {"retry-after": "5"}), Kind.RELAY)
    assert many.what.endswith("It says: “Three answers are on their way.”.")
    assert many.details == {"retry_after": 5}


def test_an_error_in_the_form_of_the_licensing_server_is_understood(loop):
    body = b'{"error": "insufficient_credits", "message": "short", "credits_remaining": 3, "required": 15}'
    assert failing(loop, Whole(402, body), Kind.RELAY).details == {"required": 15, "credits_remaining": 3}


def test_a_redirect_carries_the_key_nowhere(loop):
    with serving_messages(HELLO) as other, serving_messages() as server:
        for status in (301, 302, 307, 308):
            server.script(redirects(f"{other.address}/v1/messages", status))
            assert ask(loop, transport(server.address)).error.trouble is Trouble.REDIRECTED
        assert not other.requests


def test_a_redirect_on_the_same_server_is_not_followed_either(loop):
    with serving_messages(redirects("/v1/messages"), HELLO) as server:
        assert ask(loop, transport(server.address)).error.trouble is Trouble.REDIRECTED
        assert len(server.requests) == 1


def test_a_request_to_another_host_does_not_leave(loop):
    """Even if the library were led there."""
    with serving_messages() as other, serving_messages() as server:
        line = Line(endpoint(server.address))
        with pytest.raises(AssistantError) as raised:
            loop.wait(lambda: line.ask(lambda client: client.get(f"{other.address}/v1/models", cast_to=object)))
        assert raised.value.trouble is Trouble.REDIRECTED
        assert not other.requests


def test_a_server_that_repeats_the_key_is_quoted_without_it(loop):
    error = failing(loop, refuses(400, "invalid_request_error", f"what is\n{KEY}\x1b[31m?" + "!" * 500))
    assert "what is … [31m?!" in error.what
    assert len(error.what) < 300


MALFORMED = {
    "no JSON": b"event: message_start\ndata: {oops\n\n",
    "no object": b'event: message_start\ndata: ["message_start"]\n\n',
    "too deep": b"event: message_start\ndata: " + b"[" * 100_000 + b"\n\n",
    "a number of thousands of digits": b"event: message_start\ndata: " + b"9" * 5_000 + b"\n\n",
    "no UTF-8": b"event: message_start\ndata: \xff\xfe\n\n",
    "a block before the message": as_bytes(HELLO.events[1]),
    "a delta without a block": as_bytes(HELLO.events[0]) + as_bytes(HELLO.events[3]),
    "two beginnings": as_bytes(HELLO.events[0]) * 2,
    "an end in a block": b"".join(as_bytes(event) for event in (*HELLO.events[:4], HELLO.events[-1])),
    "JSON for text": b"".join(
        as_bytes(event)
        for event in (
            *HELLO.events[:2],
            calls("draw", {"a": 1}).deltas[1]
            | {"type": "content_block_delta", "index": 0, "delta": calls("draw", {"a": 1}).deltas[1]},
        )
    ),
}


@pytest.mark.parametrize("content", MALFORMED.values(), ids=MALFORMED.keys())
def test_what_is_no_answer_is_not_believed(loop, content):
    assert failing(loop, Answer((content,))).trouble is Trouble.NOT_UNDERSTOOD


BOUNDS = {
    "bytes": (replace(STANDARD, bytes=500), HELLO, Trouble.NOT_UNDERSTOOD),
    "a line": (replace(STANDARD, line_bytes=100), cut_everywhere(HELLO), Trouble.NOT_UNDERSTOOD),
    "events": (replace(STANDARD, events=3), HELLO, Trouble.NOT_UNDERSTOOD),
    "blocks": (replace(STANDARD, blocks=1), says(text("a"), text("b")), Trouble.NOT_UNDERSTOOD),
    "characters": (replace(STANDARD, characters=20), HELLO, Trouble.NOT_UNDERSTOOD),
    "the input of a tool": (
        replace(STANDARD, characters=20),
        says(calls("draw", {"operations": ["…"] * 9})),
        Trouble.NOT_UNDERSTOOD,
    ),
    "time": (replace(STANDARD, whole_seconds=-1.0), HELLO, Trouble.CUT),
    "silence": (replace(STANDARD, idle_seconds=0.05), waits(HELLO, after=300), Trouble.CUT),
    "an error": (replace(STANDARD, bytes=500), Whole(400, b"x" * 1_000), Trouble.NOT_UNDERSTOOD),
}


@pytest.mark.parametrize(("limits", "reply", "trouble"), BOUNDS.values(), ids=BOUNDS.keys())
def test_an_answer_without_end_is_ended(loop, limits, reply, trouble):
    assert failing(loop, reply, limits=limits).trouble is trouble


def test_an_answer_that_is_compressed_unasked_is_not_unpacked(loop):
    reply = Whole(200, b"\x1f\x8b", {"content-encoding": "gzip", "content-type": "text/event-stream"})
    assert failing(loop, reply).trouble is Trouble.NOT_UNDERSTOOD


def test_nothing_is_asked_twice(loop):
    replies = [
        refuses(529, "overloaded_error", "Overloaded"),
        refuses(429, "rate_limit_error", "slow"),
        breaks_off(HELLO, after=0),
        breaks_off(HELLO, after=300),
    ]
    with serving_messages(*replies) as server:
        for _ in replies:
            assert ask(loop, transport(server.address)).error is not None
        assert len(server.requests) == len(replies)


def nobody_listens() -> str:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{held.getsockname()[1]}"


def test_without_a_network_nothing_was_sent(loop):
    address = nobody_listens()
    host = address.removeprefix("http://")
    error = ask(loop, transport(address)).error
    assert (error.trouble, error.what) == (Trouble.NO_NETWORK, f"{host} cannot be reached.")
    local = ask(loop, MessagesTransport(endpoint(address, Kind.LOCAL))).error
    assert (local.trouble, local.what) == (Trouble.NO_NETWORK, f"No server answers at {address}.")


def test_the_service_that_cannot_be_reached_is_named(loop):
    error = ask(loop, MessagesTransport(endpoint("http://127.0.0.1:9", Kind.RELAY))).error
    assert error is not None
    assert error.what == "The service of InfraSketch (127.0.0.1:9) cannot be reached."
    assert "a key of your own" in error.advice


def test_a_server_without_a_valid_certificate_gets_nothing(loop):
    with serving_messages(HELLO) as server:
        error = ask(loop, transport(server.address.replace("http", "https"))).error
        assert not server.requests
    assert error.trouble is Trouble.NO_NETWORK
    assert "certificate" in error.what
    assert error.kept == "Nothing was sent."


@pytest.mark.parametrize("key", ["", "two words", "sk\r\nX-Other: 1", "schlüssel", "x" * 10_000])
def test_what_cannot_be_a_key_is_not_sent(loop, key):
    with serving_messages(HELLO) as server:
        error = ask(loop, MessagesTransport(endpoint(server.address, key=key))).error
        assert not server.requests
    assert error.trouble is Trouble.WRONG_KEY


def test_a_wallet_that_cannot_sign_in_says_why(loop):
    def give(_refused: bool) -> str:
        raise NotConnectedError("The licensing server cannot be reached.", advice="Check the network.")

    relay = Endpoint(Kind.RELAY, "http://127.0.0.1:1", Secret(give, renewable=True))
    error = ask(loop, MessagesTransport(relay)).error
    assert (error.trouble, error.what) == (Trouble.NO_NETWORK, "The licensing server cannot be reached.")


def test_a_mistake_of_ours_is_not_taken_for_one_of_the_line(loop):
    answers = transport("http://127.0.0.1:1")
    with pytest.raises(TypeError):
        ask(loop, answers, replace(REQUEST, max_tokens=object()))
