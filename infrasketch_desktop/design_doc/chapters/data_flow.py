"""Data Flow: the way of a request from each entry to the stores, and what happens without anyone waiting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from infrasketch_desktop.design_doc.chapters.parts import block
from infrasketch_desktop.design_doc.document import Block
from infrasketch_desktop.design_doc.flows import clause
from infrasketch_desktop.design_doc.markup import bullets, numbered
from infrasketch_desktop.design_doc.paths import Flows, Walk, flows, is_message
from infrasketch_desktop.design_doc.survey import Survey
from infrasketch_desktop.design_doc.words import counted, either, listed, sentence
from infrasketch_desktop.diagram.kinds import Chapter, NodeKind
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
    found = flows(survey)
    for walk in found.walks[:MOST_ENTRIES]:
        yield _path(survey, walk)
    if len(found.walks) > MOST_ENTRIES:
        rest = survey.links(walk.entry for walk in found.walks[MOST_ENTRIES:])
        yield block(HERE, "further-entries", f"Further work begins at {listed(rest, 12)}.")
    for queue in survey.of_kind(NodeKind.QUEUE)[:MOST_ENTRIES]:
        if survey.producers(queue.id) or survey.consumers(queue.id):
            title = f"Through {survey.title(queue.id)}"
            yield block(HERE, "messages", _messages(survey, found, queue.id), element=queue.id, title=title)
    yield from _others(survey, found)


def _path(survey: Survey, walk: Walk) -> Block:
    text = f"{_lead(survey, walk)}\n\n{_steps(survey, walk.steps)}"
    if walk.joins:
        text += f"\n\nFrom {listed(survey.links(walk.joins), 4)} on, the way is the one described above."
    return block(HERE, "path", text, element=walk.entry, title=f"From {survey.title(walk.entry)}")


def _steps(survey: Survey, edges: Sequence[Edge]) -> str:
    """Numbered, as many as a person reads, and how many more there are."""
    text = numbered([f"{clause(survey, edge)}." for edge in edges[:MOST_STEPS]])
    more = len(edges) - MOST_STEPS
    return f"{text}\n\n{sentence(counted(more, 'further step'))} left out here." if more > 0 else text


def _lead(survey: Survey, walk: Walk) -> str:
    stores = survey.links(walk.stores)
    steps = sentence(counted(len(walk.steps), "step"))
    if stores:
        leads = either(len(walk.steps), "leads", "lead")
        return f"{steps} {leads} from {survey.link(walk.entry)} to {listed(stores, 4)}:"
    follows = either(len(walk.steps), "follows", "follow")
    none = "" if walk.joins else "; no data store is among them"
    return f"{steps} {follows} from {survey.link(walk.entry)}{none}:"


def _messages(survey: Survey, found: Flows, queue: str) -> str:
    producers, consumers = survey.producers(queue), survey.consumers(queue)
    at_queue = [*survey.incoming(queue), *survey.outgoing(queue)]
    steps = [edge for edge in at_queue if is_message(survey, edge)]
    steps += [step for consumer in consumers for step in _afterwards(survey, found, queue, consumer)]
    return f"{_waiting(survey, queue, producers, consumers)}\n\n{_steps(survey, steps)}"


def _afterwards(survey: Survey, found: Flows, queue: str, consumer: str) -> Sequence[Edge]:
    """What a consumer does with a message: told under the first queue it takes from."""
    taken_from = [node.id for node in survey.of_kind(NodeKind.QUEUE) if consumer in survey.consumers(node.id)]
    return found.afterwards[consumer] if taken_from[0] == queue else ()


def _waiting(survey: Survey, queue: str, producers: list[str], consumers: list[str]) -> str:
    name = survey.link(queue)
    if not consumers:
        return f"Nothing takes messages out of {name} yet:"
    if not producers:
        return f"Nothing puts messages into {name} yet:"
    goes = "go" if survey.are_many(producers) else "goes"
    keeps = "keep" if survey.are_many([queue]) else "keeps"
    return f"{listed(survey.links(producers), 4)} {goes} on at once; {name} {keeps} the message until it is taken:"


def _others(survey: Survey, found: Flows) -> Iterator[Block]:
    if found.events:
        intro = "These events are sent directly; the sender does not wait for what follows:"
        receivers = dict.fromkeys(event.target for event in found.events)
        taken = {consumer for queue in survey.of_kind(NodeKind.QUEUE) for consumer in survey.consumers(queue.id)}
        then = [step for receiver in receivers if receiver not in taken for step in found.afterwards[receiver]]
        follows = f"\n\nThen:\n\n{_steps(survey, then)}" if then else ""
        yield block(HERE, "events", f"{intro}\n\n{_lines(survey, found.events)}{follows}", title="Events")
    if found.copies:
        yield block(HERE, "replication", _lines(survey, found.copies), title="Replication")
    if found.rest:
        yield block(HERE, "rest", _lines(survey, found.rest), title="Further connections")


def _lines(survey: Survey, edges: Sequence[Edge]) -> str:
    more = [f"{sentence(counted(len(edges) - MOST_STEPS, 'more', 'more'))}"] if len(edges) > MOST_STEPS else []
    return bullets([*(f"{clause(survey, edge)}." for edge in edges[:MOST_STEPS]), *more])
