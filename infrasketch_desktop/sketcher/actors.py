"""Who acts in a clause: its subject, the agent of a passive, or whoever the text talks about."""

from collections.abc import Sequence

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.sketcher.clause import SubjectMode
from infrasketch_desktop.sketcher.judgement import Place
from infrasketch_desktop.sketcher.mentions import Role
from infrasketch_desktop.sketcher.parts import APPS, STORES, Part
from infrasketch_desktop.sketcher.predicate import Predicate, queues_of

_REACTIONS = (("rule",), ("trigger",), ("notification",), ("subscription",))
_FEEDING = ("from", "by", "with", "out of")


def find_actors(predicate: Predicate) -> list[Part]:
    """The acting parts; links between a passive's agent and its subject are drawn on the way."""
    if not predicate.passive:
        return _flow_actors(predicate) if predicate.subject.flows else _named_actors(predicate)
    agents = _agents(predicate)
    if agents:
        return _let_agents_act(predicate, agents)
    if predicate.subject.flows or not predicate.subject.parts:
        return _flow_actors(predicate)
    if predicate.frame == "feed":
        _feed_subject(predicate)
    return list(predicate.subject.parts)


def _named_actors(predicate: Predicate) -> list[Part]:
    """The subject; for an order without one ("load the result into X") whoever has what the order is about."""
    memory, scene = predicate.scene.memory, predicate.scene
    if predicate.subject.parts or predicate.clause.mode not in (SubjectMode.SAME, SubjectMode.NONE):
        return list(predicate.subject.parts)
    objects = [scene.mention(index) for slot in predicate.slots if not slot.preposition for index in slot.items]
    known = any(mention is not None and mention.definite and mention.role is Role.FLOW for mention in objects)
    return [part for part in memory.holder if part.kind in APPS] if known else []


def _agents(predicate: Predicate) -> list[Part]:
    items = [index for slot in predicate.slots if slot.preposition == "by" for index in slot.items]
    agents = predicate.scene.parts_of(items, Place.BY, predicate.frame)
    if agents:
        predicate.slots = [slot for slot in predicate.slots if slot.preposition != "by"]
    return agents


def _let_agents_act(predicate: Predicate, agents: list[Part]) -> list[Part]:
    memory = predicate.scene.memory
    if predicate.frame == "back":
        for subject in predicate.subject.parts:
            for agent in agents:
                memory.link(subject, agent)
        return []
    if predicate.subject.parts and not predicate.subject.flows:
        _act_on_subject(predicate, agents)
        return agents
    _hand_over(predicate, agents)
    memory.holder = agents
    return agents


def _act_on_subject(predicate: Predicate, agents: Sequence[Part]) -> None:
    for agent in agents:
        for part in predicate.subject.parts:
            _act_on(predicate, agent, part)


def _act_on(predicate: Predicate, agent: Part, part: Part) -> None:
    memory = predicate.scene.memory
    match predicate.reading.frame.object:
        case "from" | "behind":
            memory.link(part, agent)
        case "pull":
            memory.pull(agent, part)
        case "serve" if part.kind is NodeKind.CLIENT:
            memory.link(part, agent)
        case "none" if predicate.frame != "handle" or agent.kind is NodeKind.CLIENT:
            return
        case _:
            memory.link(agent, part)


def _hand_over(predicate: Predicate, agents: Sequence[Part]) -> None:
    """“written to A, archived to B by C”: C takes it from where it was, above all from a queue."""
    memory = predicate.scene.memory
    origins = predicate.scene.origins(predicate.clause)
    if predicate.clause.mode is SubjectMode.SAME and not origins:
        origins = queues_of(memory.holder) or queues_of(memory.discourse.recent)[-1:] or memory.holder
    for origin in origins:
        for agent in agents:
            if predicate.frame == "serve" and origin.kind in STORES:
                memory.pull(agent, origin)
            else:
                memory.link(origin, agent)


def _feed_subject(predicate: Predicate) -> None:
    """“a worker fed from a queue”."""
    for slot in predicate.slots:
        if slot.preposition in _FEEDING:
            for part in predicate.scene.parts_of(slot.items, Place.FROM, predicate.frame):
                for subject in predicate.subject.parts:
                    predicate.scene.memory.link(part, subject)
            slot.items = []


def _flow_actors(predicate: Predicate) -> list[Part]:
    """What flows has no will: it goes on from where it is, or from whom the text talks about."""
    memory, clause = predicate.scene.memory, predicate.clause
    if _comes_from_workers(predicate):
        return memory.topic
    earlier = [other for other in predicate.scene.clauses if other.verb < clause.verb]
    continues = clause.mode in (SubjectMode.SAME, SubjectMode.PRONOUN)
    goes_on = continues or any(other.subject == clause.subject for other in earlier)
    if (goes_on and memory.holder) or _reacts(predicate):
        return memory.holder
    if any(slot.preposition in ("from", "out of") for slot in predicate.slots):
        return []
    origins = predicate.scene.origins(clause)
    if origins:
        return origins
    known = predicate.frame in ("trigger", "feed") or predicate.scene.speaks_of_known(clause)
    if known and memory.holder and not predicate.passive:
        return memory.holder
    speaking = [part for part in memory.topic if part.is_actor] or memory.topic
    return speaking or (memory.holder if predicate.frame in ("route", "flow") else [])


def _comes_from_workers(predicate: Predicate) -> bool:
    """“the results go back to X”: from the workers that the text talks about."""
    mentions = [predicate.scene.mention(index) for index in predicate.clause.subject]
    working = predicate.scene.memory.topic[-1:]
    return [part.kind for part in working] == [NodeKind.WORKER] and any(
        mention is not None and mention.words[-1:] == ("result",) for mention in mentions
    )


def _reacts(predicate: Predicate) -> bool:
    """“A rule forwards it to X”: a rule of the bus or bucket where the text has come to."""
    mentions = [predicate.scene.mention(index) for index in predicate.clause.subject]
    new = any(mention is not None and mention.words[-1:] in _REACTIONS for mention in mentions)
    held = predicate.scene.memory.holder
    return new and bool(held) and held[-1].kind in (NodeKind.QUEUE, NodeKind.STORAGE)
