"""What a screen reader says of a record: its name with what it is, and what else is known of it."""

from __future__ import annotations

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.records import Edge, Group, Node, Note, Record
from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.describing import description_of


def named(diagram: Diagram, record: Record) -> str:
    """Such as “API Gateway, gateway: 2 in, 3 out” or “Web app to API, request: HTTPS”."""
    return description_of(diagram, record)


def described(record: Record) -> str:
    """What is shown by small marks on a card, and what was written about it."""
    match record:
        case Node():
            marks = (tr("Locked.") if record.locked else "", tr("Placed by hand.") if record.pinned else "")
            return " ".join(part for part in (*marks, record.description) if part)
        case Group() | Note():
            return tr("Locked.") if record.locked else ""
        case Edge():
            return tr("Animated.") if record.animated else ""
        case _:
            return ""
