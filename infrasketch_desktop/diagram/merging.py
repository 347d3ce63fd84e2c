"""Three-way merge of diagrams, record by record and field by field.

What one side changed since `base` is taken over; what both changed alike is no question. Where both changed the same
thing differently, or one removed what the other changed, our side stays and a `Conflict` tells of it. The result is
always a sound diagram. The idea is that of diff3 (Khanna, Kunal, Pierce: A Formal Investigation of Diff3), over records
with ids instead of lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.captions import caption
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.differences import PLACEMENT_FIELDS, field_changes, value_text
from infrasketch_desktop.diagram.errors import InvariantError
from infrasketch_desktop.diagram.ids import unique_id
from infrasketch_desktop.diagram.mending import Mender, Records
from infrasketch_desktop.diagram.reconciling import Conflict, Findings, reconciled
from infrasketch_desktop.diagram.records import Edge, Group, Node, Note, Passage, Record
from infrasketch_desktop.diagram.routes import with_fitting_routes

_REFERENCES = ("id", "group", "source", "target", "element")


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of a merge.

    `arranged` are ids of what both sides had laid out anew, where ours was kept without a question. `renamed` maps ids
    that both sides gave to different things to the new ids of theirs.
    """

    diagram: Diagram
    conflicts: tuple[Conflict, ...] = ()
    arranged: frozenset[str] = frozenset()
    renamed: Mapping[str, str] = field(default_factory=dict)


def merge(base: Diagram, ours: Diagram, theirs: Diagram) -> Merged:
    """The changes of both sides since `base` in one diagram."""
    return merge_records({r.id: r for r in base}, ours, {r.id: r for r in theirs})


def merge_records(base: Mapping[str, Record], ours: Diagram, theirs: Mapping[str, Record]) -> Merged:
    """Like `merge`; only our side has to be a sound diagram, as after reading half of a proposal back from a file."""
    theirs, renamed = _with_free_ids(base, ours, theirs)
    findings = Findings()
    records: Records = {}
    for record_id in dict.fromkeys([*(record.id for record in ours), *theirs]):
        chosen = _merged(base.get(record_id), ours.get(record_id), theirs.get(record_id), findings)
        if chosen is not None:
            records[record_id] = chosen
    Mender(records, base, ours, theirs, findings).mend()
    sides = (ours, *_sound(theirs.values()))
    diagram = with_fitting_routes(build_diagram(records.values()), sides)
    return Merged(diagram, _once(findings.conflicts), frozenset(findings.arranged), renamed)


def describe_conflicts(merged: Merged, ours: Diagram, theirs: Diagram) -> Iterator[str]:
    """One line for each conflict: what it is about, what each side says, and that ours was kept."""
    there = {renamed: record_id for record_id, renamed in merged.renamed.items()}
    for conflict in merged.conflicts:
        own, other = ours.get(conflict.id), theirs.get(there.get(conflict.id, conflict.id))
        record, diagram = (own, ours) if own is not None else (other, theirs)
        name = caption(record, diagram) if record is not None else conflict.id
        yield f"{name}: {_dispute(conflict)}"


def _dispute(conflict: Conflict) -> str:
    if conflict.field:
        ours, theirs = value_text(conflict.ours), value_text(conflict.theirs)
        was = "" if conflict.base is None else f", before {value_text(conflict.base)}"
        return f"{conflict.field.replace('_', ' ')} is {ours} here, {theirs} there{was}; kept {ours}"
    if conflict.ours is None:
        if conflict.base is None:
            return "added there, but here an end of it was removed; left out"
        return "removed here, changed there; left out"
    if conflict.theirs is None:
        return "removed there, still needed or changed here; kept"
    return "became something else on each side; kept ours"


def _merged(base: Record | None, ours: Record | None, theirs: Record | None, findings: Findings) -> Record | None:
    if theirs in (ours, base):
        return ours
    if ours == base:
        return theirs
    if ours is not None and theirs is not None and type(ours) is type(theirs):
        return reconciled(base if type(base) is type(ours) else None, ours, theirs, findings)
    return _kept_or_gone(base, ours, theirs, findings)


def _kept_or_gone(base: Record | None, ours: Record | None, theirs: Record | None, findings: Findings) -> Record | None:
    """One side removed the record or put another under its id: a question, unless the other only moved it."""
    if ours is None and _only_moved(base, theirs):
        return None
    if theirs is None and _only_moved(base, ours):
        return None
    findings.conflicts.append(Conflict(ours.id if ours else cast("Record", theirs).id, "", base, ours, theirs))
    return ours


def _only_moved(before: Record | None, after: Record | None) -> bool:
    if before is None or after is None or type(before) is not type(after):
        return False
    return all(change.name in PLACEMENT_FIELDS for change in field_changes(before, after))


# --- ids that both sides gave to different things


def _with_free_ids(
    base: Mapping[str, Record], ours: Diagram, theirs: Mapping[str, Record]
) -> tuple[Mapping[str, Record], Mapping[str, str]]:
    """Their records, with new ids for those that only share their id with something else that we added."""
    names: dict[str, str] = {}
    taken = {*base, *theirs, *(record.id for record in ours)}
    new = [record for record in theirs.values() if record.id not in base]
    for record in sorted(new, key=lambda record: isinstance(record, Edge)):  # edges last: their ends may be renamed
        own = ours.get(record.id)
        if own is not None and not _same_thing(own, _renamed(record, names)):
            names[record.id] = unique_id(record.id, taken)
            taken.add(names[record.id])
    if not names:
        return theirs, {}
    return {names.get(i, i): _renamed(record, names) for i, record in theirs.items()}, names


def _renamed(record: Record, names: Mapping[str, str]) -> Record:
    present = [name for name in _REFERENCES if hasattr(record, name)]
    return replace(record, **{name: names.get(getattr(record, name), getattr(record, name)) for name in present})


def _same_thing(ours: Record, theirs: Record) -> bool:
    """Whether two records that were made apart and got the same id are most likely meant to be one."""
    match ours, theirs:
        case (Node() | Group(), Node() | Group()) if type(ours) is type(theirs):
            return ours.label.casefold().strip() == theirs.label.casefold().strip()
        case Edge(), Edge():
            alike = ours.label == theirs.label or not ours.label or not theirs.label
            return alike and (ours.source, ours.target) == (theirs.source, theirs.target)
        case Note(), Note():
            return ours.text == theirs.text
        case Passage(), Passage():
            place = ("chapter", "element", "block", "title")
            return all(getattr(ours, name) == getattr(theirs, name) for name in place)
        case _:
            return False


# --- around


def _sound(records: Iterable[Record]) -> Sequence[Diagram]:
    try:
        return (build_diagram(records),)
    except InvariantError:
        return ()


def _once(conflicts: Iterable[Conflict]) -> tuple[Conflict, ...]:
    """A record may have been mended more than once; the first word on each of its fields counts."""
    found: dict[tuple[str, str], Conflict] = {}
    for conflict in conflicts:
        found.setdefault((conflict.id, conflict.field), conflict)
    return tuple(found.values())
