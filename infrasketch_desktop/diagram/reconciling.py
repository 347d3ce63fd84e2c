"""Merges one record that two people changed, field by field.

Fields that only mean something together (a place is x and y) are merged together. A place that somebody chose by hand
wins over one that a layout found; of two found ones ours stays, without a question, because a layout can find another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields, replace
from typing import Any

from infrasketch_desktop.diagram.records import Edge, Group, Node, Note, Passage, Record, Sheet

_TOGETHER: Mapping[type[Record], tuple[tuple[str, ...], ...]] = {
    Node: (("x", "y", "pinned"), ("width", "height")),
    Note: (("x", "y"), ("width", "height")),
    Group: (("x", "y"),),
    Edge: (("label_at", "label_pinned"),),
    Passage: (("text", "basis"),),
    Sheet: (),
}
_FOUND_BY_LAYOUT = frozenset({"x", "y", "width", "height", "z", "route", "label_at"})
"""Fields whose values nobody needs to be asked about, unless a flag beside them says that they were chosen by hand."""
_BY_HAND = frozenset({"pinned", "label_pinned"})


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something that both sides changed, each in its own way. The result has what `ours` says.

    `field` is "" when it is about the record as a whole; then None stands for a side that does not have the record.
    """

    id: str
    field: str
    base: object
    ours: object
    theirs: object


@dataclass(slots=True)
class Findings:
    """What is noted on the way: conflicts, and ids of what both sides had laid out anew."""

    conflicts: list[Conflict] = field(default_factory=list)
    arranged: set[str] = field(default_factory=set)


def reconciled(base: Record | None, ours: Record, theirs: Record, findings: Findings) -> Record:
    """Both sides' changes in one record; the three are of one type.

    Without a `base` both sides made it; what one of them left at its default is then open to the other.
    """
    values: dict[str, Any] = {}
    for names in _units(type(ours)):
        old = _values(base, names) if base is not None else _defaults(type(ours), names)
        mine, other = _values(ours, names), _values(theirs, names)
        if mine != other and mine == old:
            values.update(zip(names, other, strict=True))
        elif other not in (mine, old):
            values.update(zip(names, _chosen(ours.id, names, (old, mine, other), findings), strict=True))
    return replace(ours, **values)


def _chosen(record_id: str, names: tuple[str, ...], sides: tuple[Any, Any, Any], findings: Findings) -> Any:
    """Which of two changed values stays; a conflict is noted where a person should have the last word."""
    old, mine, other = sides
    by_hand = [i for i, name in enumerate(names) if name in _BY_HAND]
    chosen_here, chosen_there = (any(side[i] for i in by_hand) for side in (mine, other))
    if chosen_there and not chosen_here:
        return other
    if names[0] in _FOUND_BY_LAYOUT and not (chosen_here and chosen_there):
        if not chosen_here:
            findings.arranged.add(record_id)
        return mine
    for name, before, here, there in zip(names, old, mine, other, strict=True):
        if here != there:
            findings.conflicts.append(Conflict(record_id, name, None if before is MISSING else before, here, there))
    return mine


def _units(cls: type[Record]) -> Iterator[tuple[str, ...]]:
    """The fields of a class but its id, those that belong together in one tuple."""
    together = _TOGETHER[cls]
    yield from together
    joined = {name for names in together for name in names}
    yield from ((each.name,) for each in fields(cls) if each.name != "id" and each.name not in joined)


def _values(record: Record, names: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(getattr(record, name) for name in names)


def _defaults(cls: type[Record], names: tuple[str, ...]) -> tuple[Any, ...]:
    """What a record has that states nothing; MISSING, which equals no value, where a field must be stated."""
    known = {each.name: each.default for each in fields(cls)}
    return tuple(known[name] for name in names)
