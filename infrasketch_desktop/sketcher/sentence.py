"""Read one sentence: what it opens with, then clause by clause."""

from collections.abc import Sequence

from infrasketch_desktop.sketcher.actors import find_actors
from infrasketch_desktop.sketcher.antecedents import list_ending_at
from infrasketch_desktop.sketcher.chunks import ChunkKind
from infrasketch_desktop.sketcher.clause import Clause, SubjectMode
from infrasketch_desktop.sketcher.companions import follow_slots
from infrasketch_desktop.sketcher.fragments import read_fragment
from infrasketch_desktop.sketcher.judgement import Place
from infrasketch_desktop.sketcher.making import take_materials
from infrasketch_desktop.sketcher.mentions import Role
from infrasketch_desktop.sketcher.parts import Part
from infrasketch_desktop.sketcher.predicate import Predicate
from infrasketch_desktop.sketcher.restatements import BARE_PLACES
from infrasketch_desktop.sketcher.routes import draw_routes
from infrasketch_desktop.sketcher.scene import Scene
from infrasketch_desktop.sketcher.slots import Slot, read_slots
from infrasketch_desktop.sketcher.subjects import Subject, Subjects

_OPENERS = (ChunkKind.ADVERB, ChunkKind.AND, ChunkKind.SUBORDINATOR)
_DESCRIBING = frozenset({"behind", "in front of", "with", "w/", "between", "ahead of", "before"})
_TAKING = ("monitor", "read", "request", "process", "move", "serve")


def read_sentence(scene: Scene) -> None:
    """Add what the sentence says to the memory of its scene."""
    if not scene.clauses:
        read_fragment(scene, len(scene.chunks))
        return
    opening = _read_opening(scene, scene.clauses[0].start)
    subjects = Subjects(scene)
    for clause in scene.clauses:
        subject = subjects.next(clause)
        if subject.parts:
            for slot in opening:
                _open_with(scene, subject, slot)
            opening = []
        _read_clause(scene, clause, subjects)
    scene.memory.described = subjects.described()


def _read_opening(scene: Scene, last: int) -> list[Slot]:
    """“On a cache miss in Redis, ...”: what a sentence opens with belongs to its first subject."""
    at = 0
    while at < last and scene.chunks[at].kind in _OPENERS:
        at += 1
    if at < last and scene.chunks[at].kind is ChunkKind.PREPOSITION:
        return [slot for slot in read_slots(scene.chunks, at, last, {}) if slot.preposition]
    read_fragment(scene, last)
    return []


def _open_with(scene: Scene, subject: Subject, slot: Slot) -> None:
    place = Place.INSIDE if slot.preposition in ("in", "on", "inside", "within", "at") else Place.TO
    for part in scene.parts_of(slot.items, place):
        for actor in subject.parts:
            _relate_opening(scene, actor, slot.preposition, part)


def _relate_opening(scene: Scene, actor: Part, preposition: str, part: Part) -> None:
    match preposition:
        case "in front of" | "before" | "ahead of":
            scene.memory.link(actor, part)
        case "behind" | "after":
            scene.memory.link(part, actor)
        case "from":
            scene.memory.pull(actor, part)
        case "with" | "via" | "through" | "using" | "in" | "on" | "at" | "for":
            scene.memory.equip(actor, part)
        case _:
            return


def _read_clause(scene: Scene, clause: Clause, subjects: Subjects) -> None:
    chunk = scene.chunks[clause.verb]
    if chunk.reading is None or chunk.negated:
        return
    slots = read_slots(scene.chunks, clause.first, clause.last, chunk.reading.frame.prepositions)
    if clause.relative is not None:
        slots.insert(0, Slot(clause.relative_preposition, _relatives(scene, clause, clause.relative)))
        _link_owners_of_flow(scene, clause, subjects)
    subject = subjects.found[-1]
    _read_attached(scene, clause, subject)
    _read_bare_place(scene, clause, subject)
    predicate = Predicate(scene, clause, chunk.reading, subject, slots)
    if not take_materials(predicate):
        predicate.actors = find_actors(predicate)
        _link_maker_of_flow(scene, predicate, subjects)
        follow_slots(predicate)
        draw_routes(predicate)
    _move_topic(scene, clause, subject.parts)


def _relatives(scene: Scene, clause: Clause, last: int) -> list[int]:
    """What the clause opens with: all of "between X and Y sits Z", else the antecedent alone."""
    inverted = bool(clause.subject) and clause.subject[0] > clause.verb
    return list(list_ending_at(scene.chunks, last)) if inverted else [last]


def _read_attached(scene: Scene, clause: Clause, subject: Subject) -> None:
    """“a lambda behind API Gateway writes”: what stands between the subject and its verb describes the subject."""
    if clause.mode is not SubjectMode.NAMED or not clause.subject or clause.subject[-1] > clause.verb:
        return
    for slot in read_slots(scene.chunks, clause.subject[-1] + 1, clause.verb, {}):
        if slot.preposition not in _DESCRIBING:
            continue
        described = subject.parts if slot.preposition == "behind" else subject.parts[-1:]
        for index in slot.items:
            for part in scene.parts(index, Place.TO):
                for owner in described:
                    scene.memory.attach(owner, slot.preposition, part, first=index == slot.items[0])


def _read_bare_place(scene: Scene, clause: Clause, subject: Subject) -> None:
    """“Superset sits on top”: on top of what the text came to before."""
    places = [chunk for chunk in scene.chunks[clause.first : clause.last] if chunk.norm in BARE_PLACES]
    turned = any(chunk.norm == "behind" for chunk in scene.chunks[clause.first : clause.last])
    if not places or turned:
        return
    earlier = [part for part in scene.memory.holder or scene.memory.discourse.recent if part not in subject.parts]
    for part in subject.parts:
        for anchor in earlier[-1:]:
            scene.memory.link(part, anchor)


def _link_maker_of_flow(scene: Scene, predicate: Predicate, subjects: Subjects) -> None:
    """“validates tokens issued by Keycloak”: who gets the flow asks who made it."""
    number = len(subjects.found) - 1
    described = predicate.clause.mode is SubjectMode.ANTECEDENT and predicate.passive and predicate.subject.flows
    if number == 0 or not described or scene.chunks[scene.clauses[number - 1].verb].frame not in _TAKING:
        return
    for taker in subjects.found[number - 1].parts:
        for maker in predicate.actors:
            if maker not in scene.memory.topic:
                scene.memory.pull(taker, maker)


def _move_topic(scene: Scene, clause: Clause, parts: Sequence[Part]) -> None:
    acts = clause.active and any(part.is_actor for part in parts)
    if clause.mode in (SubjectMode.NAMED, SubjectMode.PRONOUN) and parts and (acts or not scene.memory.topic):
        scene.memory.topic = list(parts)


def _link_owners_of_flow(scene: Scene, clause: Clause, subjects: Subjects) -> None:
    """“Grafana shows metrics that Prometheus collects”: who gets the flow asks who has it."""
    number = len(subjects.found) - 1
    mention = scene.mention(clause.relative) if clause.relative is not None else None
    if number == 0 or mention is None or mention.role not in (Role.FLOW, Role.WEAK):
        return
    takes = scene.chunks[scene.clauses[number - 1].verb].frame in _TAKING
    if not takes or (clause.relative is not None and scene.parts(clause.relative)):
        return
    for taker in subjects.found[number - 1].parts:
        for owner in subjects.found[number].parts:
            scene.memory.pull(taker, owner)
