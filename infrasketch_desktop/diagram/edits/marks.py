"""Verbs that set or clear one mark: locked, placed by hand, folded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from infrasketch_desktop.diagram.document import Edit
from infrasketch_desktop.diagram.edits.upkeep import reshaping
from infrasketch_desktop.diagram.subsets import outermost, require_group, require_placed, with_descendants


def lock(edit: Edit, ids: Iterable[str]) -> None:
    """Keep records in place and at their size; a locked group keeps everything inside too. Raises InvariantError."""
    _set_locked(edit, ids, locked=True)


def unlock(edit: Edit, ids: Iterable[str]) -> None:
    _set_locked(edit, ids, locked=False)


def pin(edit: Edit, ids: Iterable[str]) -> None:
    """Mark nodes, and those inside groups, as placed by hand: no automatic layout moves them. Raises InvariantError."""
    _set_pinned(edit, ids, pinned=True)


def unpin(edit: Edit, ids: Iterable[str]) -> None:
    _set_pinned(edit, ids, pinned=False)


def collapse(edit: Edit, ids: Iterable[str]) -> None:
    """Show groups as one card each. Raises InvariantError when an id names no group."""
    _set_collapsed(edit, ids, collapsed=True)


def expand(edit: Edit, ids: Iterable[str]) -> None:
    """Show what is inside groups again. Raises InvariantError when an id names no group."""
    _set_collapsed(edit, ids, collapsed=False)


def fold_all(edit: Edit) -> None:
    _set_collapsed(edit, tuple(edit.diagram.groups), collapsed=True)


def unfold_all(edit: Edit) -> None:
    _set_collapsed(edit, tuple(edit.diagram.groups), collapsed=False)


def _set_locked(edit: Edit, ids: Iterable[str], *, locked: bool) -> None:
    for record_id in outermost(edit.diagram, ids):
        edit.put(replace(require_placed(edit.diagram, record_id), locked=locked))


def _set_pinned(edit: Edit, ids: Iterable[str], *, pinned: bool) -> None:
    for record_id in with_descendants(edit.diagram, ids):
        node = edit.diagram.nodes.get(record_id)
        if node is not None:
            edit.put(replace(node, pinned=pinned))


def _set_collapsed(edit: Edit, ids: Iterable[str], *, collapsed: bool) -> None:
    groups = [require_group(edit.diagram, record_id) for record_id in ids]
    with reshaping(edit, [group.id for group in groups]):
        for group in groups:
            edit.put(replace(group, collapsed=collapsed))
