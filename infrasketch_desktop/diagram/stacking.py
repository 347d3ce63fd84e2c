"""What lies over what: open frames at the bottom, outer under inner, then edges, then the cards of all else.

Within a layer `z` decides and with equal `z` the id, so the order never depends on history.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.subsets import require_placed, with_descendants

Key = tuple[int, str]
CARDS = -1


def layer(diagram: Diagram, record_id: str) -> int:
    """The layer of a record: `CARDS`, or for an open group how many groups are around it."""
    group = diagram.groups.get(record_id)
    return CARDS if group is None or group.collapsed else len(diagram.ancestors(record_id))


def stacked(diagram: Diagram, wanted: int) -> tuple[str, ...]:
    """What is shown in a layer, from bottom to top."""
    placed = (*diagram.nodes, *diagram.groups, *diagram.notes)
    found = (i for i in placed if diagram.shown(i) == i and layer(diagram, i) == wanted)
    return tuple(sorted(found, key=lambda i: stacking_key(diagram, i)))


def stacking_key(diagram: Diagram, record_id: str) -> Key:
    """Sorts the records of one layer from bottom to top."""
    return require_placed(diagram, record_id).z, record_id


def raised(diagram: Diagram, ids: Iterable[str]) -> dict[str, int]:
    """The `z` of records once each of `ids` lies over the next one above that it overlaps.

    An open group takes all inside along. Only records that overlap each other, directly or through others, are
    looked at: no other order can be seen.
    """
    return _stepped(diagram, ids, upwards=True)


def lowered(diagram: Diagram, ids: Iterable[str]) -> dict[str, int]:
    """The `z` of records once each of `ids` lies under the next one below that it overlaps."""
    return _stepped(diagram, ids, upwards=False)


def topmost(diagram: Diagram, ids: Iterable[str]) -> dict[str, int]:
    """The `z` of `ids` once they lie over all others of their layer, in their order among themselves."""
    found: dict[str, int] = {}
    for level, chosen in _by_layer(diagram, ids).items():
        order = stacked(diagram, level)
        if order[-len(chosen) :] != tuple(chosen):
            top = require_placed(diagram, order[-1]).z
            found.update({i: top + 1 + n for n, i in enumerate(chosen)})
    return found


def bottommost(diagram: Diagram, ids: Iterable[str]) -> dict[str, int]:
    """The `z` of `ids` once they lie under all others of their layer, in their order among themselves."""
    found: dict[str, int] = {}
    for level, chosen in _by_layer(diagram, ids).items():
        order = stacked(diagram, level)
        if order[: len(chosen)] != tuple(chosen):
            bottom = require_placed(diagram, order[0]).z
            found.update({i: bottom - len(chosen) + n for n, i in enumerate(chosen)})
    return found


def _by_layer(diagram: Diagram, ids: Iterable[str]) -> dict[int, list[str]]:
    """What of `ids` and inside them is shown, by layer, from bottom to top."""
    found: dict[int, list[str]] = {}
    shown = (i for i in with_descendants(diagram, ids) if diagram.shown(i) == i)
    for record_id in sorted(shown, key=lambda i: stacking_key(diagram, i)):
        found.setdefault(layer(diagram, record_id), []).append(record_id)
    return found


def _stepped(diagram: Diagram, ids: Iterable[str], *, upwards: bool) -> dict[str, int]:
    found: dict[str, int] = {}
    for level, chosen in _by_layer(diagram, ids).items():
        pile = _pile(diagram, stacked(diagram, level), chosen)
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
        key = stacking_key(diagram, record_id)
        if previous is not None and key <= previous:
            key = (previous[0] if record_id > previous[1] else previous[0] + 1, record_id)
            changed[record_id] = key[0]
        previous = key
    return changed
