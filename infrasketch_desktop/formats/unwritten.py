"""Tells what a written form leaves out of a diagram, field by field, in the words of the canvas."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields

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


_SORTS = (
    _Sort(Node, ("kind",), "the kind", "kinds of nodes"),
    _Sort(Node, ("technology",), "the technology", "technologies"),
    _Sort(Node, ("description",), "the description", "descriptions"),
    _Sort(Node, ("inputs", "outputs"), "the inputs and outputs", "inputs and outputs of nodes"),
    _Sort(Node, ("notes",), "the notes", "notes of nodes"),
    _Sort(Node, ("origin",), "the place of reading", "places of reading"),
    _Sort(Node, ("x", "y"), "the place", "places of nodes"),
    _Sort(Node, ("width", "height"), "the size", "sizes of nodes"),
    _Sort(Node, ("pinned",), "the pin", "pins"),
    _Sort(Node, ("locked",), "the lock", "locks of nodes"),
    _Sort(Node, ("z",), "the stacking order", "stacking orders of nodes"),
    _Sort(Group, ("collapsed",), "the collapsed state", "collapsed states"),
    _Sort(Group, ("locked",), "the lock", "locks of groups"),
    _Sort(Group, ("x", "y"), "the place", "places of groups"),
    _Sort(Group, ("z",), "the stacking order", "stacking orders of groups"),
    _Sort(Edge, ("kind",), "the kind", "kinds of edges"),
    _Sort(Edge, ("animated",), "the animation", "animations"),
    _Sort(Edge, ("waypoints", "route"), "the course", "courses of edges"),
    _Sort(Edge, ("label_at", "label_pinned"), "the place of the label", "places of labels"),
    _Sort(Note, ("text",), "the text", "texts of notes"),
    _Sort(Note, ("x", "y"), "the place", "places of notes"),
    _Sort(Note, ("width", "height"), "the size", "sizes of notes"),
    _Sort(Note, ("group",), "the group", "groups of notes"),
    _Sort(Note, ("locked",), "the lock", "locks of notes"),
    _Sort(Note, ("z",), "the stacking order", "stacking orders of notes"),
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
        found += _losses(diagram, sort, concealed, f"{silent}; a comment keeps it for InfraSketch")
        found += _losses(diagram, sort, lost, silent)
    harmful = [f"control characters in {_name(r)}" for r in diagram if clean_label(_text(r)) != _text(r)]
    return (*found, *losses_of("texts with control characters", harmful, "they are left out of every text"))


def _losses(diagram: Diagram, sort: _Sort, names: list[str], why: str) -> tuple[Loss, ...]:
    usual = {field.name: field.default for field in fields(sort.record) if field.name in names}
    found = [r for r in diagram if usual and isinstance(r, sort.record) and _differs(r, usual)]
    return losses_of(sort.many, [f"{sort.one} of {_name(record)}" for record in found], why)


def _differs(record: Record, usual: Mapping[str, object]) -> bool:
    """Whether a field is not as usual; one that has to be stated (its usual value is MISSING) never is."""
    return any(getattr(record, name) != default for name, default in usual.items())


def _name(record: Record) -> str:
    """How a loss calls a record."""
    if isinstance(record, Sheet):
        return "the sheet"
    text = " ".join(clean_label(_text(record)).split())
    return f"“{cut(text, _NAME_LENGTH) or record.id}”"


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
