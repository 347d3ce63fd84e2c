"""How much of a diagram a proposal takes away or rewrites."""

from __future__ import annotations

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.differences import PLACEMENT_FIELDS
from infrasketch_desktop.diagram.record_plain import record_to_plain
from infrasketch_desktop.diagram.records import Node

_SHARE = 3
_FEWEST = 2
"""One node is seen at a glance, however few there are."""


def is_destructive(base: Diagram, target: Diagram) -> bool:
    """Whether more than a third of the nodes would be removed or get another content; then a person is asked first."""
    hit = sum(1 for node in base.nodes.values() if _is_hit(node, target))
    return hit >= _FEWEST and hit * _SHARE > len(base.nodes)


def _is_hit(node: Node, target: Diagram) -> bool:
    after = target.nodes.get(node.id)
    if after is node:
        return False
    return after is None or _content(after) != _content(node)


def _content(node: Node) -> dict[str, object]:
    """What the node is; the group it lies in is arrangement."""
    drawn = PLACEMENT_FIELDS | {"group"}
    return {name: value for name, value in record_to_plain(node).items() if name not in drawn}
