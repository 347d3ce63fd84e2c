"""The items of a proposal, and what tells two versions apart, in the words of the window."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.differences import Difference, Sort, describe_field, value_text
from infrasketch_desktop.diagram.field_names import field_name
from infrasketch_desktop.diagram.merging import Merged
from infrasketch_desktop.diagram.reconciling import Conflict
from infrasketch_desktop.diagram.records import Edge, Node, Record
from infrasketch_desktop.language import chained, dotted, listed, tr, tr_count
from infrasketch_desktop.ui.describing import details_of, edge_kind_name, name_of


def section_title(sort: Sort, count: int) -> str:
    """What stands over the items of one sort."""
    match sort:
        case Sort.ADDED:
            return tr_count("New (%n)", "New (%n)", count)
        case Sort.CHANGED:
            return tr_count("Changed (%n)", "Changed (%n)", count)
        case Sort.MOVED:
            return tr_count("Moved (%n)", "Moved (%n)", count)
        case Sort.REMOVED:
            return tr_count("Removed (%n)", "Removed (%n)", count)


def counted(items: Iterable[Difference]) -> str:
    """Such as “12 new, 1 changed, 2 removed”."""
    counts = Counter(item.sort for item in items)
    words = {
        Sort.ADDED: tr_count("%n new", "%n new", counts[Sort.ADDED]),
        Sort.CHANGED: tr_count("%n changed", "%n changed", counts[Sort.CHANGED]),
        Sort.MOVED: tr_count("%n moved", "%n moved", counts[Sort.MOVED]),
        Sort.REMOVED: tr_count("%n removed", "%n removed", counts[Sort.REMOVED]),
    }
    return listed(text for sort, text in words.items() if counts[sort]) or tr("No difference")


def title_of(item: Difference, before: Diagram, after: Diagram) -> str:
    """What an item is called; an edge by its two ends."""
    record, diagram = _shown(item, before, after)
    if isinstance(record, Edge):
        return _edge_title(record, diagram)
    return name_of(record)


def detail_of(item: Difference, before: Diagram, after: Diagram) -> str:
    """The second line: what changes, else what it is and where it was read."""
    if item.content:
        return "; ".join(describe_field(change, before, after) for change in item.content)
    record, diagram = _shown(item, before, after)
    match record:
        case Node():
            kind = tr(record.kind.display_name)
            return dotted((record.origin, kind, record.technology))
        case Edge():
            return dotted((edge_kind_name(record.kind), record.label))
        case _:
            return details_of(diagram, record)


def conflicts_in_words(merged: Merged, current: Diagram, proposed: Diagram) -> tuple[str, ...]:
    """Why each part of a proposal that an edit contradicts is left out."""
    proposed_ids = {new: old for old, new in merged.renamed.items()}
    lines = []
    for conflict in merged.conflicts:
        there = proposed.get(proposed_ids.get(conflict.id, conflict.id))
        record = current.get(conflict.id) or there
        name = name_of(record) if record is not None else conflict.id
        if isinstance(record, Edge):
            name = _edge_title(record, current if conflict.id in current else proposed)
        lines.append(tr("{name}: {text}", name=name, text=_dispute(conflict)))
    return tuple(lines)


def _dispute(conflict: Conflict) -> str:
    if conflict.field:
        field = field_name(conflict.field)
        yours, theirs = value_text(conflict.ours), value_text(conflict.theirs)
        return tr("you set {field} to {yours}; {theirs} is left out", field=field, yours=yours, theirs=theirs)
    if conflict.ours is None and conflict.base is None:
        return tr("it would end at something that you removed; it is left out")
    if conflict.ours is None:
        return tr("you removed it; its change is left out")
    return tr("you have changed or connected it; it stays")


def _shown(item: Difference, before: Diagram, after: Diagram) -> tuple[Record, Diagram]:
    if item.after is not None:
        return item.after, after
    assert item.before is not None
    return item.before, before


def _edge_title(edge: Edge, diagram: Diagram) -> str:
    return chained(_end(diagram, i) for i in (edge.source, edge.target))


def _end(diagram: Diagram, record_id: str) -> str:
    record = diagram.get(record_id)
    return name_of(record) if record is not None else record_id
