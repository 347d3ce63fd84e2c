"""Executive Summary: what the system is, what it is made with, how it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from infrasketch_desktop.design_doc.chapters.parts import block
from infrasketch_desktop.design_doc.document import Block
from infrasketch_desktop.design_doc.markup import escaped, one_line
from infrasketch_desktop.design_doc.survey import LASTING, OUTSIDE, WORKING, Survey
from infrasketch_desktop.design_doc.words import counted, either, listed, noun, number, sentence, with_article
from infrasketch_desktop.diagram.kinds import Chapter, NodeKind
from infrasketch_desktop.diagram.records import Node
from infrasketch_desktop.review.finding import Severity

EMPTY = "The diagram has no components yet. This document is written from them as soon as there are any."
_NAMED = 4


def write(survey: Survey) -> Iterator[Block]:
    if not survey.parts:
        yield block(Chapter.EXECUTIVE_SUMMARY, "system", EMPTY)
        return
    yield block(Chapter.EXECUTIVE_SUMMARY, "system", _system(survey))
    technology = _technology(survey)
    if technology:
        yield block(Chapter.EXECUTIVE_SUMMARY, "technology", technology)
    yield block(Chapter.EXECUTIVE_SUMMARY, "assessment", _assessment(survey))


def _system(survey: Survey) -> str:
    sentences = (_size(survey), _access(survey), _work(survey), _data(survey), _messages(survey), _others(survey))
    return " ".join(filter(None, sentences))


def _size(survey: Survey) -> str:
    title = escaped(survey.diagram.sheet.title)
    name = f"**{title}**" if title else "The system"
    if len(survey.parts) == 1:
        node = survey.parts[0]
        made = survey.technology_name(node)
        by = f" made with {escaped(made)}" if one_line(node.technology) else ""
        return f"{name} consists of one component: {survey.link(node.id)}, {with_article(node.kind)}{by}."
    parts = counted(len(survey.parts), "component")
    edges = len(survey.diagram.edges)
    joined = f", joined by {counted(edges, 'connection')}" if edges else "; how they are connected is not drawn yet"
    groups = f" in {counted(len(survey.groups), 'group')}" if survey.groups else ""
    return f"{name} consists of {parts}{groups}{joined}."


def _access(survey: Survey) -> str:
    if len(survey.parts) == 1 or not survey.doors:
        return ""
    doors = listed(survey.links(survey.doors), _NAMED)
    clients = [n.id for n in survey.of_kind(NodeKind.CLIENT) if survey.outgoing(n.id)]
    if not clients:
        return f"Requests enter at {doors}."
    reach = "reach" if survey.are_many(clients) else "reaches"
    return f"{listed(survey.links(clients), _NAMED)} {reach} it through {doors}."


def _work(survey: Survey) -> str:
    counts = [(kind, len(survey.of_kind(kind))) for kind in WORKING]
    present = [(kind, count) for kind, count in counts if count]
    if not present or len(survey.parts) == 1:
        return ""
    total = sum(count for _, count in present)
    phrase = listed([counted(count, noun(kind), noun(kind, 2)) for kind, count in present])
    return f"{sentence(phrase)} {either(total, 'does', 'do')} the work."


def _data(survey: Survey) -> str:
    stores = survey.of_kind(*LASTING)
    if not stores or len(survey.parts) == 1:
        return ""
    if len(stores) <= _NAMED:
        return f"Data is kept in {listed(survey.links(n.id for n in stores))}."
    counts = [(kind, len(survey.of_kind(kind))) for kind in LASTING]
    return f"Data is kept in {listed([counted(c, noun(k), noun(k, 2)) for k, c in counts if c])}."


def _messages(survey: Survey) -> str:
    queues = [n.id for n in survey.of_kind(NodeKind.QUEUE)]
    if not queues or len(survey.parts) == 1:
        return ""
    names = listed(survey.links(queues), _NAMED)
    return f"Work that nobody has to wait for passes through {names}."


def _others(survey: Survey) -> str:
    others = [n.id for n in survey.of_kind(NodeKind.EXTERNAL)]
    if not others or len(survey.parts) == 1:
        return ""
    what = f"{counted(len(others), 'system')} that others run"
    return f"It depends on {what}: {listed(survey.links(others), _NAMED)}."


def _technology(survey: Survey) -> str:
    """Which technologies are named how often, and where the choice is open."""
    uses = Counter(name for node in survey.parts if (name := survey.technology_name(node)))
    if not uses or len(survey.parts) == 1:
        return ""
    ranked = sorted(uses, key=lambda name: (-uses[name], name))
    shown = [f"{escaped(n)} ({counted(uses[n], 'component')})" if uses[n] > 1 else escaped(n) for n in ranked]
    named = f"The technologies named are {listed(shown, 8)}."
    if len(ranked) == 1:
        named = f"The one technology named is {shown[0]}."
    return " ".join(filter(None, (named, _undecided(survey))))


def _undecided(survey: Survey) -> str:
    open_choices = [node for node in survey.parts if is_undecided(survey, node)]
    if not open_choices:
        return ""
    names = listed(survey.links(node.id for node in open_choices), _NAMED)
    return f"The technology of {names} is still open."


def is_undecided(survey: Survey, node: Node) -> bool:
    """Whether a component that has to be built or bought names no technology."""
    return node.kind not in OUTSIDE and not survey.technology_name(node)


def _assessment(survey: Survey) -> str:
    counts = Counter(finding.severity for finding in survey.findings)
    if not counts:
        return "The review of the structure finds nothing to object to."
    words = {Severity.HIGH: "serious", Severity.MEDIUM: "moderate", Severity.LOW: "minor"}
    parts = [f"{number(counts[s])} {words[s]}" for s in Severity if counts[s]]
    points = either(sum(counts.values()), "point", "points")
    worst = escaped(survey.findings[0].title)
    if sum(counts.values()) == 1:
        return f"The review of the structure raises {parts[0]} point: {worst}."
    return f"The review of the structure raises {listed(parts)} {points}, the first of them: {worst}."
