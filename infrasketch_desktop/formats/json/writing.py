"""Writes a diagram as JSON for other programs."""

from __future__ import annotations

import json
from collections.abc import Mapping

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.plain import Plain, codec, plain_number
from infrasketch_desktop.diagram.records import Node, Note, Record
from infrasketch_desktop.formats.json import FORMAT, VERSION
from infrasketch_desktop.formats.result import Written

_to_text = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def write(diagram: Diagram) -> Written:
    """`diagram` as JSON, one record on a line; nothing is lost."""
    sheet = diagram.sheet
    about = {"title": sheet.title, "direction": str(sheet.direction), "edge_style": str(sheet.edge_style)}
    parts = (
        _to_text({"format": FORMAT, "version": VERSION})[1:-1],
        _to_text(about)[1:-1],
        _list("groups", diagram.groups),
        _list("nodes", diagram.nodes),
        _list("notes", diagram.notes),
        _list("edges", diagram.edges),
        _list("document", diagram.passages),
    )
    text = ",\n".join(parts)
    # Half a surrogate pair has no UTF-8 form; written as \\udxxx it is a JSON escape and comes back as it was.
    return Written(f"{{{text}}}\n".encode("utf-8", "backslashreplace"))


def _list(name: str, records: Mapping[str, Record]) -> str:
    lines = ",\n".join(_to_text(_plain(records[key])) for key in sorted(records))
    return f'"{name}": [\n{lines}\n]' if lines else f'"{name}": []'


def _plain(record: Record) -> dict[str, Plain]:
    """Its fields, and even at their defaults the place and size, which no other program could guess."""
    plain = codec(type(record)).encode(record)
    if isinstance(record, Node | Note):
        for side in ("x", "y", "width", "height"):
            plain.setdefault(side, plain_number(getattr(record, side)))
    return plain
