"""Draw the links of a predicate once its slots are filled."""

from collections.abc import Sequence
from itertools import pairwise

from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from infrasketch_desktop.sketcher.clause import SubjectMode
from infrasketch_desktop.sketcher.parts import STORES, Part
from infrasketch_desktop.sketcher.predicate import Predicate

_ATTACHING = frozenset({"use", "connect", "utilise", "utilize", "leverage", "share"})
_EXPOSING = frozenset({"send", "serve", "route", "request", "front"})
_WAKING = frozenset({"fire", "run", "start", "trigger", "wake", "kick"})
_TAKING = frozenset({"read", "process", "move", "monitor"})


def draw_routes(predicate: Predicate) -> None:
    """From sources to actors, and from every actor over what lies between to every target."""
    memory = predicate.scene.memory
    if predicate.frame == "login":
        memory.signed_in.extend(predicate.targets)
    if predicate.subject.flows and predicate.sources and not predicate.actors:
        predicate.actors, predicate.sources = predicate.sources, []
    for source in predicate.sources:
        for actor in predicate.actors:
            memory.link(source, actor, predicate.label)
    if _is_exposed(predicate):
        _expose(predicate)
        return
    for actor in predicate.actors:
        _draw_from(actor, _targets_of(actor, predicate), predicate)
    if not predicate.actors and predicate.targets:
        _draw_from_nobody(predicate)
    _feed_the_starved(predicate)
    _move_holder(predicate)


def _is_exposed(predicate: Predicate) -> bool:
    """“the API is reached via a gateway”: the subject lies behind what it is reached by."""
    reached = predicate.passive and predicate.subject.parts and predicate.vias and not predicate.targets
    return bool(reached) and predicate.frame in _EXPOSING


def _expose(predicate: Predicate) -> None:
    for via in predicate.vias:
        for subject in predicate.subject.parts:
            predicate.scene.memory.link(via, subject)


def _targets_of(actor: Part, predicate: Predicate) -> Sequence[Part]:
    """All targets, or with "respectively" the one in the same place of its list."""
    if "respectively" in predicate.scene.cues and len(predicate.actors) == len(predicate.targets):
        return [predicate.targets[predicate.actors.index(actor)]]
    return predicate.targets


def _draw_from(actor: Part, targets: Sequence[Part], predicate: Predicate) -> None:
    memory, last = predicate.scene.memory, actor
    for via in predicate.vias:
        if via not in predicate.actors:
            memory.link(last, via, predicate.label)
            last = via
    for target in targets:
        if _hands_over(actor, target, predicate):
            memory.link(target, actor, predicate.label)
        elif predicate.frame == "replicate":
            memory.link(last, target, kind=EdgeKind.REPLICATION)
        else:
            memory.link(last, target, predicate.label)


def _hands_over(actor: Part, target: Part, predicate: Predicate) -> bool:
    """A worker that merely "uses" a queue reads it."""
    return actor.kind is NodeKind.WORKER and target.kind is NodeKind.QUEUE and predicate.reading.base in _ATTACHING


def _draw_from_nobody(predicate: Predicate) -> None:
    """Something goes somewhere, but the text has not said from whom."""
    memory = predicate.scene.memory
    for first, second in pairwise(predicate.vias):
        memory.link(first, second)
    for via in predicate.vias[-1:]:
        for target in predicate.targets:
            memory.link(via, target)
    if predicate.subject.flows or not predicate.subject.parts:
        memory.waiting.extend(predicate.vias[:1] or predicate.targets)


def _feed_the_starved(predicate: Predicate) -> None:
    """Who takes or shows something gets it from where it was last, when the clause does not say."""
    named = predicate.clause.mode is SubjectMode.NAMED and not predicate.passive
    if _is_woken(predicate):
        for holder in predicate.scene.memory.holder[-1:]:
            for actor in predicate.actors:
                predicate.scene.memory.link(holder, actor)
        return
    if predicate.frame not in _TAKING or predicate.sources or predicate.targets or not named:
        return
    memory = predicate.scene.memory
    for actor in predicate.actors:
        origin = None if memory.is_linked(actor) else _origin(actor, predicate)
        if origin is None:
            continue
        if predicate.frame == "monitor" or origin.kind in STORES:
            memory.pull(actor, origin)
        else:
            memory.link(origin, actor)


def _is_woken(predicate: Predicate) -> bool:
    """“a function fires on each upload”: what it waits for is where the text has come to."""
    functions = bool(predicate.actors) and all(actor.kind is NodeKind.FUNCTION for actor in predicate.actors)
    idle = not any((predicate.sources, predicate.targets, predicate.vias))
    fresh = not any(predicate.scene.memory.is_linked(actor) for actor in predicate.actors)
    return functions and idle and fresh and predicate.reading.base in _WAKING


def _origin(actor: Part, predicate: Predicate) -> Part | None:
    memory = predicate.scene.memory
    holders = [part for part in memory.holder if part is not actor]
    recent = [part for part in memory.discourse.recent if part is not actor]
    match predicate.frame:
        case "monitor":
            found: Sequence[Part] = [p for p in recent if p.kind in STORES or p.kind is NodeKind.MONITORING] or holders
        case "read":
            found = [p for p in recent if p.kind is NodeKind.QUEUE] or holders
        case _:
            found = holders or [p for p in recent if p.kind is NodeKind.QUEUE or p.kind in STORES]
    return found[-1] if found else None


def _move_holder(predicate: Predicate) -> None:
    """Remember where the thing that flows is now."""
    memory = predicate.scene.memory
    reached = [predicate.end] if predicate.end else predicate.targets or predicate.vias
    if reached:
        memory.holder = reached[-1:]
    elif predicate.frame in ("process", "read", "move") and predicate.subject.parts:
        memory.holder = list(predicate.subject.parts)
