"""Component Details: every component with its purpose, technology, neighbours and notes."""

from __future__ import annotations

from collections.abc import Iterator

from infrasketch_desktop.design_doc.chapters.parts import block
from infrasketch_desktop.design_doc.document import Block
from infrasketch_desktop.design_doc.markup import escaped, paragraphs, table
from infrasketch_desktop.design_doc.survey import Survey
from infrasketch_desktop.design_doc.words import counted, listed, noun, sentence, with_article
from infrasketch_desktop.diagram.kinds import Chapter
from infrasketch_desktop.diagram.records import Edge, Node
from infrasketch_desktop.technology.knowledge import NO_LORE, Lore

HERE = Chapter.COMPONENT_DETAILS
_ROWS = 30


def write(survey: Survey) -> Iterator[Block]:
    described: dict[Lore, str] = {}
    for node in survey.parts:
        title = survey.title(node.id)
        yield block(HERE, "purpose", _purpose(survey, node), element=node.id, title=title, anchor=node.id)
        technology = _technology(survey, node, described)
        if technology:
            yield block(HERE, "technology", technology, element=node.id)
        yield block(HERE, "facts", _facts(survey, node), element=node.id)
        connections = _connections(survey, node)
        if connections:
            yield block(HERE, "connections", connections, element=node.id)
        notes = paragraphs(node.notes)
        if notes:
            yield block(HERE, "notes", f"**Notes.** {notes}", element=node.id)


def _purpose(survey: Survey, node: Node) -> str:
    """What the diagram says of a component, else what its neighbours tell."""
    described = paragraphs(node.description)
    if described:
        return described
    made = f" made with {escaped(node.technology)}" if escaped(node.technology) else ""
    are_many = survey.are_many([node.id])
    what = (
        f"{survey.title(node.id)} {f'are {noun(node.kind, 2)}' if are_many else f'is {with_article(node.kind)}'}{made}"
    )
    callers = survey.links(survey.users(node.id))
    callees = survey.links(edge.target for edge in survey.outgoing(node.id))
    if callers and callees:
        stand = "They stand" if are_many else "It stands"
        return f"{what}. {stand} between {listed(callers, 4)} and {listed(callees, 4)}."
    if callers:
        return f"{what} that {'serve' if are_many else 'serves'} {listed(callers, 4)}."
    if callees:
        return f"{what} that {'make' if are_many else 'makes'} use of {listed(callees, 4)}."
    if survey.system.is_connected(node.id):
        return f"{what}. {'Their' if are_many else 'Its'} connections are those of the group around."
    return f"{what}. How {'they are' if are_many else 'it is'} connected is not drawn yet."


def _technology(survey: Survey, node: Node, described: dict[Lore, str]) -> str:
    """Why and how the technology is used; told once, and referred to where it is used again."""
    lore = survey.lore(node)
    if lore == NO_LORE:
        return ""
    first = described.setdefault(lore, node.id)
    if first != node.id:
        return f"The notes on technology under {survey.link(first)} hold here too."
    lead_ins = (("", lore.purpose), ("**Scaling.** ", lore.scaling), ("**To watch.** ", lore.caution))
    return "\n\n".join(f"{lead_in}{escaped(text)}" for lead_in, text in lead_ins if text)


def _facts(survey: Survey, node: Node) -> str:
    group = survey.link(node.group) if node.group else ""
    rows = [
        ("Kind", escaped(node.kind.display_name)),
        ("Technology", escaped(survey.technology_name(node))),
        ("Group", group),
        ("Takes", listed([escaped(port) for port in node.inputs if escaped(port)], _ROWS)),
        ("Gives", listed([escaped(port) for port in node.outputs if escaped(port)], _ROWS)),
        ("Found in", escaped(node.origin)),
    ]
    return table(("Property", "Value"), [row for row in rows if row[1]])


def _connections(survey: Survey, node: Node) -> str:
    """Every edge at the component, then those at the groups around it; empty when there are none."""
    rows: list[tuple[str, ...]] = [
        ("From", survey.link(edge.source), *_flow(edge)) for edge in survey.incoming(node.id)
    ]
    rows += [("To", survey.link(edge.target), *_flow(edge)) for edge in survey.outgoing(node.id)]
    rows += [_through_group(survey, node, edge) for edge in survey.through_groups(node.id)]
    if not rows:
        return ""
    more = ""
    if len(rows) > _ROWS:
        more = f"\n\n{sentence(counted(len(rows) - _ROWS, 'further connection'))} left out here."
    return table(("Direction", "Component", "What flows", "Kind"), rows[:_ROWS]) + more


def _through_group(survey: Survey, node: Node, edge: Edge) -> tuple[str, ...]:
    is_incoming = edge.target in survey.diagram.ancestors(node.id)
    other, group = (edge.source, edge.target) if is_incoming else (edge.target, edge.source)
    name = f"{survey.link(other)}, through {survey.link(group)}"
    return "From" if is_incoming else "To", name, *_flow(edge)


def _flow(edge: Edge) -> tuple[str, str]:
    return escaped(edge.label), edge.kind.value.capitalize()
