"""Writes a diagram as a page for Notion."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.reading import members_in_order
from infrasketch_desktop.diagram.records import Edge, Group, Node, Note, Sheet
from infrasketch_desktop.formats.mermaid.writing import write as write_mermaid
from infrasketch_desktop.formats.notion.markup import code, escaped, paragraphs, quoted, table
from infrasketch_desktop.formats.result import Written
from infrasketch_desktop.formats.unwritten import Fields, unwritten

_CARRIED: Fields = {
    Node: ("kind", "technology", "description", "inputs", "outputs", "notes"),
    Edge: ("kind",),
    Note: ("text",),
    Sheet: ("title", "direction"),
}


def write(diagram: Diagram) -> Written:
    """`diagram` as Markdown: the picture, components, connections, groups, details and notes."""
    blocks = [f"# {escaped(diagram.sheet.title) or 'Architecture'}"]
    if diagram.nodes or diagram.groups:
        blocks.append(code("mermaid", _mermaid(diagram)))
    blocks += (block for part in (_components, _connections, _groups, _details, _notes) for block in part(diagram))
    text = "\n\n".join(blocks) + "\n"
    return Written(text.encode("utf-8"), unwritten(diagram, "Notion", carried=_CARRIED))


def _mermaid(diagram: Diagram) -> str:
    """The flowchart without its title, which is the heading already, and without comments.

    Nor is anything animated: ids of edges, which that takes, came to Mermaid late, and an older one draws nothing.
    """
    still = build_diagram(replace(record, animated=False) if isinstance(record, Edge) else record for record in diagram)
    lines = write_mermaid(still).content.decode("utf-8").split("\n")
    if lines[0] == "---":
        lines = lines[lines.index("---", 1) + 1 :]
    return "\n".join(line for line in lines if not line.lstrip().startswith("%%"))


def _components(diagram: Diagram) -> Iterator[str]:
    if not diagram.nodes:
        return
    rows = []
    for node_id in _nodes_in_order(diagram, None):
        node = diagram.nodes[node_id]
        group = _name(diagram, node.group) if node.group else ""
        rows.append((_name(diagram, node_id), node.kind.display_name, node.technology, group))
    yield "## Components"
    yield table(("Component", "Kind", "Technology", "Group"), rows)


def _connections(diagram: Diagram) -> Iterator[str]:
    if not diagram.edges:
        return
    edges = [diagram.edges[i] for i in sorted(diagram.edges)]
    rows = [(_name(diagram, e.source), _name(diagram, e.target), e.label, e.kind.value) for e in edges]
    yield "## Connections"
    yield table(("From", "To", "What", "Kind"), rows)


def _groups(diagram: Diagram) -> Iterator[str]:
    if diagram.groups:
        yield "## Groups"
        yield "\n".join(_group_lines(diagram, None, ""))


def _group_lines(diagram: Diagram, group: str | None, indent: str) -> Iterator[str]:
    for member in members_in_order(diagram, group):
        if member in diagram.groups or (group and member in diagram.nodes):
            yield f"{indent}- {escaped(_name(diagram, member))}"
            yield from _group_lines(diagram, member, indent + "\t")


def _details(diagram: Diagram) -> Iterator[str]:
    found = [block for node_id in _nodes_in_order(diagram, None) for block in _detail(diagram, diagram.nodes[node_id])]
    if found:
        yield "## Details"
        yield from found


def _detail(diagram: Diagram, node: Node) -> Iterator[str]:
    ports = [("Takes", node.inputs), ("Gives", node.outputs)]
    facts = [f"- {name}: {escaped(', '.join(values))}" for name, values in ports if values]
    if node.description or node.notes or facts:
        yield f"### {escaped(_name(diagram, node.id))}"
        yield from paragraphs(node.description)
        if facts:
            yield "\n".join(facts)
        if node.notes.strip():
            yield quoted(node.notes)


def _notes(diagram: Diagram) -> Iterator[str]:
    texts = [diagram.notes[i].text for i in sorted(diagram.notes)]
    if any(text.strip() for text in texts):
        yield "## Notes"
        yield from (quoted(text) for text in texts if text.strip())


def _nodes_in_order(diagram: Diagram, group: str | None) -> Iterator[str]:
    for member in members_in_order(diagram, group):
        if member in diagram.nodes:
            yield member
        yield from _nodes_in_order(diagram, member) if member in diagram.groups else ()


def _name(diagram: Diagram, record_id: str) -> str:
    record = diagram.placed(record_id)
    assert isinstance(record, Node | Group)
    return record.label if record.label.strip() else record_id
