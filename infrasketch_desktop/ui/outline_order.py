"""The order in which lists and screen readers go through what a group holds."""

from __future__ import annotations

from infrasketch_desktop.diagram.records import Group, Node, Note, Placed
from infrasketch_desktop.ui.describing import name_of

Order = tuple[int, str, str]


def order_of(record: Placed) -> Order:
    """Groups first, then nodes, then notes, each by name."""
    rank = {Group: 0, Node: 1, Note: 2}[type(record)]
    return rank, name_of(record).casefold(), record.id
