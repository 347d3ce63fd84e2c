"""The items of a proposal, and what tells two versions apart, in the words of the window."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.differences import Difference, Sort, describe_field
from infrasketch_desktop.diagram.records import Edge, Node, Record
from infrasketch_desktop.ui.describing import details_of, edge_kind_name, name_of
from infrasketch_desktop.ui.text import tr

_DOT = " · "


def section_title(sort: Sort, count: int) -> str:
    """What stands over the items of one sort."""
    match sort:
        case Sort.ADDED:
            return tr("New ({count})", count=count)
        case Sort.CHANGED:
            return tr("Changed ({count})", count=count)
        case Sort.MOVED:
            return tr("Moved ({count})", count=count)
        case Sort.REMOVED:
            return tr("Removed ({count})", count=count)


def counted(items: Iterable[Difference]) -> str:
    """Such as “12 new, 1 changed, 2 removed”."""
    counts = Counter(item.sort for item in items)
    words = {
        Sort.ADDED: tr("{count} new", count=counts[Sort.ADDED]),
        Sort.CHANGED: tr("{count} changed", count=counts[Sort.CHANGED]),
        Sort.MOVED: tr("{count} moved", count=counts[Sort.MOVED]),
        Sort.REMOVED: tr("{count} removed", count=counts[Sort.REMOVED]),
    }
    return ", ".join(text for sort, text in words.items() if counts[sort]) or tr("No difference")


def title_of(item: Difference, before: Diagram, after: Diagram) -> str:
    """What an item is called; an edge by its two ends."""
    record, diagram = _shown(item, before, after)
    if isinstance(record, Edge):
        return f"{_end(diagram, record.source)} → {_end(diagram, record.target)}"
    return name_of(record)


def detail_of(item: Difference, before: Diagram, after: Diagram) -> str:
    """The second line: what changes, else what it is and where it was read."""
    if item.content:
        return "; ".join(describe_field(change, before, after) for change in item.content)
    record, diagram = _shown(item, before, after)
    match record:
        case Node():
            kind = tr(record.kind.display_name)
            return _DOT.join(part for part in (record.origin, kind, record.technology) if part)
        case Edge():
            return _DOT.join(part for part in (edge_kind_name(record.kind), record.label) if part)
        case _:
            return details_of(diagram, record)


def _shown(item: Difference, before: Diagram, after: Diagram) -> tuple[Record, Diagram]:
    if item.after is not None:
        return item.after, after
    assert item.before is not None
    return item.before, before


def _end(diagram: Diagram, record_id: str) -> str:
    record = diagram.get(record_id)
    return name_of(record) if record is not None else record_id
