"""A diagram as a workspace of the Structurizr DSL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.ids import edge_id, slug
from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from infrasketch_desktop.diagram.reading import members_in_order
from infrasketch_desktop.diagram.records import Edge, Group, Node, Note, Sheet
from infrasketch_desktop.formats.facts import facts_comment, facts_of
from infrasketch_desktop.formats.losses import losses_of
from infrasketch_desktop.formats.names import clean_label, cut
from infrasketch_desktop.formats.result import Loss, Written
from infrasketch_desktop.formats.structurizr.names import CONTAINER, SYSTEM, DslNames, plain
from infrasketch_desktop.formats.structurizr.views import views
from infrasketch_desktop.formats.unwritten import unwritten
from infrasketch_desktop.language import tr

FORM = "Structurizr DSL"
_CARRIED = {Node: ("kind", "technology", "description"), Edge: ("kind",), Sheet: ("direction",)}
_HIDDEN = {
    Node: ("inputs", "outputs", "notes"),
    Group: ("collapsed",),
    Edge: ("animated",),
    Note: ("text", "group"),
    Sheet: ("title", "edge_style", "direction"),
}


def write(diagram: Diagram) -> Written:
    """`diagram` in UTF-8: outer groups as software systems, groups in them as containers, those in them as groups.

    Views of everything and of each system and container follow, and a style for each kind. What the DSL has no words
    for goes into comments where our reader finds it (`formats.facts`), and is told as a loss.
    """
    writer = _Writer(diagram)
    lines = writer.lines()
    told = unwritten(diagram, FORM, carried=_CARRIED, hidden=_HIDDEN)
    return Written(("\n".join(lines) + "\n").encode(), (*told, *writer.losses()))


class _Writer:
    def __init__(self, diagram: Diagram) -> None:
        self._diagram = diagram
        self._names = DslNames(diagram)
        self._related: set[tuple[str, str, str]] = set()
        self._changed: list[str] = []
        self._concealed: list[str] = []

    def lines(self) -> list[str]:
        sheet = self._diagram.sheet
        title = plain(sheet.title)
        facts = {"version": 1, **facts_of(sheet, "title", "edge_style", "direction")}
        return [
            f"// {facts_comment(facts)}",
            f'workspace "{title}" {{' if title else "workspace {",
            "    model {",
            *self._separator(),
            *self._members(None, SYSTEM, " " * 8),
            *self._relationships(" " * 8),
            "    }",
            *views(self._diagram, self._names),
            "}",
        ]

    def losses(self) -> tuple[Loss, ...]:
        """What is changed in the DSL and whole only in our comments."""
        names = tr(
            "strings of the DSL hold neither quotes nor line breaks, and names are unique; a comment keeps the text"
        )
        ends = tr(
            "the DSL has one relationship of a description between two elements, none with groups; a comment has it"
        )
        systems = tr("software systems and people have no technology in the DSL; a comment keeps it for InfraSketch")
        outer = [n for n in self._diagram.nodes.values() if n.group is None and n.technology]
        technologies = [tr("the technology of “{node}”", node=cut(clean_label(node.label), 40)) for node in outer]
        found = (
            *losses_of(tr("texts"), self._changed, names),
            *losses_of(tr("connections"), self._concealed, ends),
            *losses_of(tr("technologies"), technologies, systems),
        )
        return tuple(replace(loss, minor=True) for loss in found)

    def _separator(self) -> Iterator[str]:
        if any(self._diagram.depth(group) > CONTAINER + 1 for group in self._diagram.groups):
            yield from ("        properties {", '            "structurizr.groupSeparator" "/"', "        }")

    def _members(self, group: str | None, depth: int, indent: str) -> Iterator[str]:
        for record_id in members_in_order(self._diagram, group):
            record = self._diagram.placed(record_id)
            if isinstance(record, Group):
                yield from self._group(record, depth, indent)
            elif isinstance(record, Node):
                yield from self._node(record, depth, indent)
            elif isinstance(record, Note):
                yield f"{indent}// {facts_comment({'id': record.id, 'text': clean_label(record.text)})}"

    def _group(self, group: Group, depth: int, indent: str) -> Iterator[str]:
        name = self._names.name(group.id)
        keyword = {SYSTEM: "softwareSystem", CONTAINER: "container"}.get(depth, "group")
        facts = {**self._known(group, name), **facts_of(group, "collapsed")}
        if not any(i not in self._diagram.notes for i in self._diagram.members(group.id)):
            facts["sort"] = "group"
        yield from _told(indent, facts)
        yield f'{indent}{self._names.identifier(group.id)} = {keyword} "{name}" {{'
        yield from self._members(group.id, depth + 1, indent + "    ")
        yield f"{indent}}}"

    def _node(self, node: Node, depth: int, indent: str) -> Iterator[str]:
        name = self._names.name(node.id)
        facts = {**self._known(node, name), **facts_of(node, *_HIDDEN[Node])}
        values = [name, self._text(node, "description", facts)]
        if depth == SYSTEM:
            keyword = "person" if node.kind is NodeKind.CLIENT else "softwareSystem"
            facts |= facts_of(node, "technology")
        else:
            keyword = "container" if depth == CONTAINER else "component"
            values.append(self._text(node, "technology", facts))
        yield from _told(indent, facts)
        quoted = " ".join(f'"{value}"' for value in [*values, node.kind.value])
        yield f"{indent}{self._names.identifier(node.id)} = {keyword} {quoted}"

    def _text(self, node: Node, field: str, facts: dict[str, Any]) -> str:
        """A text of a node as the DSL can hold it; the facts keep the whole of one that is changed."""
        text = clean_label(getattr(node, field))
        if plain(text) != text:
            facts[field] = text
            self._changed.append(tr("the {field} of “{node}”", field=field, node=cut(clean_label(node.label), 40)))
        return plain(text)

    def _known(self, record: Node | Group, name: str) -> dict[str, Any]:
        """The facts on id and label, where the statement does not tell them."""
        label = clean_label(record.label)
        facts = {} if slug(label, "") == record.id else {"id": record.id}
        if name == label:
            return facts
        self._changed.append(tr("the name “{label}”", label=cut(label, 40)))
        return {**facts, "label": label}

    def _relationships(self, indent: str) -> Iterator[str]:
        for edge in sorted(self._diagram.edges.values(), key=lambda edge: edge.id):
            ends = self._names.identifier(edge.source), self._names.identifier(edge.target)
            facts = {} if edge.id == edge_id(edge.source, edge.target, ()) else {"id": edge.id}
            facts |= facts_of(edge, "animated")
            label, shown = clean_label(edge.label), plain(edge.label)
            if (*ends, shown) in self._related or not all(map(self._can_be_related, (edge.source, edge.target))):
                self._concealed.append(tr("the connection “{label}”", label=cut(label, 40) or edge.id))
                stated = {"source": ends[0], "target": ends[1], "label": label, "kind": edge.kind.value}
                yield from _told(indent, {**facts, **stated})
                continue
            self._related.add((*ends, shown))
            if shown != label:
                facts["label"] = label
                self._changed.append(tr("the description “{label}”", label=cut(label, 40)))
            tags = f' "" "{edge.kind}"' if edge.kind is not EdgeKind.REQUEST else ""
            description = f' "{shown}"' if shown or tags else ""
            yield from _told(indent, facts)
            yield f"{indent}{ends[0]} -> {ends[1]}{description}{tags}"

    def _can_be_related(self, record_id: str) -> bool:
        return record_id not in self._diagram.groups or self._diagram.depth(record_id) <= CONTAINER


def _told(indent: str, facts: dict[str, Any]) -> Iterator[str]:
    if facts:
        yield f"{indent}// {facts_comment(facts)}"
