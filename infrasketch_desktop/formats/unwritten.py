"""Tells what a written form leaves out of a diagram, field by field, in the words of the canvas."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.records import Edge, Group, Node, Note, Passage, Record, Sheet
from infrasketch_desktop.formats.losses import losses_of
from infrasketch_desktop.formats.names import clean_label, cut
from infrasketch_desktop.formats.result import Loss

_NAME_LENGTH = 40


@dataclass(frozen=True, slots=True)
class _Sort:
    """Fields that a person knows as one thing."""

    record: type[Record]
    fields: tuple[str, ...]
    one: str
    many: str
    laid_out: bool = False
    """Whether the layout finds it, unless somebody placed the record."""


_SORTS = (
    _Sort(Node, ("kind",), "the kind", "kinds of nodes"),
    _Sort(Node, ("technology",), "the technology", "technologies"),
    _Sort(Node, ("description",), "the description", "descriptions"),
    _Sort(Node, ("inputs", "outputs"), "the inputs and outputs", "inputs and outputs of nodes"),
    _Sort(Node, ("notes",), "the notes", "notes of nodes"),
    _Sort(Node, ("origin",), "the place of reading", "places of reading"),
    _Sort(Node, ("x", "y"), "the place", "places of nodes", laid_out=True),
    _Sort(Node, ("width", "height"), "the size", "sizes of nodes", laid_out=True),
    _Sort(Node, ("pinned",), "the pin", "pins"),
    _Sort(Node, ("locked",), "the lock", "locks of nodes"),
    _Sort(Node, ("z",), "the stacking order", "stacking orders of nodes", laid_out=True),
    _Sort(Group, ("collapsed",), "the collapsed state", "collapsed states"),
    _Sort(Group, ("locked",), "the lock", "locks of groups"),
    _Sort(Group, ("x", "y"), "the place", "places of groups", laid_out=True),
    _Sort(Group, ("z",), "the stacking order", "stacking orders of groups", laid_out=True),
    _Sort(Edge, ("kind",), "the kind", "kinds of edges"),
    _Sort(Edge, ("animated",), "the animation", "animations"),
    _Sort(Edge, ("waypoints", "route"), "the course", "courses of edges", laid_out=True),
    _Sort(Edge, ("label_at", "label_pinned"), "the place of the label", "places of labels", laid_out=True),
    _Sort(Note, ("text",), "the text", "texts of notes"),
    _Sort(Note, ("x", "y"), "the place", "places of notes", laid_out=True),
    _Sort(Note, ("width", "height"), "the size", "sizes of notes"),
    _Sort(Note, ("group",), "the group", "groups of notes"),
    _Sort(Note, ("locked",), "the lock", "locks of notes"),
    _Sort(Note, ("z",), "the stacking order", "stacking orders of notes", laid_out=True),
    _Sort(Passage, ("text",), "the passage", "passages of the design document"),
    _Sort(Sheet, ("title",), "the title", "titles"),
    _Sort(Sheet, ("direction",), "the direction", "directions"),
    _Sort(Sheet, ("edge_style",), "the style of edges", "styles of edges"),
)

Fields = Mapping[type[Record], Collection[str]]


def unwritten(diagram: Diagram, form: str, *, carried: Fields, hidden: Fields | None = None) -> tuple[Loss, ...]:
    """One loss for each thing that is not at its default and not `carried`; one for all of a sort when many.

    `form` is the name of the format. `hidden` is carried as well, yet in comments that only our reader knows, so other
    tools lose it. Ids, labels, parents and ends of edges are never told: every writer carries them.
    """
    hidden = hidden or {}
    silent = f"{form} has no words for it"
    found: list[Loss] = []
    for sort in _SORTS:
        rest = [name for name in sort.fields if name not in carried.get(sort.record, ())]
        concealed = [name for name in rest if name in hidden.get(sort.record, ())]
        lost = [name for name in rest if name not in concealed]
        kept = _told(diagram, sort, _changed(diagram, sort, concealed), f"{silent}; a comment keeps it for InfraSketch")
        found += (replace(loss, minor=True) for loss in kept)
        records = _changed(diagram, sort, lost)
        loose = [record for record in records if sort.laid_out and not _is_placed_by_hand(record)]
        found += _told(diagram, sort, [record for record in records if record not in loose], silent)
        found += (replace(loss, minor=True) for loss in _told(diagram, sort, loose, silent))
    harmful = [f"control characters in {_name(diagram, r)}" for r in diagram if clean_label(_text(r)) != _text(r)]
    return (*found, *losses_of("texts with control characters", harmful, "they are left out of every text"))


def _changed(diagram: Diagram, sort: _Sort, names: Collection[str]) -> list[Record]:
    """The records of a sort in which one of the fields called `names` is not as usual."""
    usual = _usual(sort.record, names)
    return [r for r in diagram if usual and isinstance(r, sort.record) and _differs(r, usual)]


def _told(diagram: Diagram, sort: _Sort, records: Sequence[Record], why: str) -> tuple[Loss, ...]:
    return losses_of(sort.many, [f"{sort.one} of {_name(diagram, record)}" for record in records], why)


def _is_placed_by_hand(record: Record) -> bool:
    match record:
        case Node():
            return record.pinned or record.locked or _differs(record, _usual(Node, ("width", "height")))
        case Edge():
            return bool(record.waypoints) or record.label_pinned
        case Note():
            return True
        case _:
            return False


def _usual(record: type[Record], names: Collection[str]) -> dict[str, object]:
    return {field.name: field.default for field in fields(record) if field.name in names}


def _differs(record: Record, usual: Mapping[str, object]) -> bool:
    """Whether a field is not as usual; one that has to be stated (its usual value is MISSING) never is."""
    return any(getattr(record, name) != default for name, default in usual.items())


def _name(diagram: Diagram, record: Record) -> str:
    """How a loss calls a record; an edge without a label is called by its ends."""
    if isinstance(record, Sheet):
        return "the sheet"
    text = _one_line(_text(record))
    if not text and isinstance(record, Edge):
        ends = (diagram.nodes.get(end) or diagram.groups[end] for end in (record.source, record.target))
        text = " → ".join(_one_line(end.label) or end.id for end in ends)
    return f"“{text or record.id}”"


def _one_line(text: str) -> str:
    return cut(" ".join(clean_label(text).split()), _NAME_LENGTH)


def _text(record: Record) -> str:
    match record:
        case Node() | Group() | Edge():
            return record.label
        case Note():
            return record.text
        case Passage():
            return record.title or record.chapter.value
        case Sheet():
            return record.title
