"""What a tool gives back: compact JSON or text, bounded, with what looks like a secret left out; or a picture."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from infrasketch_desktop.mcp.errors import ToolError
from infrasketch_desktop.review.secrets import masked

MAX_CHARACTERS = 400_000
"""Of one answer; about 100,000 tokens, more than an assistant can work with at once."""


@dataclass(frozen=True, slots=True)
class Answer:
    """`text` is for the assistant, `png` a picture beside it."""

    text: str
    png: bytes = b""


def json_answer(value: Mapping[str, Any], png: bytes = b"") -> Answer:
    """`value` as compact JSON. Raises ToolError when it is too long to be read."""
    return Answer(_bounded(json.dumps(without_secrets(value), ensure_ascii=False, separators=(",", ":"))), png)


def text_answer(text: str) -> Answer:
    """`text` as it is. Raises ToolError when it is too long to be read."""
    return Answer(_bounded(masked(text)))


def without_secrets(value: Any) -> Any:
    """`value` with everything that looks like a secret replaced by dots, in each text by itself."""
    match value:
        case str():
            return masked(value)
        case Mapping():
            return {key: without_secrets(part) for key, part in value.items()}
        case list() | tuple():
            return [without_secrets(part) for part in value]
        case _:
            return value


def _bounded(text: str) -> str:
    if len(text) > MAX_CHARACTERS:
        raise ToolError(
            f"The answer has {len(text):,} characters; at most {MAX_CHARACTERS:,} are given at once.",
            advice="Ask for a part of it.",
        )
    return text.encode("utf-8", "replace").decode()  # half a surrogate pair has no form on the wire
