"""Executive Summary: what the system is, what it is made with, how it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from infrasketch_desktop.design_doc.chapters.parts import block, prose
from infrasketch_desktop.design_doc.document import Block
from infrasketch_desktop.design_doc.kind_words import being, counted
from infrasketch_desktop.design_doc.markup import bold, escaped, told
from infrasketch_desktop.design_doc.survey import LASTING, OUTSIDE, WORKING, Survey
from infrasketch_desktop.design_doc.words import listed, spelled
from infrasketch_desktop.diagram.kinds import Chapter, NodeKind
from infrasketch_desktop.diagram.records import Node
from infrasketch_desktop.language import later_count, tr, tr_count
from infrasketch_desktop.review.finding import Severity

_POINTS = {
    Severity.HIGH: later_count("one serious point", "{number} serious points"),
    Severity.MEDIUM: later_count("one moderate point", "{number} moderate points"),
    Severity.LOW: later_count("one minor point", "{number} minor points"),
}
_NAMED = 4


def write(survey: Survey) -> Iterator[Block]:
    if not survey.parts:
        yield block(Chapter.EXECUTIVE_SUMMARY, "system", _empty())
        return
    yield block(Chapter.EXECUTIVE_SUMMARY, "system", _system(survey))
    technology = _technology(survey)
    if technology:
        yield block(Chapter.EXECUTIVE_SUMMARY, "technology", technology)
    yield block(Chapter.EXECUTIVE_SUMMARY, "assessment", _assessment(survey))


def _system(survey: Survey) -> str:
    if len(survey.parts) == 1:
        return _single(survey)
    return prose(_size(survey), _access(survey), _work(survey), _data(survey), _messages(survey), _others(survey))


def _empty() -> str:
    return tr("The diagram has no components yet. This document is written from them as soon as there are any.")


def _name(survey: Survey) -> str:
    title = escaped(survey.diagram.sheet.title)
    return bold(title) if title else tr("The system")


def _single(survey: Survey) -> str:
    """What a diagram of one component says."""
    node = survey.parts[0]
    said = {"name": _name(survey), "component": survey.link(node.id), "kind": being(node.kind, are_many=False)}
    made = escaped(node.technology)
    if not made:
        return tr("{name} consists of one component: {component}, {kind}.", **said)
    return tr("{name} consists of one component: {component}, {kind} made with {technology}.", technology=made, **said)


def _size(survey: Survey) -> str:
    """How many components there are, in how many groups, and whether they are joined."""
    parts, groups, edges = len(survey.parts), len(survey.groups), len(survey.diagram.edges)
    said = {"name": _name(survey)}
    said["components"] = tr_count("one component", "{number} components", parts, number=spelled(parts))
    in_groups = tr_count("in one group", "in {number} groups", groups, number=spelled(groups))
    joined = tr_count("joined by one connection", "joined by {number} connections", edges, number=spelled(edges))
    if groups and edges:
        return tr("{name} consists of {components} {in_groups}, {joined}.", in_groups=in_groups, joined=joined, **said)
    if edges:
        return tr("{name} consists of {components}, {joined}.", joined=joined, **said)
    if groups:
        return tr(
            "{name} consists of {components} {in_groups}; how they are connected is not drawn yet.",
            in_groups=in_groups,
            **said,
        )
    return tr("{name} consists of {components}; how they are connected is not drawn yet.", **said)


def _access(survey: Survey) -> str:
    if not survey.doors:
        return ""
    doors = listed(survey.links(survey.doors), _NAMED)
    clients = [n.id for n in survey.of_kind(NodeKind.CLIENT) if survey.outgoing(n.id)]
    if not clients:
        return tr("Requests enter at {doors}.", doors=doors)
    names = listed(survey.links(clients), _NAMED)
    if survey.are_many(clients):
        return tr("{clients} reach it through {doors}.", clients=names, doors=doors)
    return tr("{clients} reaches it through {doors}.", clients=names, doors=doors)


def _work(survey: Survey) -> str:
    counts = [(kind, len(survey.of_kind(kind))) for kind in WORKING]
    present = [(kind, count) for kind, count in counts if count]
    if not present:
        return ""
    phrase = listed([counted(kind, count) for kind, count in present])
    workers = phrase[:1].upper() + phrase[1:]
    if sum(count for _, count in present) == 1:
        return tr("{workers} does the work.", workers=workers)
    return tr("{workers} do the work.", workers=workers)


def _data(survey: Survey) -> str:
    stores = survey.of_kind(*LASTING)
    if not stores:
        return ""
    if len(stores) <= _NAMED:
        return tr("Data is kept in {stores}.", stores=listed(survey.links(n.id for n in stores)))
    counts = [(kind, len(survey.of_kind(kind))) for kind in LASTING]
    return tr("Data is kept in {stores}.", stores=listed([counted(kind, count) for kind, count in counts if count]))


def _messages(survey: Survey) -> str:
    queues = [n.id for n in survey.of_kind(NodeKind.QUEUE)]
    if not queues:
        return ""
    return tr("Work that nobody has to wait for passes through {queues}.", queues=listed(survey.links(queues), _NAMED))


def _others(survey: Survey) -> str:
    others = [n.id for n in survey.of_kind(NodeKind.EXTERNAL)]
    if not others:
        return ""
    return tr_count(
        "It depends on one system that others run: {names}.",
        "It depends on {number} systems that others run: {names}.",
        len(others),
        number=spelled(len(others)),
        names=listed(survey.links(others), _NAMED),
    )


def _technology(survey: Survey) -> str:
    """Which technologies are named how often, and where the choice is open."""
    uses = Counter(name for node in survey.parts if (name := survey.technology_name(node)))
    if not uses or len(survey.parts) == 1:
        return ""
    ranked = sorted(uses, key=lambda name: (-uses[name], name))
    shown = [_used(name, uses[name]) for name in ranked]
    if len(ranked) == 1:
        return prose(tr("The one technology named is {technology}.", technology=shown[0]), _undecided(survey))
    return prose(tr("The technologies named are {technologies}.", technologies=listed(shown, 8)), _undecided(survey))


def _used(technology: str, count: int) -> str:
    """A technology, and how many components use it where there are several."""
    name = escaped(technology)
    if count == 1:
        return name
    return tr_count(
        "{technology} (one component)",
        "{technology} ({number} components)",
        count,
        technology=name,
        number=spelled(count),
    )


def _undecided(survey: Survey) -> str:
    open_choices = [node for node in survey.parts if is_undecided(survey, node)]
    if not open_choices:
        return ""
    names = listed(survey.links(node.id for node in open_choices), _NAMED)
    return tr("The technology of {names} is still open.", names=names)


def is_undecided(survey: Survey, node: Node) -> bool:
    """Whether a component that has to be built or bought names no technology."""
    return node.kind not in OUTSIDE and not survey.technology_name(node)


def _assessment(survey: Survey) -> str:
    counts = Counter(finding.severity for finding in survey.findings)
    if not counts:
        return tr("The review of the structure finds nothing to object to.")
    points = listed([tr_count(*_POINTS[s], counts[s], number=spelled(counts[s])) for s in Severity if counts[s]])
    worst = told(survey.findings[0].title)
    if counts.total() == 1:
        return tr("The review of the structure raises {points}: {worst}.", points=points, worst=worst)
    return tr("The review of the structure raises {points}, the first of them: {worst}.", points=points, worst=worst)
