"""What the Messages API refuses, in its own words: the fake answers 400 where the real one would.

The rules follow the pages “Messages”, “Errors”, “Tool use”, “Extended thinking” and “Prompt caching” of the API's
documentation, as they hold for current models (no prefill, no forced choice of a tool) in the version 2026-10-21, in
which sampling parameters are unknown fields (page “Migrating to API version 2026-10-21”).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_COUNTED = {
    "model",
    "messages",
    "system",
    "tools",
    "tool_choice",
    "cache_control",
    "output_config",
    "speed",
    "thinking",
}
_CREATING = {"max_tokens", "stream", "container", "diagnostics", "inference_geo", "metadata", "service_tier"}
_FIELDS = _COUNTED | _CREATING | {"stop_sequences"}
_BLOCK_FIELDS = {
    "text": {"text", "cache_control", "citations"},
    "tool_use": {"id", "name", "input", "cache_control", "caller"},
    "tool_result": {"tool_use_id", "content", "is_error", "cache_control"},
    "thinking": {"thinking", "signature"},
    "redacted_thinking": {"data"},
    "image": {"source", "cache_control"},
    "document": {"source", "cache_control", "title", "context", "citations"},
}
_MOST_CACHED = 4
_TOOL_NAME = re.compile(r"[a-zA-Z0-9_-]{1,128}")
_TOOL_ID = re.compile(r"[a-zA-Z0-9_-]+")


def complaint(body: Any, signatures: frozenset[str], *, counting: bool = False) -> str | None:
    """The message of the 400 that the real API would answer with; None for a request that it takes.

    `signatures` are those of the thinking blocks that this server gave out: others are refused.
    """
    return next(_complaints(body, signatures, counting=counting), None)


def _complaints(body: Any, signatures: frozenset[str], *, counting: bool) -> Iterator[str]:
    if not isinstance(body, Mapping):
        yield "The request body is not valid JSON"
        return
    for name in ("model", "messages") if counting else ("model", "max_tokens", "messages"):
        if name not in body:
            yield f"{name}: Field required"
            return
    yield from (
        f"{name}: Extra inputs are not permitted" for name in body if name not in (_COUNTED if counting else _FIELDS)
    )
    if not counting and not (type(body["max_tokens"]) is int and body["max_tokens"] > 0):
        yield "max_tokens: Input should be greater than or equal to 1"
    yield from _of_system(body.get("system", ()))
    yield from _of_tools(body.get("tools", ()), body.get("tool_choice"))
    yield from _of_messages(body["messages"], signatures)
    if (cached := _count_cached(body)) > _MOST_CACHED:
        yield f"A maximum of 4 blocks with cache_control may be provided. Found {cached}."


def _of_system(system: Any) -> Iterator[str]:
    if isinstance(system, str):
        return
    for index, block in enumerate(system):
        if set(block) - {"type", "text", "cache_control", "citations"} or block.get("type") != "text":
            yield f"system.{index}: Input should be a valid text block"
        elif not block["text"]:
            cached = "cache_control" in block
            yield (
                f"system.{index}: cache_control cannot be set for empty text blocks"
                if cached
                else "system: text content blocks must be non-empty"
            )


def _of_tools(tools: Sequence[Any], choice: Any) -> Iterator[str]:
    names = [tool.get("name") for tool in tools]
    for index, tool in enumerate(tools):
        if not _TOOL_NAME.fullmatch(str(tool.get("name"))):
            yield f"tools.{index}.custom.name: String should match pattern '^[a-zA-Z0-9_-]{{1,128}}$'"
        if tool.get("input_schema", {}).get("type") != "object":
            yield f"tools.{index}.custom.input_schema.type: Field required"
        extra = set(tool) - {"type", "name", "description", "input_schema", "cache_control", "strict"}
        yield from (f"tools.{index}.custom.{name}: Extra inputs are not permitted" for name in sorted(extra))
    if len(set(names)) != len(names):
        yield "tools: Tool names must be unique."
    if choice is not None and not tools:
        yield "tool_choice: may only be specified while providing tools"
    if choice is not None and choice.get("type") not in ("auto", "none"):
        yield f"tool_choice: type “{choice.get('type')}” is not supported by this model. Use “auto”."


def _of_messages(messages: Sequence[Any], signatures: frozenset[str]) -> Iterator[str]:
    if not messages:
        yield "messages: at least one message is required"
        return
    for index, message in enumerate(messages):
        if message.get("role") not in ("user", "assistant"):
            yield f"messages.{index}.role: Input should be 'user' or 'assistant'"
            return
        extra = sorted(set(message) - {"role", "content"})
        yield from (f"messages.{index}.{name}: Extra inputs are not permitted" for name in extra)
        if not message.get("content"):
            yield f"messages.{index}: all messages must have non-empty content"
            return
        yield from _of_blocks(f"messages.{index}.content", message, signatures)
    if messages[0]["role"] != "user":
        yield 'messages: first message must use the "user" role'
    if messages[-1]["role"] == "assistant":
        yield "This model does not support assistant message prefill. The conversation must end with a user message."
    yield from _of_results(messages)


def _of_blocks(place: str, message: Mapping[str, Any], signatures: frozenset[str]) -> Iterator[str]:
    for index, block in enumerate(_blocks(message)):
        where, kind = f"{place}.{index}", block.get("type")
        if kind not in _BLOCK_FIELDS:
            yield f"{where}: Input tag '{kind}' found using 'type' does not match any of the expected tags"
            return
        extra = set(block) - _BLOCK_FIELDS[kind] - {"type"}
        yield from (f"{where}.{kind}.{name}: Extra inputs are not permitted" for name in sorted(extra))
        yield from _of_block(where, message["role"], block, signatures)


def _of_block(where: str, role: str, block: Mapping[str, Any], signatures: frozenset[str]) -> Iterator[str]:
    match block["type"]:
        case "text" if not block.get("text"):
            yield "messages: text content blocks must be non-empty"
        case "text" if not block["text"].strip():
            yield "messages: text content blocks must contain non-whitespace text"
        case "tool_use" if role != "assistant":
            yield f"{where}: `tool_use` blocks can only be in `assistant` messages"
        case "tool_result" if role != "user":
            yield f"{where}: `tool_result` blocks can only be in `user` messages"
        case "tool_use" if not isinstance(block.get("input"), Mapping):
            yield f"{where}.tool_use.input: Input should be a valid dictionary"
        case "tool_use" if not _TOOL_ID.fullmatch(str(block.get("id"))):
            yield f"{where}.tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$'"
        case "thinking" if block.get("signature") not in signatures:
            yield f"{where}: Invalid `signature` in `thinking` block"


def _of_results(messages: Sequence[Any]) -> Iterator[str]:
    """Each call of a tool is answered at the beginning of the very next message, and nothing else is."""
    asked: list[str] = []
    for index, message in enumerate(messages):
        blocks = _blocks(message)
        given = [block.get("tool_use_id") for block in blocks if block["type"] == "tool_result"]
        first = [block.get("tool_use_id") for block in blocks[: len(given)]]
        if open_ := [id_ for id_ in asked if id_ not in first]:
            yield (
                f"messages.{index - 1}: `tool_use` ids were found without `tool_result` blocks immediately after: "
                f"{', '.join(open_)}. Each `tool_use` block must have a corresponding `tool_result` block in the next "
                "message."
            )
        if strange := [str(id_) for id_ in given if id_ not in asked]:
            yield (
                f"messages.{index}.content.0: unexpected `tool_use_id` found in `tool_result` blocks: "
                f"{', '.join(strange)}. Each `tool_result` block must have a corresponding `tool_use` block in the "
                "previous message."
            )
        asked = [block["id"] for block in blocks if block["type"] == "tool_use"]
        if len(set(asked)) != len(asked):
            yield f"messages.{index}: `tool_use` ids must be unique"


def _blocks(message: Mapping[str, Any]) -> list[Any]:
    content = message["content"]
    return [{"type": "text", "text": content}] if isinstance(content, str) else list(content)


def _count_cached(value: Any) -> int:
    if isinstance(value, Mapping):
        return ("cache_control" in value) + sum(_count_cached(inner) for inner in value.values())
    if isinstance(value, list | tuple):
        return sum(_count_cached(inner) for inner in value)
    return 0
