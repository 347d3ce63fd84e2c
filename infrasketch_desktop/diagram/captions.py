"""What a record is called in a list for people, on one line."""

from __future__ import annotations

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.records import Edge, Group, Node, Note, Passage, Record, Sheet
from infrasketch_desktop.language import chained, tr

_LONGEST = 80


def caption(record: Record, diagram: Diagram) -> str:
    """Such as `Orders (database)` or `Web app → API`; `diagram` names the ends of an edge."""
    match record:
        case Node():
            return f"{_line(record.label) or record.id} ({tr(record.kind.noun)})"
        case Group():
            return tr("group {label}", label=_line(record.label) or record.id)
        case Edge():
            return chained(_end(i, diagram) for i in (record.source, record.target))
        case Note():
            return tr("note “{text}”", text=_line(record.text))
        case Passage():
            about = diagram.get(record.element)
            return tr("document text on {about}", about=caption(about, diagram) if about else record.chapter)
        case Sheet():
            return tr("the sheet")


def _end(record_id: str, diagram: Diagram) -> str:
    record = diagram.nodes.get(record_id) or diagram.groups.get(record_id)
    return (_line(record.label) if record else "") or record_id


def _line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
