"""Where on the side of a box each link begins or ends."""

from __future__ import annotations

from collections.abc import Mapping

from infrasketch_desktop.layout.skeleton import LinkEnd, Skeleton, bundles_by_box, side_order

Ports = Mapping[LinkEnd, int]
"""The distance of every link end from the left edge of its box."""


def spread_ports(skeleton: Skeleton, fixed: Ports) -> Ports:
    """Ports spread evenly over their side, one alone in its middle; those in `fixed` are where the inside of the box
    wants them.
    """
    ports = dict(fixed)
    for cell, bundles in bundles_by_box(skeleton).items():
        box = skeleton.drawing.boxes[cell]
        for lower in (False, True):
            links = side_order(skeleton, cell, bundles, lower=lower)
            for number, link in enumerate(links, start=1):
                inner = spread_evenly(box.width - 2 * box.margin, number, len(links))
                ports.setdefault((link, cell), box.margin + inner)
    return ports


def spread_evenly(length: float, number: int, count: int) -> int:
    """Where the `number`-th (from 1) of `count` points lies that divide `length` evenly."""
    return round(length * number / (count + 1))
