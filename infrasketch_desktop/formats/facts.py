"""What our text exports say in comments, so that a round trip keeps what the other tool has no words for.

The form is one comment line `infrasketch: {…}` with a JSON object, right before the statement it speaks of: any of
`id`, `kind`, `technology`, `description`, `inputs`, `outputs`, `notes` of a node; `id`, `kind`, `animated` of an edge;
`id` of a group. Other tools skip it as a comment; without it, or with a damaged one, the statement reads as anyone's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from infrasketch_desktop.diagram.operations import UpdateEdge, UpdateGroup, UpdateNode, UpdateSheet
from infrasketch_desktop.diagram.plain import Codec, PlainError, codec
from infrasketch_desktop.diagram.records import Edge, Group, Node, Sheet
from infrasketch_desktop.formats.names import clean_label

MARK = "infrasketch:"
MAX_FACTS = 100_000
"""Characters of one comment; the longest record stays below it."""

_UNSAFE = re.compile(r"[%\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_CODEC: dict[str, Codec[Any]] = {
    "node": codec(UpdateNode),
    "edge": codec(UpdateEdge),
    "group": codec(UpdateGroup),
    "sheet": codec(UpdateSheet),
}

Facts = Mapping[str, Any]


def facts_of(record: Node | Edge | Group | Sheet, *fields: str) -> dict[str, Any]:
    """Those of `fields` that are not at their default, as plain values."""
    plain = codec(type(record)).encode(record)
    return {name: plain[name] for name in fields if name in plain}


def facts_comment(facts: Facts) -> str:
    """The text of a comment; "" without facts. It is one line, and `%` stands nowhere in it."""
    if not facts:
        return ""
    text = json.dumps(facts, ensure_ascii=False, separators=(", ", ": "))
    return f"{MARK} {_UNSAFE.sub(_escape, text)}"


def facts_in(comment: str) -> dict[str, Any] | None:
    """The facts in the text of a comment; None when it is an ordinary one, or damaged."""
    text = comment.strip()
    if not text.startswith(MARK) or len(text) > MAX_FACTS:
        return None
    try:
        plain = json.loads(text.removeprefix(MARK))
    except (ValueError, RecursionError):
        return None
    return _cleaned(plain) if isinstance(plain, dict) else None


def stated(sort: str, facts: Facts) -> dict[str, Any]:
    """The facts of a “node”, “edge”, “group” or “sheet” as field values; what does not fit its field is left out."""
    values = {}
    for name, plain in facts.items():
        try:
            update = _CODEC[sort].decode({name: plain} if sort == "sheet" else {"id": "x", name: plain})
        except PlainError:
            continue
        if name != "id":
            values[name] = getattr(update, name)
    return values


def _escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def _cleaned(plain: Any) -> Any:
    """`plain` with every text cleaned; facts are flat, so what is nested deeper goes."""
    if isinstance(plain, str):
        return clean_label(plain)
    if isinstance(plain, dict):
        return {clean_label(name): _cleaned(value) for name, value in plain.items() if not isinstance(value, dict)}
    if isinstance(plain, list):
        return [clean_label(item) for item in plain if isinstance(item, str)]
    return plain
