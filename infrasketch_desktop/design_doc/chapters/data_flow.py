"""Data Flow: the way of a request from each entry to the stores, and what happens without anyone waiting."""

from __future__ import annotations

from collections.abc import Iterator

from infrasketch_desktop.design_doc.chapters.parts import block
from infrasketch_desktop.design_doc.document import Block
from infrasketch_desktop.design_doc.flows import clause
from infrasketch_desktop.design_doc.markup import bullets, numbered
from infrasketch_desktop.design_doc.paths import Walk, is_message, walks
from infrasketch_desktop.design_doc.survey import Survey
from infrasketch_desktop.design_doc.words import counted, either, listed, sentence
from infrasketch_desktop.diagram.kinds import Chapter, EdgeKind, NodeKind
from infrasketch_desktop.diagram.records import Edge

HERE = Chapter.DATA_FLOW
MOST_STEPS = 40
MOST_ENTRIES = 12
"""What a person reads; a denser diagram is described by its first paths and a count of the rest."""


def write(survey: Survey) -> Iterator[Block]:
    if not survey.parts:
        return
    if not survey.diagram.edges:
        yield block(HERE, "paths", "No connections are drawn yet, so there is no path to follow.")
        return
    found = walks(survey)
    for walk in found[:MOST_ENTRIES]:
        yield _path(survey, walk)
    if len(found) > MOST_ENTRIES:
        rest = survey.links(walk.entry for walk in found[MOST_ENTRIES:])
        yield block(HERE, "further-entries", f"Further work begins at {listed(rest, 12)}.")
    for queue in survey.of_kind(NodeKind.QUEUE)[:MOST_ENTRIES]:
        if survey.producers(queue.id) or survey.consumers(queue.id):
            title = f"Through {survey.title(queue.id)}"
            yield block(HERE, "messages", _messages(survey, queue.id), element=queue.id, title=title)
    yield from _others(survey)


def _path(survey: Survey, walk: Walk) -> Block:
    steps = [f"{clause(survey, edge)}." for edge in walk.steps[:MOST_STEPS]]
    text = f"{_lead(survey, walk)}\n\n{numbered(steps)}"
    if len(walk.steps) > MOST_STEPS:
        text += f"\n\n{sentence(counted(len(walk.steps) - MOST_STEPS, 'further step'))} left out here."
    if walk.joins:
        text += f"\n\nFrom {listed(survey.links(walk.joins), 4)} on, the way is the one described above."
    return block(HERE, "path", text, element=walk.entry, title=f"From {survey.title(walk.entry)}")


def _lead(survey: Survey, walk: Walk) -> str:
    stores = survey.links(walk.stores)
    steps = sentence(counted(len(walk.steps), "step"))
    if stores:
        leads = either(len(walk.steps), "leads", "lead")
        return f"{steps} {leads} from {survey.link(walk.entry)} to {listed(stores, 4)}:"
    follows = either(len(walk.steps), "follows", "follow")
    none = "" if walk.joins else "; no data store is among them"
    return f"{steps} {follows} from {survey.link(walk.entry)}{none}:"


def _messages(survey: Survey, queue: str) -> str:
    producers, consumers = survey.producers(queue), survey.consumers(queue)
    lines = [
        f"{clause(survey, e)}." for e in (*survey.incoming(queue), *survey.outgoing(queue)) if is_message(survey, e)
    ]
    lines += [f"{clause(survey, e)}." for consumer in consumers for e in _afterwards(survey, consumer)]
    text = f"{_waiting(survey, queue, producers, consumers)}\n\n{numbered(lines[:MOST_STEPS])}"
    if len(lines) > MOST_STEPS:
        text += f"\n\n{sentence(counted(len(lines) - MOST_STEPS, 'further step'))} left out here."
    return text


def _waiting(survey: Survey, queue: str, producers: list[str], consumers: list[str]) -> str:
    name = survey.link(queue)
    if not consumers:
        return f"Nothing takes messages out of {name} yet:"
    if not producers:
        return f"Nothing puts messages into {name} yet:"
    goes = either(len(producers), "goes", "go")
    return f"{listed(survey.links(producers), 4)} {goes} on at once; {name} keeps the message until it is taken:"


def _afterwards(survey: Survey, consumer: str) -> list[Edge]:
    """What a consumer does with a message; what it publishes is told under the other queue."""
    return [e for e in survey.outgoing(consumer) if survey.kind(e.target) is not NodeKind.QUEUE]


def _others(survey: Survey) -> Iterator[Block]:
    edges = sorted(survey.diagram.edges.values(), key=lambda e: (survey.place[e.source], survey.place[e.target], e.id))
    events = [e for e in edges if e.kind is EdgeKind.EVENT and not is_message(survey, e)]
    copies = [e for e in edges if e.kind is EdgeKind.REPLICATION]
    if events:
        intro = "These events are sent directly; the sender does not wait for what follows:"
        yield block(HERE, "events", f"{intro}\n\n{_lines(survey, events)}", title="Events")
    if copies:
        yield block(HERE, "replication", _lines(survey, copies), title="Replication")


def _lines(survey: Survey, edges: list[Edge]) -> str:
    more = [f"{counted(len(edges) - MOST_STEPS, 'more')}"] if len(edges) > MOST_STEPS else []
    return bullets([*(f"{clause(survey, edge)}." for edge in edges[:MOST_STEPS]), *more])
