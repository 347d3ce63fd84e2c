"""What a text of another tool draws, in its own names, before it becomes operations.

Readers of Mermaid, D2 and Structurizr fill a transcript while they go through a text: names may be used before they
are explained, groups before their members. `imported` then gives ids, kinds and order to everything at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from infrasketch_desktop.diagram.ids import is_valid_id
from infrasketch_desktop.diagram.kinds import Direction, EdgeKind, NodeKind
from infrasketch_desktop.diagram.operations import (
    AddEdge,
    AddGroup,
    AddNode,
    AddNote,
    Operation,
    UpdateGroup,
    UpdateSheet,
)
from infrasketch_desktop.diagram.records import SHEET_ID
from infrasketch_desktop.diagram.validation import MAX_LABEL, MAX_PORTS, MAX_TEXT
from infrasketch_desktop.formats.bounds import MAX_EDGES, MAX_NODES, check_counts
from infrasketch_desktop.formats.errors import FormatError
from infrasketch_desktop.formats.facts import Facts, stated
from infrasketch_desktop.formats.losses import losses_of
from infrasketch_desktop.formats.meaning import edge_kind_between, meaning_of
from infrasketch_desktop.formats.names import Names, clean_label, cut
from infrasketch_desktop.formats.result import Imported, Loss, Origin
from infrasketch_desktop.language import tr
from infrasketch_desktop.technology import Catalog

_NAME_LENGTH = 40


@dataclass(slots=True)
class NodeEntry:
    """`kind` was said, `hint` is what a shape suggests; `remark` marks what is drawn as free text."""

    label: str
    line: int
    parent: str | None = None
    kind: NodeKind | None = None
    hint: NodeKind | None = None
    technology: str = ""
    description: str = ""
    remark: bool = False
    facts: Facts = field(default_factory=dict)


@dataclass(slots=True)
class GroupEntry:
    label: str
    line: int
    parent: str | None = None
    facts: Facts = field(default_factory=dict)


@dataclass(slots=True)
class EdgeEntry:
    source: str
    target: str
    line: int
    label: str = ""
    kind: EdgeKind | None = None
    animated: bool = False
    facts: Facts = field(default_factory=dict)


@dataclass(slots=True)
class Transcript:
    """Nodes and groups by the names that the text gives them; the two share one space of names.

    `ours` marks a text that we wrote: what it does not say is then not guessed from words.
    """

    file: str
    title: str = ""
    direction: Direction | None = None
    nodes: dict[str, NodeEntry] = field(default_factory=dict)
    groups: dict[str, GroupEntry] = field(default_factory=dict)
    edges: list[EdgeEntry] = field(default_factory=list)
    facts: Facts = field(default_factory=dict)
    ours: bool = False
    _lost: dict[tuple[str, str], list[tuple[str, int]]] = field(default_factory=dict)

    def lose(self, sort: str, name: str, why: str, line: int) -> None:
        """Note that `name` at `line` could not be carried; `sort` is the plural for many such things."""
        self._lost.setdefault((sort, why), []).append((clean_label(name), line))

    def check(self, line: int) -> None:
        """Stop early at more than a diagram can hold. Raises FormatError."""
        if max(len(self.nodes), len(self.groups)) > MAX_NODES or len(self.edges) > MAX_EDGES:
            raise FormatError(
                tr(
                    "there are more than {max_nodes:,} nodes or {max_edges:,} connections in it.",
                    max_nodes=MAX_NODES,
                    max_edges=MAX_EDGES,
                ),
                advice=tr("Import a part of it."),
                origin=Origin(self.file, line),
            )

    def losses(self) -> tuple[Loss, ...]:
        found: list[Loss] = []
        for (sort, why), lost in self._lost.items():
            origins = [Origin(self.file, line) for _, line in lost]
            found += losses_of(sort, [name for name, _ in lost], why, origins)
        return tuple(found)


def imported(transcripts: Sequence[Transcript], catalog: Catalog) -> Imported:
    """The operations that draw all of `transcripts` beside each other. Raises FormatError when that is too much."""
    names = Names(_stated_ids(transcripts))
    kept: set[str] = set()
    operations = _sheet(transcripts)
    for transcript in transcripts:
        operations += _Builder(transcript, catalog, names, kept).operations()
    check_counts(operations)
    return Imported(tuple(operations), tuple(loss for transcript in transcripts for loss in transcript.losses()))


class _Builder:
    """Turns one transcript into operations; ids are allotted as it goes."""

    def __init__(self, transcript: Transcript, catalog: Catalog, names: Names, kept: set[str]) -> None:
        self._transcript = transcript
        self._catalog = catalog
        self._names = names
        self._ids: dict[str, str] = {}
        self._kinds: dict[str, NodeKind] = {}
        self._kept = kept

    def operations(self) -> list[Operation]:
        ends = {end for edge in self._transcript.edges for end in (edge.source, edge.target)}
        found: list[Operation] = []
        for key in self._outer_first():
            found += self._group(key, self._transcript.groups[key])
        for key, node in self._transcript.nodes.items():
            found.append(self._note(key, node) if node.remark and key not in ends else self._node(key, node))
        for edge in self._transcript.edges:
            found += self._edge(edge)
        return found

    def _outer_first(self) -> list[str]:
        """The keys of groups, each behind the group around it; a cycle is cut where it closes."""
        groups = self._transcript.groups
        order: dict[str, None] = {}
        for start in groups:
            trail: dict[str, None] = {}
            key: str | None = start
            while key is not None and key in groups and key not in order and key not in trail:
                trail[key] = None
                key = groups[key].parent
            order.update(dict.fromkeys(reversed(trail)))
        return list(order)

    def _group(self, key: str, group: GroupEntry) -> list[Operation]:
        parent = self._parent(group.parent)
        label = self._short(tr("name of a group"), group.label, group.line)
        if group.parent in self._transcript.groups and parent is None:  # where a cycle was cut
            what = tr("the group around “{label}”", label=cut(label or key, _NAME_LENGTH))
            self._transcript.lose(tr("groups"), what, tr("the two contain each other"), group.line)
        new_id = self._id(key, group.facts, label or key, "group")
        found: list[Operation] = [AddGroup(id=new_id, label=label, group=parent)]
        if stated("group", group.facts).get("collapsed"):
            found.append(UpdateGroup(id=new_id, collapsed=True))
        return found

    def _node(self, key: str, node: NodeEntry) -> AddNode:
        facts = stated("node", node.facts)
        label = self._short("label", node.label, node.line)
        technology = facts.get("technology") or self._short("technology", node.technology, node.line)
        meaning = meaning_of(label, self._catalog, technology)
        hint = node.hint or (meaning.kind if meaning.weak else None)
        kind = facts.get("kind") or node.kind or (None if meaning.weak else meaning.kind) or hint or NodeKind.SERVICE
        if not (self._transcript.ours and node.kind):
            technology = technology or meaning.technology
        self._kinds[key] = kind
        return AddNode(
            id=self._id(key, node.facts, label or key, "node"),
            kind=kind,
            label=label,
            technology=cut(technology),
            description=cut(clean_label(facts.get("description") or node.description), MAX_TEXT),
            inputs=tuple(map(cut, facts.get("inputs", ())[:MAX_PORTS])),
            outputs=tuple(map(cut, facts.get("outputs", ())[:MAX_PORTS])),
            notes=cut(facts.get("notes", ""), MAX_TEXT),
            origin=cut(str(Origin(self._transcript.file, node.line))),
            group=self._parent(node.parent),
        )

    def _note(self, key: str, node: NodeEntry) -> AddNote:
        text = cut(clean_label(node.label), MAX_TEXT)
        return AddNote(id=self._id(key, node.facts, key, "note"), text=text, group=self._parent(node.parent))

    def _edge(self, edge: EdgeEntry) -> list[Operation]:
        if self._is_around(edge.source, edge.target) or self._is_around(edge.target, edge.source):
            what = tr(
                "the connection from “{source}” to “{target}”",
                source=cut(edge.source, _NAME_LENGTH),
                target=cut(edge.target, _NAME_LENGTH),
            )
            self._transcript.lose(
                tr("connections"), what, tr("a group cannot be connected with its own member"), edge.line
            )
            return []
        facts = stated("edge", edge.facts)
        source, target = self._ids[edge.source], self._ids[edge.target]
        guess = edge_kind_between(self._kinds.get(edge.source), self._kinds.get(edge.target))
        return [
            AddEdge(
                id=self._kept_id(edge.facts) or self._names.allot_edge(source, target),
                source=source,
                target=target,
                label=self._short(tr("label of a connection"), edge.label, edge.line),
                kind=facts.get("kind") or edge.kind or (EdgeKind.REQUEST if self._transcript.ours else guess),
                animated=edge.animated or facts.get("animated", False),
            )
        ]

    def _is_around(self, key: str, inner: str) -> bool:
        """Whether `key` is a group with `inner` somewhere inside."""
        groups = self._transcript.groups
        if key == inner or key not in groups:
            return False
        record: NodeEntry | GroupEntry = self._transcript.nodes.get(inner) or groups[inner]
        for _ in range(len(groups)):
            if record.parent is None or record.parent not in groups:
                return False
            if record.parent == key:
                return True
            record = groups[record.parent]
        return False

    def _id(self, key: str, facts: Facts, text: str, fallback: str) -> str:
        self._ids[key] = self._kept_id(facts) or self._names.allot(text, fallback)
        return self._ids[key]

    def _kept_id(self, facts: Facts) -> str:
        """The id that our own facts state, once: a copied comment must not give it to a second element."""
        wanted = _stated_id(facts)
        if not wanted or wanted in self._kept:
            return ""
        self._kept.add(wanted)
        return wanted

    def _parent(self, key: str | None) -> str | None:
        return self._ids.get(key) if key is not None else None

    def _short(self, what: str, text: str, line: int) -> str:
        clean = clean_label(text)
        if len(clean) > MAX_LABEL:
            name = tr("the end of the {what} “{clean}…”", what=what, clean=clean[:_NAME_LENGTH])
            self._transcript.lose(
                tr("texts that are too long"), name, tr("more than {max_label} characters", max_label=MAX_LABEL), line
            )
        return cut(clean)


def _sheet(transcripts: Sequence[Transcript]) -> list[Operation]:
    """Title and look of the whole; of several charts the first that says something counts."""
    title = next((cut(clean_label(found.title)) for found in transcripts if found.title), None)
    direction = next((found.direction for found in transcripts if found.direction), None)
    style = next((stated("sheet", found.facts).get("edge_style") for found in transcripts if found.facts), None)
    if title is None and direction is None and style is None:
        return []
    return [UpdateSheet(title=title, direction=direction, edge_style=style)]


def _stated_id(facts: Facts) -> str:
    wanted = facts.get("id")
    return wanted if isinstance(wanted, str) and is_valid_id(wanted) and wanted != SHEET_ID else ""


def _stated_ids(transcripts: Sequence[Transcript]) -> list[str]:
    return [wanted for found in transcripts for facts in _all_facts(found) if (wanted := _stated_id(facts))]


def _all_facts(transcript: Transcript) -> Iterator[Facts]:
    yield from (node.facts for node in transcript.nodes.values())
    yield from (group.facts for group in transcript.groups.values())
    yield from (edge.facts for edge in transcript.edges)
