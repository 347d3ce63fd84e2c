"""Tells what a written form leaves out of a diagram, field by field, in the words of the canvas."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.records import Edge, Group, Node, Note, Passage, Record, Sheet
from infrasketch_desktop.formats.losses import losses_of
from infrasketch_desktop.formats.names import clean_label, cut
from infrasketch_desktop.formats.result import Loss
from infrasketch_desktop.language import chained, later, quoted, tr

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
    _Sort(Node, ("kind",), later("the kind"), later("kinds of nodes")),
    _Sort(Node, ("technology",), later("the technology"), later("technologies")),
    _Sort(Node, ("description",), later("the description"), later("descriptions")),
    _Sort(Node, ("inputs", "outputs"), later("the inputs and outputs"), later("inputs and outputs of nodes")),
    _Sort(Node, ("notes",), later("the notes"), later("notes of nodes")),
    _Sort(Node, ("origin",), later("the place of reading"), later("places of reading")),
    _Sort(Node, ("x", "y"), later("the place"), later("places of nodes"), laid_out=True),
    _Sort(Node, ("width", "height"), later("the size"), later("sizes of nodes"), laid_out=True),
    _Sort(Node, ("pinned",), later("the pin"), later("pins")),
    _Sort(Node, ("locked",), later("the lock"), later("locks of nodes")),
    _Sort(Node, ("z",), later("the stacking order"), later("stacking orders of nodes"), laid_out=True),
    _Sort(Group, ("collapsed",), later("the collapsed state"), later("collapsed states")),
    _Sort(Group, ("locked",), later("the lock"), later("locks of groups")),
    _Sort(Group, ("x", "y"), later("the place"), later("places of groups"), laid_out=True),
    _Sort(Group, ("z",), later("the stacking order"), later("stacking orders of groups"), laid_out=True),
    _Sort(Edge, ("kind",), later("the kind"), later("kinds of edges")),
    _Sort(Edge, ("animated",), later("the animation"), later("animations")),
    _Sort(Edge, ("waypoints", "route"), later("the course"), later("courses of edges"), laid_out=True),
    _Sort(
        Edge, ("label_at", "label_pinned"), later("the place of the label"), later("places of labels"), laid_out=True
    ),
    _Sort(Note, ("text",), later("the text"), later("texts of notes")),
    _Sort(Note, ("x", "y"), later("the place"), later("places of notes"), laid_out=True),
    _Sort(Note, ("width", "height"), later("the size"), later("sizes of notes")),
    _Sort(Note, ("group",), later("the group"), later("groups of notes")),
    _Sort(Note, ("locked",), later("the lock"), later("locks of notes")),
    _Sort(Note, ("z",), later("the stacking order"), later("stacking orders of notes"), laid_out=True),
    _Sort(Passage, ("text",), later("the passage"), later("passages of the design document")),
    _Sort(Sheet, ("title",), later("the title"), later("titles")),
    _Sort(Sheet, ("direction",), later("the direction"), later("directions")),
    _Sort(Sheet, ("edge_style",), later("the style of edges"), later("styles of edges")),
)

Fields = Mapping[type[Record], Collection[str]]


def unwritten(diagram: Diagram, form: str, *, carried: Fields, hidden: Fields | None = None) -> tuple[Loss, ...]:
    """One loss for each thing that is not at its default and not `carried`; one for all of a sort when many.

    `form` is the name of the format. `hidden` is carried as well, yet in comments that only our reader knows, so other
    tools lose it. Ids, labels, parents and ends of edges are never told: every writer carries them.
    """
    hidden = hidden or {}
    silent = tr("{form} has no words for it", form=tr(form))
    found: list[Loss] = []
    for sort in _SORTS:
        rest = [name for name in sort.fields if name not in carried.get(sort.record, ())]
        concealed = [name for name in rest if name in hidden.get(sort.record, ())]
        lost = [name for name in rest if name not in concealed]
        kept = _told(
            diagram,
            sort,
            _changed(diagram, sort, concealed),
            tr("{form} has no words for it; a comment keeps it for InfraSketch", form=tr(form)),
        )
        found += (replace(loss, minor=True) for loss in kept)
        records = _changed(diagram, sort, lost)
        loose = [record for record in records if sort.laid_out and not _is_placed_by_hand(record)]
        found += _told(diagram, sort, [record for record in records if record not in loose], silent)
        found += (replace(loss, minor=True) for loss in _told(diagram, sort, loose, silent))
    harmful = [
        tr("control characters in {record}", record=_name(diagram, r))
        for r in diagram
        if clean_label(_text(r)) != _text(r)
    ]
    return (*found, *losses_of(tr("texts with control characters"), harmful, tr("they are left out of every text")))


def _changed(diagram: Diagram, sort: _Sort, names: Collection[str]) -> list[Record]:
    """The records of a sort in which one of the fields called `names` is not as usual."""
    usual = _usual(sort.record, names)
    return [r for r in diagram if usual and isinstance(r, sort.record) and _differs(r, usual)]


def _told(diagram: Diagram, sort: _Sort, records: Sequence[Record], why: str) -> tuple[Loss, ...]:
    return losses_of(
        tr(sort.many), [tr("{field} of {record}", field=tr(sort.one), record=_name(diagram, r)) for r in records], why
    )


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
        return tr("the sheet")
    text = _one_line(_text(record))
    if not text and isinstance(record, Edge):
        ends = (diagram.nodes.get(end) or diagram.groups[end] for end in (record.source, record.target))
        text = chained(_one_line(end.label) or end.id for end in ends)
    return quoted(text or record.id)


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
