"""Collects what a reader of infrastructure files finds, under the names of the source, and makes operations of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from infrasketch_desktop.diagram.operations import AddEdge, AddGroup, AddNode, Operation, UpdateSheet
from infrasketch_desktop.diagram.validation import MAX_LABEL, MAX_PORTS, MAX_TEXT
from infrasketch_desktop.formats.addresses import without_user_info
from infrasketch_desktop.formats.bounds import MAX_EDGES, MAX_NODES, check_counts
from infrasketch_desktop.formats.errors import FormatError
from infrasketch_desktop.formats.names import Names, clean_label, cut
from infrasketch_desktop.formats.result import Imported, Loss, Origin
from infrasketch_desktop.formats.yaml_tree import Document
from infrasketch_desktop.language import tr

MAX_LOSSES = 500
_KEEPERS = frozenset({NodeKind.DATABASE, NodeKind.CACHE, NodeKind.STORAGE, NodeKind.SEARCH})


@dataclass(slots=True)
class Part:
    """A node to be. `notes` are sentences; `group` is the key of a group that was added, or empty."""

    label: str
    kind: NodeKind
    origin: Origin
    technology: str = ""
    description: str = ""
    inputs: tuple[str, ...] = ()
    notes: list[str] = field(default_factory=list)
    group: str = ""


@dataclass(slots=True)
class _Link:
    labels: dict[str, None]
    kind: EdgeKind | None


class Draft:
    """Parts, groups and links by keys of the source's making; two links between the same ends become one edge.

    Texts are made harmless here and user-info in URLs is dropped. What grows beyond what a diagram may hold is refused
    as soon as it does.
    """

    def __init__(self) -> None:
        self.parts: dict[str, Part] = {}
        self._groups: dict[str, tuple[str, str]] = {}
        self._links: dict[tuple[str, str], _Link] = {}
        self._losses: list[Loss] = []
        self._left_out: dict[tuple[str, str], list[Origin]] = {}
        self._untold = 0

    def add_group(self, key: str, label: str, parent: str = "") -> None:
        """A frame; one that no part ever comes into is left away. Adding it again changes nothing."""
        self._groups.setdefault(key, (label, parent))

    def add(self, key: str, part: Part) -> None:
        self.parts.setdefault(key, part)
        if len(self.parts) > MAX_NODES:
            raise FormatError(
                tr("There are more than {max_nodes:,} components.", max_nodes=MAX_NODES),
                advice=tr("Import a part of it."),
                origin=part.origin,
            )

    def connect(self, source: str, target: str, label: str = "", kind: EdgeKind | None = None) -> None:
        """A link between two parts; without a `kind` it follows from what they are. To itself: nothing."""
        if source == target:
            return
        link = self._links.setdefault((source, target), _Link({}, kind))
        if label and len(link.labels) < MAX_LABEL:
            link.labels[label] = None
        link.kind = link.kind or kind
        if len(self._links) > MAX_EDGES:
            raise FormatError(
                tr("There are more than {max_edges:,} connections.", max_edges=MAX_EDGES),
                advice=tr("Import a part of it."),
            )

    def lose(self, what: str, why: str, origin: Origin | None = None) -> None:
        if len(self._losses) < MAX_LOSSES:
            self._losses.append(Loss(self._text(what, MAX_LABEL), self._text(why, MAX_LABEL), origin))
        else:
            self._untold += 1

    def leave_out(self, sort: str, why: str, origin: Origin) -> None:
        """One of a sort that is left out; each sort becomes one loss that says how many there are."""
        self._left_out.setdefault((sort, why), []).append(origin)

    def take_remarks(self, document: Document, file: str) -> None:
        """What was odd in a document, as losses."""
        for remark in document.remarks:
            self.lose(remark.what, remark.why, Origin(file, remark.line))

    def imported(self, title: str = "") -> Imported:
        """Raises FormatError when it is more than a diagram holds."""
        names = Names()
        operations: list[Operation] = [UpdateSheet(title=self._text(title, MAX_LABEL))] if title else []
        groups = dict(self._named_groups(names))
        for key, group_id in groups.items():
            label, parent = self._groups[key]
            operations.append(AddGroup(id=group_id, label=self._text(label, MAX_LABEL), group=groups.get(parent)))
        nodes = {key: names.allot(part.label, part.kind.value) for key, part in self.parts.items()}
        operations += (self._node(nodes[key], part, groups) for key, part in self.parts.items())
        operations += self._edges(nodes, names)
        check_counts(operations)
        return Imported(tuple(operations), tuple(self._all_losses()))

    def _named_groups(self, names: Names) -> Iterator[tuple[str, str]]:
        """Those with a part inside, outer before inner."""
        wanted: set[str] = set()
        for part in self.parts.values():
            key = part.group
            while key in self._groups and key not in wanted:
                wanted.add(key)
                key = self._groups[key][1]
        done: set[str] = {""}
        for start in self._groups:
            trail: list[str] = []
            key = start
            while key in wanted and key not in done and key not in trail:
                trail.append(key)
                key = self._groups[key][1]
            for inner in reversed(trail):
                done.add(inner)
                yield inner, names.allot(self._groups[inner][0], "group")

    def _node(self, node_id: str, part: Part, groups: dict[str, str]) -> AddNode:
        return AddNode(
            id=node_id,
            kind=part.kind,
            label=self._label(part),
            technology=self._text(part.technology, MAX_LABEL),
            description=self._text(part.description, MAX_TEXT),
            inputs=tuple(self._text(text, MAX_LABEL) for text in part.inputs[:MAX_PORTS]),
            notes=cut(without_user_info("\n".join(map(_one_line, part.notes))), MAX_TEXT),
            origin=cut(clean_label(str(part.origin))),
            group=groups.get(part.group),
        )

    def _label(self, part: Part) -> str:
        label = self._text(part.label, MAX_LABEL)
        if len(_one_line(part.label)) > MAX_LABEL:
            self.lose(
                tr("The name “{label}…”", label=label[:40]),
                tr("it was cut to {max_label} characters", max_label=MAX_LABEL),
                part.origin,
            )
        return label or part.kind.display_name

    def _edges(self, nodes: dict[str, str], names: Names) -> Iterator[AddEdge]:
        for (source, target), link in self._links.items():
            if source in nodes and target in nodes:
                yield AddEdge(
                    id=names.allot_edge(nodes[source], nodes[target]),
                    source=nodes[source],
                    target=nodes[target],
                    label=self._text(", ".join(link.labels), MAX_LABEL),
                    kind=link.kind or flow_between(self.parts[source].kind, self.parts[target].kind),
                )

    @staticmethod
    def _text(text: str, limit: int) -> str:
        return cut(without_user_info(_one_line(text)), limit)

    def _all_losses(self) -> Sequence[Loss]:
        counted = [
            Loss(
                tr("{origins} × {sort}", origins=len(origins), sort=sort) if len(origins) > 1 else sort, why, origins[0]
            )
            for (sort, why), origins in self._left_out.items()
        ]
        untold = self._untold + max(0, len(counted) - MAX_LOSSES)
        rest = [Loss(tr("{untold:,} more", untold=untold), tr("there is too much to tell it all"))] if untold else []
        return [*self._losses, *counted[:MAX_LOSSES], *rest]


def flow_between(source: NodeKind, target: NodeKind) -> EdgeKind:
    """What flows between two parts of which only the kinds are known."""
    if NodeKind.QUEUE in {source, target}:
        return EdgeKind.EVENT
    return EdgeKind.DATA if target in _KEEPERS else EdgeKind.REQUEST


def _one_line(text: str) -> str:
    return " ".join(clean_label(text).split())
