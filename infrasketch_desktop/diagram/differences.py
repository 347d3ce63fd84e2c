"""What tells two diagrams apart, element by element: added, changed, moved, removed.

Ids say what is the same element. A change of content (what the system is) is told apart from one of mere placement
(how the drawing of it lies), because a layout may move everything and mean nothing by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum

from infrasketch_desktop.diagram.captions import caption
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.field_names import field_name, value_name
from infrasketch_desktop.diagram.geometry import Point
from infrasketch_desktop.diagram.plain import plain_number
from infrasketch_desktop.diagram.records import Group, Node, Record
from infrasketch_desktop.language import chained, listed, quoted, tr

PLACEMENT_FIELDS = frozenset(
    {
        "x",
        "y",
        "width",
        "height",
        "z",
        "pinned",
        "locked",
        "collapsed",
        "waypoints",
        "route",
        "label_at",
        "label_pinned",
    }
)
"""Fields that say how an element is drawn and held, not what it is."""

_REFERENCES = frozenset({"source", "target", "group", "element"})
_SIGNS = {"added": "+", "changed": "~", "moved": ">", "removed": "-"}
_LONGEST_VALUE = 60


class Sort(StrEnum):
    """What became of an element."""

    ADDED = "added"
    CHANGED = "changed"
    MOVED = "moved"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a record that both diagrams have."""

    name: str
    before: object
    after: object

    @property
    def is_placement(self) -> bool:
        return self.name in PLACEMENT_FIELDS


@dataclass(frozen=True, slots=True)
class Difference:
    """One element that differs. `fields` are those that changed, in the order of the record; empty when it came, went
    or became a record of another type.
    """

    id: str
    before: Record | None
    after: Record | None
    fields: tuple[FieldChange, ...] = ()

    @property
    def sort(self) -> Sort:
        if self.before is None:
            return Sort.ADDED
        if self.after is None:
            return Sort.REMOVED
        return Sort.MOVED if self.fields and all(field.is_placement for field in self.fields) else Sort.CHANGED

    @property
    def content(self) -> tuple[FieldChange, ...]:
        """The changed fields that are more than placement."""
        return tuple(field for field in self.fields if not field.is_placement)


@dataclass(frozen=True, slots=True)
class Differences:
    """All differences from `before` to `after`: first groups, then nodes, notes, edges, passages and the sheet."""

    before: Diagram
    after: Diagram
    items: tuple[Difference, ...]

    def __bool__(self) -> bool:
        return bool(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[Difference]:
        return iter(self.items)

    @property
    def by_id(self) -> Mapping[str, Difference]:
        return {item.id: item for item in self.items}

    @property
    def added(self) -> tuple[Difference, ...]:
        return self.of(Sort.ADDED)

    @property
    def changed(self) -> tuple[Difference, ...]:
        """Those whose content changed, whether they moved as well or not."""
        return self.of(Sort.CHANGED)

    @property
    def moved(self) -> tuple[Difference, ...]:
        """Those that are what they were and only lie or look otherwise."""
        return self.of(Sort.MOVED)

    @property
    def removed(self) -> tuple[Difference, ...]:
        return self.of(Sort.REMOVED)

    @property
    def content(self) -> Differences:
        """Without those that only moved."""
        return Differences(self.before, self.after, tuple(i for i in self.items if i.sort is not Sort.MOVED))

    def of(self, sort: Sort) -> tuple[Difference, ...]:
        return tuple(item for item in self.items if item.sort is sort)


def differences(before: Diagram, after: Diagram) -> Differences:
    """Everything that is not the same in both, whatever the order in which records were put."""
    records = dict.fromkeys(record.id for record in (*_ordered(after), *_ordered(before)))
    found = (_difference(i, before.get(i), after.get(i)) for i in records)
    return Differences(before, after, tuple(item for item in found if item is not None))


def describe_difference(item: Difference, before: Diagram, after: Diagram) -> str:
    """One line, such as `~ Orders (database): technology “MySQL” → “PostgreSQL”`; > is said of what only moved."""
    sign = _SIGNS[item.sort]
    if item.after is None:
        assert item.before is not None
        return f"{sign} {caption(item.before, before)}"
    name = caption(item.after, after)
    if item.before is None:
        return f"{sign} {name}"
    if not item.fields:
        return f"{sign} {chained((caption(item.before, before), name))}"
    if item.sort is Sort.MOVED:
        return f"{sign} {name}"
    return f"{sign} {name}: {'; '.join(describe_field(field, before, after) for field in item.content)}"


def describe_differences(found: Differences) -> Iterator[str]:
    """One line for each difference."""
    return (describe_difference(item, found.before, found.after) for item in found)


def describe_field(change: FieldChange, before: Diagram, after: Diagram) -> str:
    """Such as `technology “MySQL” → “PostgreSQL”`; ends and parents by what they are called on their side."""
    old, new = change.before, change.after
    if change.name in _REFERENCES:
        old, new = _called(old, before), _called(new, after)
    return tr("{field} {change}", field=field_name(change.name), change=chained((value_text(old), value_text(new))))


def field_changes(before: Record, after: Record) -> tuple[FieldChange, ...]:
    """The fields in which two records of one type differ."""
    pairs = ((field.name, getattr(before, field.name), getattr(after, field.name)) for field in fields(before))
    return tuple(FieldChange(name, old, new) for name, old, new in pairs if old != new)


def _difference(record_id: str, before: Record | None, after: Record | None) -> Difference | None:
    if before == after:
        return None
    if before is None or after is None or type(before) is not type(after):
        return Difference(record_id, before, after)
    return Difference(record_id, before, after, field_changes(before, after))


def _ordered(diagram: Diagram) -> Iterable[Record]:
    collections = (diagram.groups, diagram.nodes, diagram.notes, diagram.edges, diagram.passages)
    for collection in collections:
        yield from collection.values()
    yield diagram.sheet


def _called(record_id: object, diagram: Diagram) -> object:
    record = diagram.get(record_id) if isinstance(record_id, str) else None
    return record.label or record_id if isinstance(record, Node | Group) else record_id


def value_text(value: object) -> str:
    """The value of a field for a line of text, cut where it is long."""
    match value:
        case None | "" | ():
            return tr("none")
        case bool():
            return tr("yes") if value else tr("no")
        case float() | Point():
            return _part(value)
        case StrEnum():
            text = value_name(value)
        case tuple():
            text = listed(map(_part, value))
        case _:
            text = str(value)
    line = " ".join(text.split())
    return quoted(line if len(line) <= _LONGEST_VALUE else f"{line[: _LONGEST_VALUE - 1]}…")


def _part(value: object) -> str:
    match value:
        case float():
            return str(plain_number(value))
        case Point():
            return f"({plain_number(value.x)}, {plain_number(value.y)})"
        case _:
            return str(value)
