"""Joins what several readers found in one repository: the same part in two files becomes one node."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.diagram.operations import AddEdge, AddGroup, AddNode, Operation
from infrasketch_desktop.diagram.validation import MAX_TEXT
from infrasketch_desktop.formats.draft import flow_between
from infrasketch_desktop.formats.names import Names, cut
from infrasketch_desktop.formats.result import Imported

_NOTE = re.compile(r"^(Built from|Image): (.+)$", re.MULTILINE)
"""Sentences that readers of infrastructure leave in the notes of what they found."""
_SERVICE = re.compile(r"(?:service|svc)$")


def plain_name(text: str) -> str:
    """A name as it is compared: `Orders-Service` and `orders` are the same."""
    letters = re.sub(r"[^a-z0-9]", "", text.lower())
    return _SERVICE.sub("", letters) or letters


def folder_of(place: str) -> str:
    """The folder of a path or of an origin such as `k8s/a.yaml:12`; "" is the root."""
    return posixpath.dirname(place)


def is_below(folder: str, other: str) -> bool:
    """Whether a folder lies somewhere inside another one."""
    return folder != other and (not other or folder.startswith(f"{other}/"))


@dataclass(slots=True)
class System:
    """The parts of a repository as they come together.

    `folders` are those a node is built from, by paths below the root; `images` the plain names of what it runs.
    """

    nodes: dict[str, AddNode] = field(default_factory=dict)
    groups: dict[str, AddGroup] = field(default_factory=dict)
    edges: dict[tuple[str, str], AddEdge] = field(default_factory=dict)
    folders: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    images: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _names: Names = field(default_factory=Names)

    def join(self, imported: Imported) -> None:
        """Add what a reader found. A part that an earlier one found under the same name only gains by it."""
        known = self._by_name()
        ids: dict[str, str] = {}
        for operation in imported.operations:
            match operation:
                case AddGroup():
                    ids[operation.id] = self._join_group(operation, ids)
                case AddNode():
                    ids[operation.id] = self._join_node(operation, ids, known)
                    self._take_notes(ids[operation.id], operation)
                case AddEdge():
                    self._join_edge(operation, ids)
                case _:  # titles of single files are not that of the repository
                    pass

    def add(self, node: AddNode) -> str:
        """A new part; its id is made from its label."""
        new_id = self._names.allot(node.label, node.kind.value)
        self.nodes[new_id] = replace(node, id=new_id)
        return new_id

    def connect(self, source: str, target: str) -> None:
        if source != target and (source, target) not in self.edges:
            kind = flow_between(self.nodes[source].kind, self.nodes[target].kind)
            edge = AddEdge(id=self._names.allot_edge(source, target), source=source, target=target, kind=kind)
            self.edges[source, target] = edge

    def targets_of(self, node_id: str) -> Iterator[AddNode]:
        """The nodes that a node has edges to."""
        return (self.nodes[target] for source, target in self.edges if source == node_id)

    def operations(self) -> tuple[Operation, ...]:
        """Groups that hold something, outer first, then nodes, then edges."""
        used: set[str] = set()
        for node in self.nodes.values():
            group = node.group
            while group is not None and group not in used:
                used.add(group)
                group = self.groups[group].group
        groups = (group for group_id, group in self.groups.items() if group_id in used)
        return (*groups, *self.nodes.values(), *self.edges.values())

    def _by_name(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for node_id, node in self.nodes.items():
            found[plain_name(node.label)].append(node_id)
        return found

    def _join_group(self, group: AddGroup, ids: dict[str, str]) -> str:
        parent = ids.get(group.group) if group.group else None
        for known in self.groups.values():
            if known.label == group.label and known.group == parent:
                return known.id
        new_id = self._names.allot(group.label, "group")
        self.groups[new_id] = replace(group, id=new_id, group=parent)
        return new_id

    def _join_node(self, node: AddNode, ids: dict[str, str], known: dict[str, list[str]]) -> str:
        twins = [i for i in known.get(plain_name(node.label), ()) if _may_be_one(self.nodes[i], node)]
        if len(twins) != 1:
            return self.add(replace(node, group=ids.get(node.group) if node.group else None))
        twin = self.nodes[twins[0]]
        self.nodes[twin.id] = replace(
            twin,
            kind=node.kind if twin.kind is NodeKind.SERVICE else twin.kind,
            technology=twin.technology or node.technology,
            description=twin.description or node.description,
            inputs=twin.inputs or node.inputs,
            notes=with_notes(twin.notes, *node.notes.splitlines(), f"Also in: {node.origin}"),
        )
        return twin.id

    def _take_notes(self, node_id: str, node: AddNode) -> None:
        base = folder_of(node.origin)
        for sort, value in _NOTE.findall(node.notes):
            if sort == "Image":
                image = value.partition("@")[0].rpartition("/")[2].partition(":")[0]
                self.images[node_id].add(plain_name(image))
            else:
                folder = posixpath.normpath(posixpath.join(base, value))
                self.folders[node_id].add("" if folder == "." else folder)

    def _join_edge(self, edge: AddEdge, ids: dict[str, str]) -> None:
        source, target = ids[edge.source], ids[edge.target]
        known = self.edges.get((source, target))
        if known is not None:
            self.edges[source, target] = replace(known, label=known.label or edge.label)
        elif source != target:
            new_id = self._names.allot_edge(source, target)
            self.edges[source, target] = replace(edge, id=new_id, source=source, target=target)


def with_notes(notes: str, *lines: str) -> str:
    """`notes` with the lines that they do not have yet."""
    found = dict.fromkeys([*notes.splitlines(), *lines])
    return cut("\n".join(line for line in found if line), MAX_TEXT)


def _may_be_one(a: AddNode, b: AddNode) -> bool:
    """Whether nothing speaks against two namesakes being one part."""
    if a.technology and b.technology:
        return a.technology == b.technology
    return NodeKind.SERVICE in {a.kind, b.kind} or a.kind is b.kind
