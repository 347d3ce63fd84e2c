"""The working copy on which the clauses of a command act, and the operations they came to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.ids import edge_id, slug, unique_id
from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from infrasketch_desktop.diagram.operations import (
    AddEdge,
    AddGroup,
    AddNode,
    AddNote,
    Operation,
    RemoveEdge,
    RemoveGroup,
    RemoveNode,
    SetGroup,
    UpdateEdge,
    UpdateGroup,
    UpdateNode,
    UpdateSheet,
)
from infrasketch_desktop.diagram.records import SHEET_ID, Edge, Group, Node, Sheet

STORES = frozenset({NodeKind.DATABASE, NodeKind.CACHE, NodeKind.STORAGE, NodeKind.SEARCH})


class Scene:
    """Nodes, groups and edges as the command has left them so far.

    `focus` are the ids "it" and "them" mean, `focus_edges` the edges. Every change is kept as an operation, in
    order; no self-loop and no second edge between the same ends in the same direction is ever made.
    """

    def __init__(self, diagram: Diagram, focus: Iterable[str] = ()) -> None:
        self.nodes: dict[str, Node] = dict(diagram.nodes)
        self.groups: dict[str, Group] = dict(diagram.groups)
        self.edges: dict[str, Edge] = dict(diagram.edges)
        self.sheet: Sheet = diagram.sheet
        self.operations: list[Operation] = []
        self.notes: list[str] = []
        self.focus: tuple[str, ...] = tuple(i for i in focus if i in self.nodes or i in self.groups)
        self.focus_edges: tuple[str, ...] = ()
        self._other_ids = frozenset((*diagram.notes, SHEET_ID))

    def fork(self) -> Scene:
        """An independent copy, to try a reading on."""
        other = object.__new__(Scene)
        other.nodes, other.groups, other.edges = self.nodes.copy(), self.groups.copy(), self.edges.copy()
        other.sheet, other._other_ids = self.sheet, self._other_ids
        other.operations, other.notes = self.operations.copy(), self.notes.copy()
        other.focus, other.focus_edges = self.focus, self.focus_edges
        return other

    # --- nodes

    def add_node(self, kind: NodeKind, label: str, technology: str = "", group: str | None = None) -> str:
        """Add a node and return its id, a slug of the label; the new node becomes the focus."""
        node = Node(id=self._free_id(label, kind), kind=kind, label=label, technology=technology, group=group)
        self.nodes[node.id] = node
        self.operations.append(AddNode(id=node.id, kind=kind, label=label, technology=technology, group=group))
        self.focus = (node.id,)
        return node.id

    def update_node(
        self, node_id: str, *, kind: NodeKind | None = None, label: str | None = None, technology: str | None = None
    ) -> None:
        """Change what is given; the id and the edges stay."""
        before = self.nodes[node_id]
        after = replace(
            before,
            kind=kind or before.kind,
            label=before.label if label is None else label,
            technology=before.technology if technology is None else technology,
        )
        self.focus = (node_id,)
        if after != before:
            self.nodes[node_id] = after
            self.operations.append(UpdateNode(id=node_id, kind=kind, label=label, technology=technology))

    def remove_node(self, node_id: str) -> None:
        """Remove a node with its edges."""
        del self.nodes[node_id]
        self.edges = {key: edge for key, edge in self.edges.items() if node_id not in (edge.source, edge.target)}
        self.operations.append(RemoveNode(id=node_id))
        self.focus = tuple(i for i in self.focus if i != node_id)

    # --- edges

    def connect(self, source: str, target: str, label: str = "", kind: EdgeKind | None = None) -> str | None:
        """Draw an edge, or return the one that is already there; None for a node with itself."""
        if source == target:
            return None
        if existing := self.edge(source, target):
            return existing.id
        edge = Edge(
            id=edge_id(source, target, self._taken()),
            source=source,
            target=target,
            label=label,
            kind=kind or self._likely_kind(source, target),
        )
        self.edges[edge.id] = edge
        self.operations.append(AddEdge(id=edge.id, source=source, target=target, label=label, kind=edge.kind))
        return edge.id

    def move_edge(self, edge_id: str, *, source: str | None = None, target: str | None = None) -> None:
        """Let an edge begin or end elsewhere, keeping label and kind; it goes when it would double or loop."""
        before = self.edges[edge_id]
        after = replace(before, source=source or before.source, target=target or before.target)
        if after == before:
            return
        if after.source == after.target or self.edge(after.source, after.target):
            self.remove_edge(edge_id)
            return
        self.edges[edge_id] = after
        self.operations.append(UpdateEdge(id=edge_id, source=source, target=target))

    def update_edge(self, edge_id: str, *, label: str | None = None, kind: EdgeKind | None = None) -> None:
        before = self.edges[edge_id]
        after = replace(before, label=before.label if label is None else label, kind=kind or before.kind)
        if after != before:
            self.edges[edge_id] = after
            self.operations.append(UpdateEdge(id=edge_id, label=label, kind=kind))

    def redirect_edge(self, edge_id: str, source: str, target: str) -> None:
        """Give an edge two other ends; no check for doubles."""
        self.edges[edge_id] = replace(self.edges[edge_id], source=source, target=target)
        self.operations.append(UpdateEdge(id=edge_id, source=source, target=target))

    def reverse_edge(self, edge_id: str) -> None:
        """Turn an edge round; when its opposite exists already, both change places and nothing is lost."""
        self.redirect_edge(edge_id, self.edges[edge_id].target, self.edges[edge_id].source)

    def remove_edge(self, edge_id: str) -> None:
        del self.edges[edge_id]
        self.operations.append(RemoveEdge(id=edge_id))

    def edge(self, source: str, target: str) -> Edge | None:
        return next((e for e in self.edges.values() if e.source == source and e.target == target), None)

    def edges_between(self, one: str, other: str) -> list[Edge]:
        """Edges in either direction."""
        return [e for e in self.edges.values() if {e.source, e.target} == {one, other}]

    def edges_into(self, node_id: str) -> list[Edge]:
        return [e for e in self.edges.values() if e.target == node_id]

    def edges_out_of(self, node_id: str) -> list[Edge]:
        return [e for e in self.edges.values() if e.source == node_id]

    def neighbours(self, node_id: str) -> Iterator[str]:
        for edge in self.edges.values():
            if edge.source == node_id:
                yield edge.target
            elif edge.target == node_id:
                yield edge.source

    # --- groups and sheet

    def add_group(self, label: str, members: Iterable[str]) -> str:
        """Frame `members`, in the group they have in common if any, and return the new group's id."""
        inside = tuple(dict.fromkeys(members))
        parents = {self.parent(member) for member in inside}
        parent = parents.pop() if len(parents) == 1 else None
        group = Group(id=self._free_id(label, "group"), label=label, group=parent)
        self.groups[group.id] = group
        self.operations.append(AddGroup(id=group.id, label=label, group=parent, members=inside))
        for member in inside:
            self._put_in(member, group.id)
        self.focus = (group.id,)
        return group.id

    def set_group(self, record_id: str, group: str | None) -> None:
        if self.parent(record_id) != group:
            self._put_in(record_id, group)
            self.operations.append(SetGroup(id=record_id, group=group))

    def update_group(self, group_id: str, *, label: str | None = None, collapsed: bool | None = None) -> None:
        before = self.groups[group_id]
        self.groups[group_id] = replace(
            before,
            label=before.label if label is None else label,
            collapsed=before.collapsed if collapsed is None else collapsed,
        )
        self.operations.append(UpdateGroup(id=group_id, label=label, collapsed=collapsed))
        self.focus = (group_id,)

    def remove_group(self, group_id: str) -> None:
        """Take the frame away; its members and nothing else stay, one level up."""
        for member in self.members(group_id):
            self._put_in(member, self.groups[group_id].group)
        del self.groups[group_id]
        self.edges = {key: edge for key, edge in self.edges.items() if group_id not in (edge.source, edge.target)}
        self.operations.append(RemoveGroup(id=group_id))
        self.focus = ()

    def update_sheet(self, change: UpdateSheet) -> None:
        self.operations.append(change)

    def add_note(self, text: str) -> None:
        name = self._free_id(text, "note")
        self._other_ids |= {name}
        self.operations.append(AddNote(id=name, text=text))

    def parent(self, record_id: str) -> str | None:
        record = self.nodes.get(record_id) or self.groups.get(record_id)
        return record.group if record else None

    def members(self, group_id: str) -> tuple[str, ...]:
        """Ids of the nodes and groups directly inside a group."""
        records: Iterable[Node | Group] = (*self.nodes.values(), *self.groups.values())
        return tuple(record.id for record in records if record.group == group_id)

    def nodes_inside(self, group_id: str) -> tuple[str, ...]:
        """Ids of the nodes inside a group at any depth."""
        found: list[str] = []
        for member in self.members(group_id):
            found.extend([member] if member in self.nodes else self.nodes_inside(member))
        return tuple(found)

    def frames_inside(self, group_id: str) -> tuple[str, ...]:
        """Ids of the groups inside a group at any depth and of the group itself, innermost first."""
        if group_id not in self.groups:
            return ()
        inner = [frame for member in self.members(group_id) for frame in self.frames_inside(member)]
        return (*inner, group_id)

    # --- names

    def label(self, record_id: str) -> str:
        record = self.nodes.get(record_id) or self.groups.get(record_id)
        return record.label if record else record_id

    def _free_id(self, label: str, fallback: str) -> str:
        return unique_id(slug(label, fallback), self._taken())

    def _taken(self) -> frozenset[str]:
        return self._other_ids.union(self.nodes, self.groups, self.edges)

    def _put_in(self, record_id: str, group: str | None) -> None:
        if record_id in self.nodes:
            self.nodes[record_id] = replace(self.nodes[record_id], group=group)
        else:
            self.groups[record_id] = replace(self.groups[record_id], group=group)

    def _likely_kind(self, source: str, target: str) -> EdgeKind:
        kinds = [node.kind for i in (source, target) if (node := self.nodes.get(i))]
        if NodeKind.QUEUE in kinds:
            return EdgeKind.EVENT
        return EdgeKind.DATA if STORES.intersection(kinds[-1:]) else EdgeKind.REQUEST
