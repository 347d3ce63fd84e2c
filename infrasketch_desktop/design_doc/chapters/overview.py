"""System Overview: the parts by layer and group, where requests enter, what others run."""

from __future__ import annotations

from collections.abc import Iterator

from infrasketch_desktop.design_doc.chapters.layers import LAYERS
from infrasketch_desktop.design_doc.chapters.parts import block
from infrasketch_desktop.design_doc.document import Block
from infrasketch_desktop.design_doc.markup import bullets, escaped, paragraphs, table
from infrasketch_desktop.design_doc.survey import Survey
from infrasketch_desktop.design_doc.words import counted, listed, number
from infrasketch_desktop.diagram.kinds import Chapter, NodeKind
from infrasketch_desktop.diagram.records import Edge, Group

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
        yield block(HERE, "entry-points", _doors(survey), title="Entry points")
    if survey.of_kind(NodeKind.EXTERNAL):
        yield block(HERE, "external-systems", _external(survey), title="External systems")
    if survey.unconnected and len(survey.parts) > 1:
        yield block(HERE, "unconnected", _unconnected(survey))
    remarks = [text for i in sorted(survey.diagram.notes) if (text := paragraphs(survey.diagram.notes[i].text))]
    if remarks:
        lines = [remark.replace("\n\n", "\\\n").replace("\n", "\n  ") for remark in remarks]
        yield block(HERE, "remarks", bullets(lines), title="Remarks on the sheet")


def _layers(survey: Survey) -> str:
    rows = []
    for title, kinds in LAYERS:
        found = [node.id for node in survey.parts if node.kind in kinds]
        if found:
            rows.append((title, listed(survey.links(found), _NAMED)))
    if len(rows) == 1:
        return f"All of the system is in one layer, {rows[0][0].lower()}: {rows[0][1]}."
    intro = f"By what they do, the components form {number(len(rows))} layers."
    return f"{intro}\n\n{table(('Layer', 'Components'), rows)}"


def _group(survey: Survey, group: Group) -> str:
    members = [i for i in survey.diagram.members(group.id) if i in survey.place]
    inside = survey.nodes_in(group.id)
    if not members:
        return _within(survey, group, "This group is still empty", "it")
    names = listed(survey.links(members), _NAMED)
    deeper = f", {counted(len(inside), 'component')} in all" if len(inside) > len(members) else ""
    sentences = [_within(survey, group, f"Holds {names}{deeper}", "the group"), _traffic(survey, group)]
    return " ".join(filter(None, sentences))


def _within(survey: Survey, group: Group, text: str, it: str) -> str:
    return f"{text}; {it} lies within {survey.link(group.group)}." if group.group else f"{text}."


def _traffic(survey: Survey, group: Group) -> str:
    """Who crosses the border of a group, in and out."""
    inside = {group.id, *survey.diagram.descendants(group.id)}
    edges = [survey.diagram.edges[e] for i in sorted(inside) for e in survey.diagram.incident(i)]
    into = {e.source for e in edges if e.target in inside and e.source not in inside}
    out = {e.target for e in edges if e.source in inside and e.target not in inside}
    if into and out:
        return f"It is reached from {_some(survey, into)} and reaches out to {_some(survey, out)}."
    if into:
        return f"It is reached from {_some(survey, into)} and depends on nothing outside."
    return f"It reaches out to {_some(survey, out)}." if out else ""


def _some(survey: Survey, ids: set[str]) -> str:
    return listed(survey.links(ids), 5)


def _doors(survey: Survey) -> str:
    rows: list[tuple[str, ...]] = []
    for door in survey.doors:
        calls = [e for e in survey.incoming(door) if survey.is_outside(e.source)]
        rows.append((survey.link(door), listed(survey.links(e.source for e in calls), 5), _labels(calls)))
    if not any(row[1] for row in rows):
        return f"No client is drawn; whoever uses the system meets {listed([row[0] for row in rows], _NAMED)} first."
    more = f"\n\n{counted(len(rows) - _ROWS, 'more entry point')} not listed." if len(rows) > _ROWS else ""
    return table(("Entry point", "Called by", "With"), rows[:_ROWS]) + more


def _external(survey: Survey) -> str:
    lines = []
    for node in survey.of_kind(NodeKind.EXTERNAL)[:_ROWS]:
        made = survey.technology_name(node)
        name = f"**{survey.link(node.id)}**" + (f" ({escaped(made)})" if node.technology and made else "")
        users = [e.source for e in survey.incoming(node.id)]
        feeds = [e.target for e in survey.outgoing(node.id)]
        used = f"used by {listed(survey.links(users), 5)}" if users else ""
        calls = f"calls {listed(survey.links(feeds), 5)}" if feeds else ""
        lines.append(f"{name}: {' and '.join(filter(None, (used, calls))) or 'not connected yet'}.")
    return bullets(lines)


def _unconnected(survey: Survey) -> str:
    names = listed(survey.links(survey.unconnected), _NAMED)
    if len(survey.unconnected) == len(survey.parts):
        return "No connections are drawn yet, so the parts stand side by side."
    verb = "are" if survey.are_many(survey.unconnected) else "is"
    return f"{names} {verb} not connected to anything yet."


def _labels(edges: list[Edge]) -> str:
    return listed(list(dict.fromkeys(escaped(e.label) for e in edges if escaped(e.label))), 5)
