"""What the fields of records and their closed values are called, in the language in force."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.diagram.records import Edge, Group, Node, Note, Passage, Record, Sheet
from infrasketch_desktop.language import later, tr

_FIELDS = {
    "animated": later("animated"),
    "basis": later("basis"),
    "block": later("block"),
    "chapter": later("chapter"),
    "collapsed": later("collapsed"),
    "description": later("description"),
    "direction": later("direction"),
    "edge_style": later("edge style"),
    "element": later("element"),
    "group": later("group"),
    "height": later("height"),
    "input or output": later("input or output"),
    "inputs": later("inputs"),
    "kind": later("kind"),
    "label": later("label"),
    "label_at": later("label at"),
    "label_pinned": later("label pinned"),
    "locked": later("locked"),
    "notes": later("notes"),
    "origin": later("origin"),
    "outputs": later("outputs"),
    "pinned": later("pinned"),
    "route": later("route"),
    "source": later("source"),
    "target": later("target"),
    "technology": later("technology"),
    "text": later("text"),
    "title": later("title"),
    "waypoints": later("waypoints"),
    "width": later("width"),
}

_VALUES = frozenset(
    (
        later("request"),
        later("data"),
        later("event"),
        later("replication"),
        later("down"),
        later("right"),
        later("orthogonal"),
        later("curved"),
        later("straight"),
        *(kind.noun for kind in NodeKind),
        later("load_balancer"),
        later("external"),
    )
)


_TYPES: Mapping[type, str] = {
    Edge: later("edge"),
    Group: later("group"),
    Node: later("node"),
    Note: later("note"),
    Passage: later("passage"),
    Sheet: later("sheet"),
}


def type_name(record: Record) -> str:
    """What sort of thing a record is, such as “node”."""
    return sort_name(type(record))


def sort_name(cls: type) -> str:
    """What the records of a class are called, such as “node”; nothing for any other class."""
    return tr(_TYPES.get(cls, ""))


def field_name(name: str) -> str:
    """Such as “edge style”; coordinates, and fields that no record has, as they are."""
    return tr(_FIELDS.get(name, "")) or name.replace("_", " ")


def value_name(value: StrEnum) -> str:
    """A value within a sentence, such as “event”."""
    return tr(value.value) if value.value in _VALUES else value.value
