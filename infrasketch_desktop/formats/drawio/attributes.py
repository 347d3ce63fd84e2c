"""The attributes in which our records survive a visit to draw.io; the form stands in the docstring of the package."""

from __future__ import annotations

import json
from typing import Any

from infrasketch_desktop.diagram.records import Edge, Group, Node, Note, Record, Sheet
from infrasketch_desktop.formats.drawio.cells import Cell
from infrasketch_desktop.formats.facts import facts_of
from infrasketch_desktop.formats.names import clean_label

MARK = "infrasketch"
MAX_LIST = 100_000
"""Characters of a list of inputs or outputs."""

_RESERVED = ("0", "1")
"""Ids of the two cells that every page begins with."""
_PREFIX = "CELL-"
_TEXTS = ("kind", "technology", "description", "notes")
_LISTS = ("inputs", "outputs")


def cell_id(record_id: str) -> str:
    """The id of the cell for a record: its own, unless draw.io needs that for itself."""
    return f"{_PREFIX}{record_id}" if record_id in _RESERVED else record_id


def plain_id(cell: Cell) -> str:
    """The id of the record behind one of our cells."""
    return cell.id.removeprefix(_PREFIX)


def attributes_of(record: Record) -> dict[str, str]:
    """What a cell says of `record` beside its label, style and geometry."""
    found = {MARK: type(record).__name__.lower()}
    match record:
        case Node():
            facts = facts_of(record, *_TEXTS, *_LISTS)
            found |= {name: value if isinstance(value, str) else json.dumps(value) for name, value in facts.items()}
        case Edge():
            found |= {"kind": record.kind.value}
            found |= {"animated": "1"} if record.animated else {}
        case Sheet():
            found |= facts_of(record, "title", "direction", "edge_style")
        case Group() | Note():
            pass
    return found


def facts_of_cell(cell: Cell) -> dict[str, Any]:
    """The facts that one of our cells states; of other cells only a kind that fits."""
    stated = cell.attributes
    if not cell.ours:
        return {"kind": stated["kind"]} if "kind" in stated else {}
    found: dict[str, Any] = {name: clean_label(stated[name]) for name in _TEXTS if name in stated}
    found |= {name: _list(stated[name]) for name in _LISTS if name in stated}
    if stated.get("animated") == "1":
        found["animated"] = True
    return found


def sheet_facts(cell: Cell) -> dict[str, Any]:
    names = ("title", "direction", "edge_style")
    return {name: clean_label(cell.attributes[name]) for name in names if name in cell.attributes}


def _list(text: str) -> list[str]:
    try:
        plain = json.loads(text) if len(text) <= MAX_LIST else []
    except (ValueError, RecursionError):
        return []
    return [clean_label(item)[:500] for item in plain if isinstance(item, str)] if isinstance(plain, list) else []
