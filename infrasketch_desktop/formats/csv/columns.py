"""The columns of our table, the other names they go by, and texts that must not run as formulas."""

from __future__ import annotations

import re
from collections.abc import Sequence

COLUMNS = (
    "type", "id", "label", "kind", "technology", "description", "group", "source", "target",
    "x", "y", "width", "height", "notes",
)  # fmt: skip
TYPES = ("diagram", "group", "node", "note", "edge")

_OTHER_NAMES = {
    "id": ("key", "identifier", "node id"),
    "label": ("name", "title", "component", "node", "service", "text", "component name", "service name", "node name"),
    "kind": ("category", "component type", "node type", "role", "shape"),
    "technology": ("tech", "stack", "tech stack", "framework", "product", "technologies"),
    "description": ("desc", "purpose", "details", "summary", "responsibility"),
    "group": ("parent", "container", "cluster", "zone", "boundary", "subsystem", "domain", "area", "layer"),
    "source": ("from", "src", "caller", "consumer", "source id", "source name", "start"),
    "target": ("to", "dst", "dest", "destination", "callee", "provider", "target id", "target name", "end"),
    "x": ("left", "pos x", "position x"),
    "y": ("top", "pos y", "position y"),
    "width": ("w",),
    "height": ("h",),
    "notes": ("note", "comment", "comments", "remarks", "remark"),
}
_EDGE_LABELS = ("protocol", "relationship", "relation", "interaction", "via", "message", "action", "edge", "flow")
"""Columns that name what flows, in a list of edges that has no label."""

_BY_NAME = {other: name for name, others in _OTHER_NAMES.items() for other in others}
_DANGEROUS = r"[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]"
_RUNS = re.compile(rf"'*{_DANGEROUS}")
_GUARDED = re.compile(rf"'+{_DANGEROUS}")


def columns_in(header: Sequence[str]) -> dict[str, int]:
    """Where each column of ours stands in a table with this header; unknown columns are left out."""
    names = [" ".join(re.split(r"[\W_]+", cell.lower())).strip() for cell in header]
    found = {name: names.index(name) for name in COLUMNS if name in names}
    for index, name in enumerate(names):
        if name in _BY_NAME:
            found.setdefault(_BY_NAME[name], index)
    if "source" in found and "label" not in found:
        flows = [names.index(name) for name in _EDGE_LABELS if name in names]
        found |= {"label": flows[0]} if flows else {}
    return found


def guarded(text: str) -> str:
    """`text` as no spreadsheet runs it."""
    return f"'{text}" if _RUNS.match(text) else text


def unguarded(cell: str) -> str:
    """The text behind a cell that may be guarded."""
    return cell[1:] if _GUARDED.match(cell) else cell
