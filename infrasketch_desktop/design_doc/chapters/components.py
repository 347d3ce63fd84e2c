"""Component Details: every component with its purpose, technology, neighbours and notes."""

from __future__ import annotations

from collections.abc import Iterator

from infrasketch_desktop.design_doc.chapters.parts import block
from infrasketch_desktop.design_doc.chapters.picture import EDGE_NAMES
from infrasketch_desktop.design_doc.chapters.purposes import purpose
from infrasketch_desktop.design_doc.document import Block
from infrasketch_desktop.design_doc.markup import escaped, paragraphs, table, told
from infrasketch_desktop.design_doc.survey import Survey
from infrasketch_desktop.design_doc.words import listed, spelled_first
from infrasketch_desktop.diagram.kinds import Chapter
from infrasketch_desktop.diagram.records import Edge, Node
from infrasketch_desktop.language import tr, tr_count, tr_in
from infrasketch_desktop.technology.knowledge import NO_LORE, Lore

HERE = Chapter.COMPONENT_DETAILS
_ROWS = 30


def write(survey: Survey) -> Iterator[Block]:
    described: dict[Lore, str] = {}
    for node in survey.parts:
        title = survey.title(node.id)
        yield block(HERE, "purpose", purpose(survey, node), element=node.id, title=title, anchor=node.id)
        technology = _technology(survey, node, described)
        if technology:
            yield block(HERE, "technology", technology, element=node.id)
        yield block(HERE, "facts", _facts(survey, node), element=node.id)
        connections = _connections(survey, node)
        if connections:
            yield block(HERE, "connections", connections, element=node.id)
        notes = paragraphs(node.notes)
        if notes:
            yield block(HERE, "notes", tr("**Notes.** {notes}", notes=notes), element=node.id)


def _technology(survey: Survey, node: Node, described: dict[Lore, str]) -> str:
    """Why and how the technology is used; told once, and referred to where it is used again."""
    lore = survey.lore(node)
    if lore == NO_LORE:
        return ""
    first = described.setdefault(lore, node.id)
    if first != node.id:
        return tr("The notes on technology under {name} hold here too.", name=survey.link(first))
    scaling, caution = told(tr(lore.scaling)), told(tr(lore.caution))
    texts = (
        told(tr(lore.purpose)),
        tr("**Scaling.** {text}", text=scaling) if scaling else "",
        tr("**To watch.** {text}", text=caution) if caution else "",
    )
    return "\n\n".join(filter(None, texts))


def _facts(survey: Survey, node: Node) -> str:
    group = survey.link(node.group) if node.group else ""
    rows = [
        (tr("Kind"), tr(node.kind.display_name)),
        (tr("Technology"), escaped(survey.technology_name(node))),
        (tr_in("of a component", "Group"), group),
        (tr("Takes"), listed([escaped(port) for port in node.inputs if escaped(port)], _ROWS)),
        (tr("Gives"), listed([escaped(port) for port in node.outputs if escaped(port)], _ROWS)),
        (tr("Found in"), escaped(node.origin)),
    ]
    return table((tr("Property"), tr("Value")), [row for row in rows if row[1]])


def _connections(survey: Survey, node: Node) -> str:
    """Every edge at the component, then those at the groups around it; empty when there are none."""
    rows: list[tuple[str, ...]] = [
        (tr_in("direction", "From"), survey.link(edge.source), *_flow(edge)) for edge in survey.incoming(node.id)
    ]
    rows += [(tr_in("direction", "To"), survey.link(edge.target), *_flow(edge)) for edge in survey.outgoing(node.id)]
    rows += [_through_group(survey, node, edge) for edge in survey.through_groups(node.id)]
    if not rows:
        return ""
    found = table((tr("Direction"), tr("Component"), tr("What flows"), tr("Kind")), rows[:_ROWS])
    left = len(rows) - _ROWS
    if left <= 0:
        return found
    more = tr_count(
        "One further connection left out here.",
        "{number} further connections left out here.",
        left,
        number=spelled_first(left),
    )
    return f"{found}\n\n{more}"


def _through_group(survey: Survey, node: Node, edge: Edge) -> tuple[str, ...]:
    is_incoming = edge.target in survey.diagram.ancestors(node.id)
    other, group = (edge.source, edge.target) if is_incoming else (edge.target, edge.source)
    name = tr("{name}, through {group}", name=survey.link(other), group=survey.link(group))
    direction = tr_in("direction", "From") if is_incoming else tr_in("direction", "To")
    return direction, name, *_flow(edge)


def _flow(edge: Edge) -> tuple[str, str]:
    return escaped(edge.label), tr(EDGE_NAMES[edge.kind])
