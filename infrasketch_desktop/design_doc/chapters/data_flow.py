"""Data Flow: the way of a request from each entry to the stores, and what happens without anyone waiting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from infrasketch_desktop.design_doc.chapters.parts import block, lines
from infrasketch_desktop.design_doc.document import Block
from infrasketch_desktop.design_doc.flows import step
from infrasketch_desktop.design_doc.markup import numbered
from infrasketch_desktop.design_doc.paths import Flows, Walk, flows, is_message
from infrasketch_desktop.design_doc.survey import Survey
from infrasketch_desktop.design_doc.words import listed, spelled_first
from infrasketch_desktop.diagram.kinds import Chapter, NodeKind
from infrasketch_desktop.diagram.records import Edge
from infrasketch_desktop.language import later, tr, tr_count

HERE = Chapter.DATA_FLOW
_WAITING = (
    (
        later("{senders} goes on at once; {queue} keeps the message until it is taken:"),
        later("{senders} goes on at once; {queue} keep the message until it is taken:"),
    ),
    (
        later("{senders} go on at once; {queue} keeps the message until it is taken:"),
        later("{senders} go on at once; {queue} keep the message until it is taken:"),
    ),
)
"""For one sender and several, each for a queue and for one that is called “Jobs”."""

MOST_STEPS = 40
MOST_ENTRIES = 12
"""What a person reads; a denser diagram is described by its first paths and a count of the rest."""


def write(survey: Survey) -> Iterator[Block]:
    if not survey.parts:
        return
    if not survey.diagram.edges:
        yield block(HERE, "paths", tr("No connections are drawn yet, so there is no path to follow."))
        return
    found = flows(survey)
    for walk in found.walks[:MOST_ENTRIES]:
        yield _path(survey, walk)
    if len(found.walks) > MOST_ENTRIES:
        rest = survey.links(walk.entry for walk in found.walks[MOST_ENTRIES:])
        yield block(HERE, "further-entries", tr("Further work begins at {names}.", names=listed(rest, 12)))
    for queue in survey.of_kind(NodeKind.QUEUE)[:MOST_ENTRIES]:
        if survey.producers(queue.id) or survey.consumers(queue.id):
            title = tr("Through {name}", name=survey.title(queue.id))
            yield block(HERE, "messages", _messages(survey, found, queue.id), element=queue.id, title=title)
    yield from _others(survey, found)


def _path(survey: Survey, walk: Walk) -> Block:
    text = f"{_lead(survey, walk)}\n\n{_steps(survey, walk.steps)}"
    if walk.joins:
        joins = listed(survey.links(walk.joins), 4)
        text += "\n\n" + tr("From {names} on, the way is the one described above.", names=joins)
    return block(HERE, "path", text, element=walk.entry, title=tr("From {name}", name=survey.title(walk.entry)))


def _steps(survey: Survey, edges: Sequence[Edge]) -> str:
    """Numbered, as many as a person reads, and how many more there are."""
    text = numbered([step(survey, edge) for edge in edges[:MOST_STEPS]])
    left = len(edges) - MOST_STEPS
    if left <= 0:
        return text
    number = spelled_first(left)
    more = tr_count("One further step left out here.", "{number} further steps left out here.", left, number=number)
    return f"{text}\n\n{more}"


def _lead(survey: Survey, walk: Walk) -> str:
    """How many steps follow, and where to."""
    stores, count = survey.links(walk.stores), len(walk.steps)
    number, entry = spelled_first(count), survey.link(walk.entry)
    if stores:
        return tr_count(
            "One step leads from {entry} to {stores}:",
            "{number} steps lead from {entry} to {stores}:",
            count,
            number=number,
            entry=entry,
            stores=listed(stores, 4),
        )
    if walk.joins:
        return tr_count(
            "One step follows from {entry}:",
            "{number} steps follow from {entry}:",
            count,
            number=number,
            entry=entry,
        )
    return tr_count(
        "One step follows from {entry}; no data store is among them:",
        "{number} steps follow from {entry}; no data store is among them:",
        count,
        number=number,
        entry=entry,
    )


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
        return tr("Nothing takes messages out of {queue} yet:", queue=name)
    if not producers:
        return tr("Nothing puts messages into {queue} yet:", queue=name)
    form = _WAITING[survey.are_many(producers)][survey.are_many([queue])]
    return tr(form, senders=listed(survey.links(producers), 4), queue=name)


def _others(survey: Survey, found: Flows) -> Iterator[Block]:
    if found.events:
        intro = tr("These events are sent directly; the sender does not wait for what follows:")
        receivers = dict.fromkeys(event.target for event in found.events)
        taken = {consumer for queue in survey.of_kind(NodeKind.QUEUE) for consumer in survey.consumers(queue.id)}
        then = [step for receiver in receivers if receiver not in taken for step in found.afterwards[receiver]]
        follows = (tr("Then:"), _steps(survey, then)) if then else ()
        text = "\n\n".join((intro, lines(survey, found.events, MOST_STEPS), *follows))
        yield block(HERE, "events", text, title=tr("Events"))
    if found.copies:
        yield block(HERE, "replication", lines(survey, found.copies, MOST_STEPS), title=tr("Replication"))
    if found.rest:
        yield block(HERE, "rest", lines(survey, found.rest, MOST_STEPS), title=tr("Further connections"))
