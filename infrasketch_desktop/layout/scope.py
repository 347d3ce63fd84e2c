"""What a layout may move: everything, a selection, or the inside of one group."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.records import Node, Note
from infrasketch_desktop.language import tr
from infrasketch_desktop.layout.errors import LayoutError
from infrasketch_desktop.layout.view import View


@dataclass(frozen=True, slots=True)
class Scope:
    """Made by `everything`, `selection` or `inside`."""

    ids: frozenset[str] | None = None
    group: str | None = None

    @staticmethod
    def everything() -> Scope:
        return Scope()

    @staticmethod
    def selection(ids: Iterable[str]) -> Scope:
        """Selected nodes and groups; groups with all that is in them. Edges and unknown ids are passed over."""
        return Scope(ids=frozenset(ids))

    @staticmethod
    def inside(group_id: str) -> Scope:
        return Scope(group=group_id)


@dataclass(frozen=True, slots=True)
class Block:
    """Members of one group, or of the top level, that are arranged together."""

    parent: str | None
    children: tuple[str, ...]


def find_blocks(diagram: Diagram, view: View, scope: Scope) -> list[Block]:
    """What `scope` means in this diagram: members of the same parent together, inner groups first.

    Raises:
        LayoutError: the group does not exist or is collapsed.
    """
    if scope.group is not None:
        return [_inside(diagram, view, scope.group)]
    if scope.ids is None:
        members = tuple(i for i in view.children[None] if i not in diagram.notes)
        return [Block(None, members)] if members else []
    return _selected(diagram, view, scope.ids)


def _inside(diagram: Diagram, view: View, group_id: str) -> Block:
    if group_id not in diagram.groups:
        raise LayoutError(tr("There is no group “{group_id}”; nothing was moved.", group_id=group_id[:80]))
    if not view.children.get(group_id):
        label = diagram.groups[group_id].label or group_id
        raise LayoutError(
            tr("The group “{label}” shows no members to arrange; open it or add some first.", label=label)
        )
    return Block(group_id, view.children[group_id])


def _selected(diagram: Diagram, view: View, ids: frozenset[str]) -> list[Block]:
    shown = {view.shown[i] for i in ids if i in view.shown}
    by_parent: dict[str | None, list[str]] = {}
    for record_id in sorted(shown):
        if isinstance(diagram.placed(record_id), Note) or not shown.isdisjoint(view.ancestors(record_id)):
            continue
        by_parent.setdefault(view.parents[record_id], []).append(record_id)
    order = sorted(by_parent, key=lambda p: (-len(view.ancestors(p)) - 1 if p else 0, p or ""))
    return [Block(parent, tuple(by_parent[parent])) for parent in order]


def is_fixed(diagram: Diagram, view: View, shown_id: str) -> bool:
    """Whether a shown record, or something that it hides, was placed by hand or is locked."""
    if any(diagram.groups[group].locked for group in view.ancestors(shown_id)):
        return True
    for record_id in (shown_id, *diagram.descendants(shown_id)):
        record = diagram.placed(record_id)
        if record and (record.locked or (isinstance(record, Node) and record.pinned)):
            return True
    return False
