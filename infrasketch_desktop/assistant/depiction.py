"""A diagram as compact JSON for a model: ids and meaning, no places, secrets masked, bounded, and never able to leave
the fence it is put into.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.differences import PLACEMENT_FIELDS
from infrasketch_desktop.diagram.record_plain import record_to_plain
from infrasketch_desktop.diagram.records import Record
from infrasketch_desktop.review.secrets import masked

MOST_CHARACTERS = 150_000
"""Of the diagram in one request, about 50,000 tokens; a larger diagram loses its long texts first, then parts."""

_LEFT_OUT = PLACEMENT_FIELDS | {"origin", "basis"}
_LONG = frozenset({"description", "notes", "inputs", "outputs"})
_FENCES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})
_TYPES = {"group": "groups", "node": "nodes", "note": "notes", "edge": "edges", "passage": "passages"}


def depicted(diagram: Diagram, focus: Collection[str] = ()) -> str:
    """The diagram as one JSON object. No text in it can end the tags around it: `<`, `>` and `&` are escaped.

    Where it would be too long, descriptions go first, except those of `focus`, then the parts farthest down.
    """
    focus = frozenset(focus)
    plain = {record.id: _plain(record) for record in diagram}
    if (text := _written(plain)) and len(text) <= MOST_CHARACTERS:
        return text
    for record_id, values in plain.items():
        if record_id not in focus:
            plain[record_id] = {name: value for name, value in values.items() if name not in _LONG}
    if (text := _written(plain)) and len(text) <= MOST_CHARACTERS:
        return text
    return _written(dict(_fitting(diagram, plain, focus)), len(plain))


def fenced(tag: str, text: str) -> str:
    """`text` as data between tags. It must not hold `<`: see `depicted` and `escaped`."""
    return f"<{tag}>\n{text}\n</{tag}>"


def escaped(value: Any) -> str:
    """A plain value as JSON that can stand in a fence."""
    return _dumped(value)


def _plain(record: Record) -> dict[str, Any]:
    return {name: _masked(value) for name, value in record_to_plain(record).items() if name not in _LEFT_OUT}


def _masked(value: Any) -> Any:
    if isinstance(value, str):
        return masked(value)
    return [_masked(item) for item in value] if isinstance(value, list) else value


def _fitting(
    diagram: Diagram, plain: Mapping[str, dict[str, Any]], focus: Collection[str]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """As many records as there is room for, those of the focus and their neighbours first."""
    near = {other for i in focus for e in diagram.incident(i) for other in (e, *_ends(diagram, e))}
    size = 0
    for record_id in sorted(plain, key=lambda i: (i not in focus, i not in near)):
        size += len(_dumped(plain[record_id])) + 1
        if size > MOST_CHARACTERS:
            return
        yield record_id, plain[record_id]


def _ends(diagram: Diagram, edge_id: str) -> tuple[str, str]:
    edge = diagram.edges[edge_id]
    return edge.source, edge.target


def _written(plain: Mapping[str, dict[str, Any]], of: int = 0) -> str:
    """Records by type, one a line, so that a change of one keeps the rest alike."""
    lines = []
    for record_type, name in _TYPES.items():
        rows = [_dumped(_untyped(values)) for values in plain.values() if values["type"] == record_type]
        if rows:
            lines.append(f'"{name}":[\n' + ",\n".join(rows) + "\n]")
    sheet = next((values for values in plain.values() if values["type"] == "sheet"), {})
    if rest := {name: value for name, value in sheet.items() if name not in ("type", "id")}:
        lines.insert(0, f'"sheet":{_dumped(rest)}')
    if of > len(plain):
        lines.append(f'"not_shown":{of - len(plain)}')
    return "{" + ",\n".join(lines) + "}"


def _untyped(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != "type"}


def _dumped(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace").decode().translate(_FENCES)
