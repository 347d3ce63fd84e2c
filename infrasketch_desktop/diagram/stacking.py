"""What lies over what: `z` orders the members of one group among themselves, and a group lies beneath its members.

With equal `z`, groups lie under nodes, nodes under notes, and ids decide the rest, so the order never depends on
history.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.records import Group, Node
from infrasketch_desktop.diagram.subsets import require_placed

Key = tuple[int, int, str]


def stacking_key(diagram: Diagram, record_id: str) -> Key:
    """Sorts the members of one group from bottom to top."""
    record = require_placed(diagram, record_id)
    rank = 0 if isinstance(record, Group) else 1 if isinstance(record, Node) else 2
    return record.z, rank, record.id


def siblings(diagram: Diagram, group: str | None) -> tuple[str, ...]:
    """The members of a group, or of the top level with None, from bottom to top."""
    return tuple(sorted(diagram.members(group), key=lambda i: stacking_key(diagram, i)))


def paint_order(diagram: Diagram, group: str | None = None) -> Iterator[str]:
    """Every node, group and note inside `group` from bottom to top, each group right before its members."""
    for record_id in siblings(diagram, group):
        yield record_id
        yield from paint_order(diagram, record_id)


def raised(diagram: Diagram, ids: Iterable[str]) -> dict[str, int]:
    """The `z` of siblings once each of `ids` lies over the next one above that it overlaps.

    Only siblings that overlap each other, directly or through others, are looked at: no other order can be seen.
    """
    return _stepped(diagram, ids, upwards=True)


def lowered(diagram: Diagram, ids: Iterable[str]) -> dict[str, int]:
    """The `z` of siblings once each of `ids` lies under the next one below that it overlaps."""
    return _stepped(diagram, ids, upwards=False)


def topmost(diagram: Diagram, ids: Iterable[str]) -> dict[str, int]:
    """The `z` of `ids` once they lie over all their siblings, in their order among themselves."""
    found: dict[str, int] = {}
    for parent, chosen in _by_parent(diagram, ids).items():
        order = siblings(diagram, parent)
        if order[-len(chosen) :] != tuple(chosen):
            top = require_placed(diagram, order[-1]).z
            found.update({i: top + 1 + n for n, i in enumerate(chosen)})
    return found


def bottommost(diagram: Diagram, ids: Iterable[str]) -> dict[str, int]:
    """The `z` of `ids` once they lie under all their siblings, in their order among themselves."""
    found: dict[str, int] = {}
    for parent, chosen in _by_parent(diagram, ids).items():
        order = siblings(diagram, parent)
        if order[: len(chosen)] != tuple(chosen):
            bottom = require_placed(diagram, order[0]).z
            found.update({i: bottom - len(chosen) + n for n, i in enumerate(chosen)})
    return found


def _by_parent(diagram: Diagram, ids: Iterable[str]) -> dict[str | None, list[str]]:
    found: dict[str | None, list[str]] = {}
    for record_id in sorted(dict.fromkeys(ids), key=lambda i: stacking_key(diagram, i)):
        found.setdefault(require_placed(diagram, record_id).group, []).append(record_id)
    return found


def _stepped(diagram: Diagram, ids: Iterable[str], *, upwards: bool) -> dict[str, int]:
    found: dict[str, int] = {}
    for parent, chosen in _by_parent(diagram, ids).items():
        pile = _pile(diagram, siblings(diagram, parent), chosen)
        order = _step_up(diagram, pile, chosen) if upwards else _step_up(diagram, pile[::-1], chosen[::-1])[::-1]
        found.update(_renumbered(diagram, order))
    return found


def _pile(diagram: Diagram, order: Sequence[str], chosen: Iterable[str]) -> list[str]:
    """Those of `order` that overlap one of `chosen`, directly or through others, and `chosen` themselves."""
    rects = {i: diagram.bounds(i) for i in order}
    pile = set(chosen)
    waiting = list(pile)
    while waiting:
        rect = rects[waiting.pop()]
        reached = [i for i in order if i not in pile and rects[i].intersects(rect)]
        pile.update(reached)
        waiting += reached
    return [i for i in order if i in pile]


def _step_up(diagram: Diagram, order: Sequence[str], chosen: Sequence[str]) -> list[str]:
    """`order` with each chosen one, the last first, moved past the next overlapping one that is not chosen."""
    result = list(order)
    for record_id in reversed(chosen):
        rect = diagram.bounds(record_id)
        place = result.index(record_id)
        over = (i for i in result[place + 1 :] if i not in chosen and diagram.bounds(i).intersects(rect))
        passed = next(over, None)
        if passed is not None:
            result.remove(record_id)
            result.insert(result.index(passed) + 1, record_id)
    return result


def _renumbered(diagram: Diagram, order: Sequence[str]) -> dict[str, int]:
    """The smallest `z`, not below the present ones, that make `order` the order from bottom to top; changes only."""
    changed: dict[str, int] = {}
    previous: Key | None = None
    for record_id in order:
        z, rank, _ = stacking_key(diagram, record_id)
        key = (z, rank, record_id)
        if previous is not None and key <= previous:
            over = (previous[0], rank, record_id)
            key = over if over > previous else (previous[0] + 1, rank, record_id)
            changed[record_id] = key[0]
        previous = key
    return changed
