"""The verb that removes, with everything that cannot stay behind."""

from __future__ import annotations

from collections.abc import Iterable

from infrasketch_desktop.diagram.document import Edit
from infrasketch_desktop.diagram.edits.upkeep import reshaping
from infrasketch_desktop.diagram.subsets import outermost, with_descendants


def remove(edit: Edit, ids: Iterable[str]) -> tuple[str, ...]:
    """Remove records, what is inside removed groups, and the edges that end at any of them.

    A lock keeps a record in place, not in existence: locked records are removed too.

    Returns:
        the ids of all that was removed, edges first.

    Raises:
        InvariantError: an id names nothing, or the sheet.
    """
    wanted = tuple(dict.fromkeys(ids))
    diagram = edit.diagram
    tops = outermost(diagram, wanted)
    going = with_descendants(diagram, tops)
    edges = {i for i in wanted if i in diagram.edges} | {e for i in going for e in diagram.incident(i)}
    others = [i for i in wanted if i not in edges and i not in diagram.edges and diagram.placed(i) is None]
    order = (*others, *sorted(edges), *reversed(going))
    with reshaping(edit, tops):
        for record_id in order:
            edit.remove(record_id)
    return order
