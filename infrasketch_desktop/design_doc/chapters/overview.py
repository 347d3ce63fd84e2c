"""System Overview: the parts by layer and group, where requests enter, what others run."""

from __future__ import annotations

from collections.abc import Iterator

from infrasketch_desktop.design_doc.chapters.layers import LAYERS
from infrasketch_desktop.design_doc.chapters.parts import block, prose
from infrasketch_desktop.design_doc.document import Block
from infrasketch_desktop.design_doc.markup import bold, bullets, escaped, paragraphs, table
from infrasketch_desktop.design_doc.survey import Survey
from infrasketch_desktop.design_doc.words import listed, spelled, spelled_first
from infrasketch_desktop.diagram.kinds import Chapter, NodeKind
from infrasketch_desktop.diagram.records import Edge, Group, Node
from infrasketch_desktop.language import tr, tr_count, tr_in

HERE = Chapter.SYSTEM_OVERVIEW
_NAMED = 12
_ROWS = 40


def write(survey: Survey) -> Iterator[Block]:
    if survey.parts:
        yield block(HERE, "layers", _layers(survey))
    for group in survey.groups:
        yield block(
            HERE, "group", _group(survey, group), element=group.id, title=survey.title(group.id), anchor=group.id
        )
    if survey.doors:
        yield block(HERE, "entry-points", _doors(survey), title=tr("Entry points"))
    if survey.of_kind(NodeKind.EXTERNAL):
        yield block(HERE, "external-systems", _external(survey), title=tr("External systems"))
    if survey.unconnected and len(survey.parts) > 1:
        yield block(HERE, "unconnected", _unconnected(survey))
    remarks = [text for i in sorted(survey.diagram.notes) if (text := paragraphs(survey.diagram.notes[i].text))]
    if remarks:
        lines = [remark.replace("\n\n", "\\\n").replace("\n", "\n  ") for remark in remarks]
        yield block(HERE, "remarks", bullets(lines), title=tr("Remarks on the sheet"))


def _layers(survey: Survey) -> str:
    rows = []
    for title, kinds in LAYERS:
        found = [node.id for node in survey.parts if node.kind in kinds]
        if found:
            rows.append((tr(title), listed(survey.links(found), _NAMED)))
    if len(rows) == 1:
        layer, names = rows[0]
        return tr("All of the system is in one layer, “{layer}”: {names}.", layer=layer, names=names)
    head = tr("Layer"), tr("Components")
    intro = tr("By what they do, the components form {number} layers.", number=spelled(len(rows)))
    return f"{intro}\n\n{table(head, rows)}"


def _group(survey: Survey, group: Group) -> str:
    members = [i for i in survey.diagram.members(group.id) if i in survey.place]
    inside = survey.nodes_in(group.id)
    within = tr("The group lies within {group}.", group=survey.link(group.group)) if group.group else ""
    if not members:
        return prose(tr("This group is still empty."), within)
    names = listed(survey.links(members), _NAMED)
    if len(inside) > len(members):
        holds = tr_count(
            "Holds {names}, one component in all.",
            "Holds {names}, {number} components in all.",
            len(inside),
            names=names,
            number=spelled(len(inside)),
        )
    else:
        holds = tr("Holds {names}.", names=names)
    return prose(holds, within, _traffic(survey, group))


def _traffic(survey: Survey, group: Group) -> str:
    """Who crosses the border of a group, in and out."""
    inside = {group.id, *survey.diagram.descendants(group.id)}
    edges = [survey.diagram.edges[e] for i in sorted(inside) for e in survey.diagram.incident(i)]
    into = {e.source for e in edges if e.target in inside and e.source not in inside}
    out = {e.target for e in edges if e.source in inside and e.target not in inside}
    if into and out:
        reached, reaching = _some(survey, into), _some(survey, out)
        return tr("It is reached from {callers} and reaches out to {callees}.", callers=reached, callees=reaching)
    if into:
        return tr("It is reached from {callers} and depends on nothing outside.", callers=_some(survey, into))
    return tr("It reaches out to {callees}.", callees=_some(survey, out)) if out else ""


def _some(survey: Survey, ids: set[str]) -> str:
    return listed(survey.links(ids), 5)


def _doors(survey: Survey) -> str:
    rows: list[tuple[str, ...]] = []
    for door in survey.doors:
        calls = [e for e in survey.incoming(door) if survey.is_outside(e.source)]
        rows.append((survey.link(door), listed(survey.links(e.source for e in calls), 5), _labels(calls)))
    if not any(row[1] for row in rows):
        names = listed([row[0] for row in rows], _NAMED)
        return tr("No client is drawn; whoever uses the system meets {names} first.", names=names)
    found = table((tr("Entry point"), tr("Called by"), tr_in("what a caller asks with", "With")), rows[:_ROWS])
    left = len(rows) - _ROWS
    if left <= 0:
        return found
    number = spelled_first(left)
    more = tr_count("One more entry point not listed.", "{number} more entry points not listed.", left, number=number)
    return f"{found}\n\n{more}"


def _external(survey: Survey) -> str:
    return bullets([_system_of_others(survey, node) for node in survey.of_kind(NodeKind.EXTERNAL)[:_ROWS]])


def _system_of_others(survey: Survey, node: Node) -> str:
    name, made = bold(survey.link(node.id)), escaped(node.technology)
    if made:
        name = tr("{name} ({technology})", name=name, technology=made)
    users = listed(survey.links(e.source for e in survey.incoming(node.id)), 5)
    callees = listed(survey.links(e.target for e in survey.outgoing(node.id)), 5)
    if users and callees:
        return tr("{name}: used by {users} and calls {callees}.", name=name, users=users, callees=callees)
    if users:
        return tr("{name}: used by {users}.", name=name, users=users)
    if callees:
        return tr("{name}: calls {callees}.", name=name, callees=callees)
    return tr("{name}: not connected yet.", name=name)


def _unconnected(survey: Survey) -> str:
    names = listed(survey.links(survey.unconnected), _NAMED)
    if len(survey.unconnected) == len(survey.parts):
        return tr("No connections are drawn yet, so the parts stand side by side.")
    if survey.are_many(survey.unconnected):
        return tr("{names} are not connected to anything yet.", names=names)
    return tr("{names} is not connected to anything yet.", names=names)


def _labels(edges: list[Edge]) -> str:
    return listed(list(dict.fromkeys(escaped(e.label) for e in edges if escaped(e.label))), 5)
