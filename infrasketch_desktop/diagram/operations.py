"""Typed operations: what sketcher, assistants, importers and reviews propose, before it becomes an edit.

An operation names records by id and never carries a computed place: where a new node lies is the layout's answer.
Only `Place` and `Insert` state coordinates, for importers of files that have them. In the `Update…` operations None
means “leave as it is”.
"""

from __future__ import annotations

from dataclasses import dataclass

from infrasketch_desktop.diagram.kinds import Direction, EdgeKind, EdgeStyle, NodeKind
from infrasketch_desktop.diagram.records import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class AddNode:
    id: str
    kind: NodeKind
    label: str
    technology: str = ""
    description: str = ""
    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    notes: str = ""
    origin: str = ""
    group: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateNode:
    id: str
    kind: NodeKind | None = None
    label: str | None = None
    technology: str | None = None
    description: str | None = None
    inputs: tuple[str, ...] | None = None
    outputs: tuple[str, ...] | None = None
    notes: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveNode:
    """The node and every edge at it."""

    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddEdge:
    """An empty `id` is filled from the two ends."""

    source: str
    target: str
    id: str = ""
    label: str = ""
    kind: EdgeKind = EdgeKind.REQUEST
    animated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateEdge:
    id: str
    source: str | None = None
    target: str | None = None
    label: str | None = None
    kind: EdgeKind | None = None
    animated: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveEdge:
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddGroup:
    """A frame inside `group`; `members` are moved into it and must exist already."""

    id: str
    label: str
    group: str | None = None
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateGroup:
    id: str
    label: str | None = None
    collapsed: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveGroup:
    """The frame goes, its members stay where they are, one level up."""

    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetGroup:
    """Move a node, group or note into `group`; None means out of every group."""

    id: str
    group: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddNote:
    id: str
    text: str
    group: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateNote:
    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveNote:
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Put the top-left corner of a node or note at (x, y) in scene units; `pinned` as if placed by hand.

    `width` and `height` resize it, where they are given.
    """

    id: str
    x: float
    y: float
    pinned: bool = False
    width: float | None = None
    height: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Insert:
    """Put a whole record as another sketch had it, place and look included; a sheet replaces the sheet.

    Only for importers of our own records: it is no part of the JSON form that assistants speak.
    """

    record: Record


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateSheet:
    title: str | None = None
    direction: Direction | None = None
    edge_style: EdgeStyle | None = None


Operation = (
    AddNode
    | UpdateNode
    | RemoveNode
    | AddEdge
    | UpdateEdge
    | RemoveEdge
    | AddGroup
    | UpdateGroup
    | RemoveGroup
    | SetGroup
    | AddNote
    | UpdateNote
    | RemoveNote
    | Place
    | Insert
    | UpdateSheet
)
