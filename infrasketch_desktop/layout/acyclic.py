"""Finds few links to turn around so that the rest leads in no circle."""

from __future__ import annotations

from collections.abc import Sequence


def turned_links(count: int, links: Sequence[tuple[int, int]]) -> frozenset[int]:
    """The numbers of the (from, to) links between `count` boxes that have to be turned around.

    Depth first, beginning at boxes that nothing leads to; a link back to a box still open closes a circle.
    """
    leaving: list[list[tuple[int, int]]] = [[] for _ in range(count)]
    entered = [False] * count
    for number, (source, target) in enumerate(links):
        leaving[source].append((target, number))
        entered[target] = True
    turned: set[int] = set()
    state = [_UNSEEN] * count
    for root in sorted(range(count), key=entered.__getitem__):
        if state[root] == _UNSEEN:
            _walk(root, leaving, state, turned)
    return frozenset(turned)


_UNSEEN, _OPEN, _DONE = range(3)


def _walk(root: int, leaving: Sequence[Sequence[tuple[int, int]]], state: list[int], turned: set[int]) -> None:
    state[root] = _OPEN
    trail = [(root, iter(leaving[root]))]
    while trail:
        box, rest = trail[-1]
        for target, number in rest:
            if state[target] == _OPEN:
                turned.add(number)
            elif state[target] == _UNSEEN:
                state[target] = _OPEN
                trail.append((target, iter(leaving[target])))
                break
        else:
            state[box] = _DONE
            trail.pop()
