"""The fake Messages API refuses what the real one would, in its words, and sends what it was told to."""

from __future__ import annotations

import json
import socket
from urllib.parse import urlsplit

import pytest
import requests

from tests.support.messages_rules import complaint
from tests.support.messages_script import (
    breaks_off,
    calls,
    cut_at,
    fails_after,
    length_of,
    refuses,
    says,
    text,
    thinks,
    waits,
)
from tests.support.messages_server import KEY, serving_messages

TOOL = {"name": "draw", "input_schema": {"type": "object"}}
ASKED = {"role": "user", "content": "Add a cache."}
CALL = {"type": "tool_use", "id": "t1", "name": "draw", "input": {}}
RESULT = {"type": "tool_result", "tool_use_id": "t1", "content": "done"}
THOUGHT = {"type": "thinking", "thinking": "hm", "signature": "known"}
GOOD = {"model": "claude-haiku-5-5", "max_tokens": 9, "messages": [ASKED]}


def said(*content):
    return {"role": "assistant", "content": list(content)}


def answered(*content):
    return {"role": "user", "content": list(content)}


def words(text_):
    return {"type": "text", "text": text_}


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"stream": True, "tools": [TOOL], "tool_choice": {"type": "auto"}},
        {"system": [words("a") | {"cache_control": {"type": "ephemeral"}}, words("b")]},
        {"messages": [ASKED, said(THOUGHT, words("a"), CALL), answered(RESULT, words("and a queue"))]},
        {"messages": [ASKED, ASKED]},
    ],
)
def test_what_the_api_takes_is_taken(more):
    assert complaint(GOOD | more, frozenset({"known"})) is None


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"temperature": 1.0}, "temperature: Extra inputs are not permitted"),
        ({"top_p": 1}, "top_p: Extra inputs are not permitted"),
        ({"novelty": 1}, "novelty: Extra inputs are not permitted"),
        ({"max_tokens": 0}, "max_tokens: Input should be greater than or equal to 1"),
        ({"messages": []}, "messages: at least one message is required"),
        ({"messages": [{"role": "system", "content": "x"}]}, "messages.0.role: Input should be"),
        ({"messages": [ASKED | {"name": "me"}]}, "messages.0.name: Extra inputs are not permitted"),
        ({"messages": [ASKED, said(words("Sure, "))]}, "This model does not support assistant message prefill"),
        ({"messages": [said(words("a")), ASKED]}, 'messages: first message must use the "user" role'),
        ({"messages": [answered(words(""))]}, "messages: text content blocks must be non-empty"),
        ({"messages": [answered(words(" \n"))]}, "messages: text content blocks must contain non-whitespace text"),
        ({"messages": [ASKED | {"content": ""}]}, "messages.0: all messages must have non-empty content"),
        ({"messages": [ASKED, said(CALL), ASKED]}, "messages.1: `tool_use` ids were found without `tool_result`"),
        (
            {"messages": [ASKED, said(CALL), answered(words("first"), RESULT)]},
            "messages.1: `tool_use` ids were found without `tool_result`",
        ),
        ({"messages": [answered(RESULT)]}, "messages.0.content.0: unexpected `tool_use_id` found"),
        ({"messages": [ASKED, said(CALL, CALL), answered(RESULT)]}, "messages.1: `tool_use` ids must be unique"),
        (
            {"messages": [ASKED, said(CALL | {"input": "{}"}), answered(RESULT)]},
            "messages.1.content.0.tool_use.input: Input should be a valid dictionary",
        ),
        (
            {"messages": [ASKED, said(CALL | {"index": 0}), answered(RESULT)]},
            "messages.1.content.0.tool_use.index: Extra inputs are not permitted",
        ),
        (
            {"messages": [ASKED, said(THOUGHT | {"signature": "made up"}, CALL), answered(RESULT)]},
            "messages.1.content.0: Invalid `signature` in `thinking` block",
        ),
        ({"system": [words("")]}, "system: text content blocks must be non-empty"),
        (
            {"system": [words("") | {"cache_control": {"type": "ephemeral"}}]},
            "system.0: cache_control cannot be set for empty text blocks",
        ),
        (
            {"system": [words("a") | {"cache_control": {"type": "ephemeral"}}] * 5},
            "A maximum of 4 blocks with cache_control may be provided. Found 5.",
        ),
        ({"tools": [TOOL, TOOL]}, "tools: Tool names must be unique."),
        ({"tools": [TOOL | {"name": "two words"}]}, "tools.0.custom.name: String should match pattern"),
        ({"tools": [TOOL | {"input_schema": {}}]}, "tools.0.custom.input_schema.type: Field required"),
        ({"tools": [TOOL], "tool_choice": {"type": "any"}}, "tool_choice: type “any” is not supported"),
        ({"tools": [TOOL], "tool_choice": {"type": "tool", "name": "draw"}}, "tool_choice: type “tool” is not"),
    ],
)
def test_what_the_api_refuses_is_refused(more, why):
    assert (complaint(GOOD | more, frozenset({"known"})) or "").startswith(why)


def test_what_only_an_answer_needs_is_refused_where_tokens_are_counted():
    assert complaint({"model": "m", "messages": [ASKED]}, frozenset(), counting=True) is None
    assert complaint(GOOD, frozenset(), counting=True) == "max_tokens: Extra inputs are not permitted"


def post(server, body=GOOD, key=KEY, path="/v1/messages"):
    headers = {"authorization": f"Bearer {key}", "anthropic-version": "2026-10-21"}
    return requests.post(server.address + path, json=body, headers=headers, timeout=20)


def reason(response):
    return response.status_code, response.json()["error"]["message"]


@pytest.mark.loopback
def test_a_wrong_key_an_unknown_model_and_a_bad_request_use_up_no_answer():
    with serving_messages(says(text("Hello"))) as server:
        assert reason(post(server, key="other")) == (401, "invalid x-api-key")
        assert reason(post(server, GOOD | {"model": "claude-9"})) == (404, "model: claude-9")
        assert reason(post(server, GOOD | {"top_k": 1})) == (400, "top_k: Extra inputs are not permitted")
        assert post(server).content == says(text("Hello")).content
        assert len(server.requests) == 4
        assert server.asked() == [request.body for request in server.requests]


@pytest.mark.loopback
def test_answers_come_in_the_order_of_the_script():
    thought = says(thinks("hm", signature="known"), calls("draw", {"a": 1}))
    with serving_messages(thought, refuses(529, "overloaded_error", "Overloaded")) as server:
        assert post(server).content == thought.content
        assert reason(post(server)) == (529, "Overloaded")
        assert post(server).status_code == 500
        server.answer = lambda body: says(text(body["messages"][-1]["content"]))
        assert b"Add a cache." in b"".join(post(server).content.split(b'"}}'))


@pytest.mark.loopback
def test_pieces_are_written_where_they_were_cut():
    answer = cut_at(says(text("Grüße")), 1, 5, 400)
    assert b"".join(answer.pieces) == answer.content
    with serving_messages(answer) as server, socket.create_connection(("127.0.0.1", port(server))) as connection:
        body = json.dumps(GOOD).encode()
        head = f"POST /v1/messages HTTP/1.1\r\nx-api-key: {KEY}\r\nanthropic-version: 1\r\ncontent-length: {len(body)}"
        connection.sendall(f"{head}\r\n\r\n".encode() + body)
        received = b""
        while not received.endswith(b"\r\n0\r\n\r\n"):
            received += connection.recv(65_536)
    sizes = [len(piece) for piece in answer.pieces]
    chunks = received.partition(b"\r\n\r\n")[2]
    for size, piece in zip(sizes, answer.pieces, strict=True):
        assert chunks.startswith(b"%x\r\n%s\r\n" % (size, piece))
        chunks = chunks[len(b"%x\r\n" % size) + size + 2 :]


def port(server):
    return urlsplit(server.address).port


@pytest.mark.loopback
def test_a_connection_breaks_off_after_so_many_bytes():
    answer = says(text("Hello"))
    offset = length_of(answer, 2)
    with serving_messages(breaks_off(answer, after=offset)) as server:
        headers = {"x-api-key": KEY, "anthropic-version": "1"}
        response = requests.post(f"{server.address}/v1/messages", json=GOOD, headers=headers, stream=True, timeout=20)
        received = b""
        with pytest.raises(requests.exceptions.ChunkedEncodingError):
            for piece in response.iter_content(None):
                received += piece
    assert received == answer.content[:offset]


@pytest.mark.loopback
def test_an_answer_waits_until_it_may_go_on_and_notices_who_leaves():
    answer = says(text("Hello"))
    with serving_messages(waits(answer, after=100), waits(answer, after=100)) as server:
        headers = {"x-api-key": KEY, "anthropic-version": "1"}
        asked = {"json": GOOD, "headers": headers, "stream": True, "timeout": 20}
        left = requests.post(f"{server.address}/v1/messages", **asked)
        assert server.waiting.wait(20)
        left.close()
        assert server.left.wait(20)
        stayed = requests.post(f"{server.address}/v1/messages", **asked)
        server.go_on()
        assert stayed.content == answer.content


def test_a_stream_that_fails_ends_with_the_error():
    failing = fails_after(says(text("Hello")), events=2)
    last = json.loads(failing.content.split(b"data: ")[-1])
    assert last["error"] == {"type": "overloaded_error", "message": "Overloaded"}
    assert failing.content.count(b"event: ") == 3
