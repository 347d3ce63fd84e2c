"""What may be asked of the relay, and what is refused before anything is held or sent."""

from __future__ import annotations

import json
from typing import Any

import pytest

from infrasketch_desktop.credits.prices import default_prices
from licensing_server.relay.errors import RelayError
from licensing_server.relay.orders import Limits, Order, find_tier, read_order
from tests.support.relays import HAIKU, SONNET, question

ALLOWED = Limits(body_bytes=512 * 1024, tokens=16_000)
USER = {"role": "user", "content": "Hello"}
DRAWN = '<diagram>\n{"nodes":[{"id":"api"}]}\n</diagram>'
SCHEMA = {"type": "object", "properties": {"a": {"type": "string"}}}


def _order(body: Any, headers: dict[str, str] | None = None, limits: Limits = ALLOWED) -> Order:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return read_order(headers or {}, content, default_prices(), limits, lambda: "made")


def _refusal(body: Any, headers: dict[str, str] | None = None) -> RelayError:
    with pytest.raises(RelayError) as caught:
        _order(body, headers)
    return caught.value


def test_a_turn_of_the_assistant_passes_as_it_is() -> None:
    """With everything that it consists of: cached parts, tools, their calls and results, and thoughts sent back."""
    cached = {"cache_control": {"type": "ephemeral"}}
    blocks = [
        {"type": "thinking", "thinking": "Hm", "signature": "c2ln"},
        {"type": "redacted_thinking", "data": "ZGF0YQ=="},
        {"type": "text", "text": "Adding", "citations": None},
        {"type": "tool_use", "id": "toolu_1", "name": "apply", "input": {"b": [1, 2.5, None], "a": "ü"}},
    ]
    result = {"type": "tool_result", "tool_use_id": "toolu_1", "content": [{"type": "text", "text": "no"}]}
    body = {
        "model": SONNET,
        "system": [{"type": "text", "text": "You draw", **cached}, {"type": "text", "text": DRAWN}],
        "tools": [{"name": "apply", "description": "Applies", "input_schema": SCHEMA, "strict": True, **cached}],
        "tool_choice": {"type": "auto"},
        "thinking": {"type": "adaptive", "display": "omitted"},
        "messages": [
            USER,
            {"role": "assistant", "content": blocks},
            {"role": "user", "content": [result | {"is_error": True} | cached]},
        ],
        "max_tokens": 4000,
        "stream": True,
    }

    order = _order(body)

    assert json.loads(order.content) == body
    assert (order.op, order.item, order.tier, order.model, order.stream) == ("made", "ai.chat", "sonnet", SONNET, True)


@pytest.mark.parametrize(
    "more",
    [
        {"temperature": 0.5},
        {"top_p": 0.9},
        {"top_k": 5},
        {"stop_sequences": ["x"]},
        {"metadata": {"user_id": "me"}},
        {"service_tier": "auto"},
        {"container": "c"},
        {"mcp_servers": [{"type": "url", "url": "https://example.com", "name": "x"}]},
        {"context_management": {}},
        {"inference_geo": "us"},
        {"speed": "fast"},
        {"cache_control": {"type": "ephemeral"}},
        {"tools": [{"type": "web_search_20250305", "name": "web_search"}]},
        {"tools": [{"type": "code_execution_20250825", "name": "code_execution"}]},
        {"tools": [{"name": "a", "input_schema": SCHEMA, "defer_loading": True}]},
        {"tool_choice": {"type": "any"}},
        {"tool_choice": {"type": "tool", "name": "a"}},
        {"system": [{"type": "text", "text": "x", "cache_control": {"type": "ephemeral", "ttl": "1h"}}]},
        {"messages": [{"role": "system", "content": "x"}]},
        {"messages": []},
        {"max_tokens": 0},
        {"max_tokens": "9"},
        {"stream": "yes"},
        {"thinking": {"type": "enabled", "budget_tokens": 1024}},  # max_tokens is 1000
    ],
)
def test_what_the_price_does_not_cover_is_refused(more: dict[str, Any]) -> None:
    error = _refusal(question(**more))

    assert (error.status, error.body()["type"], error.body()["error"]["type"]) == (
        400,
        "error",
        "invalid_request_error",
    )
    assert next(iter(more)) in error.message


@pytest.mark.parametrize(
    "block",
    [
        {"type": "image", "source": {"type": "url", "url": "https://example.com/a.png"}},
        {"type": "document", "source": {"type": "file", "file_id": "file_1"}},
        {"type": "server_tool_use", "id": "a", "name": "web_search", "input": {}},
        {"type": "mcp_tool_use", "id": "a", "name": "b", "input": {}, "server_name": "c"},
        {"type": "container_upload", "file_id": "file_1"},
        {"type": "search_result", "source": "a", "title": "b", "content": []},
        {"type": "tool_use", "id": "a", "name": "b", "input": {}, "caller": {"type": "code_execution_20250825"}},
        {"type": "tool_result", "tool_use_id": "a", "content": [{"type": "image", "source": {}}]},
    ],
)
def test_blocks_that_bring_something_else_than_words_are_refused(block: dict[str, Any]) -> None:
    error = _refusal(question(messages=[{"role": "user", "content": [block]}]))

    assert error.status == 400
    assert "messages.0.content" in error.message
    assert "example.com" not in error.message


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"X-InfraSketch-Item": "export.png"}, "unknown_item"),
        ({"X-InfraSketch-Item": "ai.chat+ai.chat"}, "unknown_item"),
        ({"X-InfraSketch-Op": ""}, "invalid_op"),
        ({"X-InfraSketch-Op": "a/b"}, "invalid_op"),
        ({"X-InfraSketch-Op": "x" * 65}, "invalid_op"),
        ({"anthropic-version": "2099-01-01"}, "unknown_version"),
        ({"anthropic-beta": "files-api-2025-04-14"}, "unknown_beta"),
        ({"anthropic-beta": "interleaved-thinking-2025-05-14,mcp-client-2025-11-20"}, "unknown_beta"),
    ],
)
def test_headers_are_judged(headers: dict[str, str], code: str) -> None:
    assert (_refusal(question(), headers).code, _refusal(question(), headers).status) == (code, 400)


def test_a_model_without_a_price_is_not_asked() -> None:
    error = _refusal(question("claude-opus-4-1"))

    assert (error.status, error.code) == (404, "unknown_model")
    assert SONNET in error.message


def test_every_model_of_the_price_list_belongs_to_its_tier() -> None:
    prices = default_prices()

    assert [find_tier(prices, model).id for model in (HAIKU, SONNET)] == ["haiku", "sonnet"]


def test_sizes_are_bounded() -> None:
    large = "x" * (128 * 1024)
    tool = {"name": "a", "description": large, "input_schema": SCHEMA}
    many = [{"name": f"a{number}", "input_schema": SCHEMA} for number in range(33)]

    assert _refusal(question(system=large)).status == 400
    assert _refusal(question(tools=[tool])).status == 400
    assert _refusal(question(tools=many)).status == 400
    assert _refusal(question(messages=[USER] * 401)).status == 400
    with pytest.raises(RelayError) as caught:
        _order(question(), limits=Limits(10, 16_000))
    assert (caught.value.status, caught.value.code) == (413, "too_large")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"\xff",
        b'{"model": "\\ud800"}',
        b"[" * 200_000,
        b'{"messages":' * 40_000,
        json.dumps(question(tools=[{"name": "a", "input_schema": {}}]))
        .replace("{}", '{"a":' * 500 + "1" + "}" * 500)
        .encode(),
    ],
)
def test_hostile_json_is_refused(content: bytes) -> None:
    error = _refusal(content)

    assert error.status == 400
    assert len(error.message) < 1000


def test_a_refusal_names_fields_and_repeats_nothing() -> None:
    secret = "sk-ant-swordfish"
    body = question(messages=[{"role": secret, "content": [{"type": secret}]}], max_tokens=secret, system={"a": secret})

    assert secret not in _refusal(body).message
