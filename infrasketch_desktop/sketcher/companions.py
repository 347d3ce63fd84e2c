"""Follow the slots of a verb: resolve each phrase at its place and let it play its role."""

from collections.abc import Sequence

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.sketcher.chunks import Chunk, ChunkKind
from infrasketch_desktop.sketcher.clause import SubjectMode
from infrasketch_desktop.sketcher.groups import is_runtime
from infrasketch_desktop.sketcher.judgement import CARRYING, Place
from infrasketch_desktop.sketcher.mentions import Role
from infrasketch_desktop.sketcher.parts import FRONTS, STORES, Part
from infrasketch_desktop.sketcher.places import described_parts, in_a_row
from infrasketch_desktop.sketcher.predicate import Predicate, extend
from infrasketch_desktop.sketcher.pronouns import object_of_pronoun
from infrasketch_desktop.sketcher.roles import chain_targets, fill_role
from infrasketch_desktop.sketcher.routes import draw_routes
from infrasketch_desktop.sketcher.slots import Slot

_DEFAULT_ROLES = {
    "from": "pull", "out of": "pull", "to": "to", "into": "to", "via": "via", "through": "via", "behind": "behind",
}  # fmt: skip
_PLACES = {"to": Place.TO, "from": Place.FROM, "via": Place.VIA, "pull": Place.PULL, "host": Place.HOST}
_BOUND_PLACES = {
    "for": Place.FOR, "in": Place.INSIDE, "on": Place.INSIDE, "inside": Place.INSIDE, "within": Place.INSIDE,
}  # fmt: skip
_INSIDE = ("in", "on", "at", "inside", "within")
# Verbs of what flows that meets several fronts one after the other.
_PASSING = frozenset({"pass", "traverse", "cross", "enter", "reach", "hit"})
_TAKING = ("read", "move", "monitor", "process")
# Verbs of the request frame whose "it" is a partner; of the others it is what flows.
_CALLING = frozenset(
    {"call", "invoke", "use", "query", "contact", "hit", "access", "consult", "share", "visit", "ask", "reach"}
)  # fmt: skip

# Verbs of the monitor frame whose "them" is data.
_SHOWING = frozenset({"chart", "graph", "plot", "visualise", "visualize", "display", "show", "dashboard"})


def follow_slots(predicate: Predicate) -> None:
    """Fill the predicate from its slots."""
    if predicate.frame in ("place", "be"):
        predicate.actors = in_a_row(predicate.scene.memory, predicate.actors) or predicate.actors
    for slot in predicate.slots:
        if slot.bound_to is not None:
            _follow_bound(predicate, slot, slot.bound_to)
        elif slot.preposition != "as":
            _follow(predicate, slot)


def _follow_bound(predicate: Predicate, slot: Slot, anchor: int) -> None:
    """A preposition that describes a noun: "an API with a cache", "the logs of the servers"."""
    scene = predicate.scene
    mention = scene.mention(anchor)
    hosted = predicate.frame == "host" and mention is not None and is_runtime(mention)
    anchors = list(predicate.subject.parts) if hosted else _anchors(predicate, slot, anchor)
    place = _BOUND_PLACES.get(slot.preposition, Place.TO)
    for index in slot.items:
        parts = scene.parts(index, place, predicate.frame)
        for described in anchors:
            for part in parts:
                scene.memory.attach(described, slot.preposition, part, first=index == slot.items[0])
        if slot.preposition == "behind" and anchors and predicate.targets == anchors:
            extend(predicate.vias, [part for part in parts if part.kind in FRONTS])  # callers come in at the front
        if anchors or mention is None or mention.role is not Role.FLOW:
            continue
        if slot.preposition == "of":
            extend(predicate.sources, parts)
        elif slot.preposition in _INSIDE:
            _follow(predicate, Slot(slot.preposition, [index]))


def _anchors(predicate: Predicate, slot: Slot, anchor: int) -> list[Part]:
    return described_parts(predicate.scene, anchor, slot.preposition, predicate.clause.first, predicate.frame)


def _follow(predicate: Predicate, slot: Slot) -> None:
    role = _role(predicate, slot)
    if _goes_on_from_there(predicate, slot):
        return
    place = Place.OBJECT if not slot.preposition else _PLACES.get(role, Place.OTHER)
    place = Place.FOR if slot.preposition == "for" else place
    parts: list[Part] = []
    for index in slot.items:
        if scene_switches(predicate, slot, index):
            _switch(predicate, role, parts, index)
            parts = []
        else:
            extend(parts, _item(predicate, slot, index, role, place))
    _play(predicate, role, parts, chained=slot.chained)


def _role(predicate: Predicate, slot: Slot) -> str:
    frame = predicate.reading.frame
    if not slot.preposition:
        return frame.object
    if slot.preposition == "where":
        return "pull" if frame.name in ("read", "request", "process") else "to"
    return frame.prepositions.get(slot.preposition, _DEFAULT_ROLES.get(slot.preposition, ""))


def _play(predicate: Predicate, role: str, parts: Sequence[Part], *, chained: bool) -> None:
    memory = predicate.scene.memory
    memory.list_together(parts)
    passing = predicate.reading.base in _PASSING and len(parts) > 1 and all(part.kind in FRONTS for part in parts)
    if (chained or passing) and role == "to" and predicate.subject.flows:
        chain_targets(predicate, parts)
    else:
        fill_role(role, predicate, parts)
    memory.list_together(predicate.targets)


def scene_switches(predicate: Predicate, slot: Slot, index: int) -> bool:
    """Whether "the latter" takes over as the subject in the middle of the complements."""
    return not slot.preposition and predicate.scene.chunks[index].norm in ("former", "latter")


def _switch(predicate: Predicate, role: str, parts: Sequence[Part], index: int) -> None:
    """“the former uses A, the latter B”: what comes so far belongs to the first subject."""
    memory = predicate.scene.memory
    fill_role(role, predicate, parts)
    draw_routes(predicate)
    predicate.targets = []
    predicate.actors = object_of_pronoun(predicate.scene.chunks[index].norm, memory, predicate.scene.acting)


def _item(predicate: Predicate, slot: Slot, index: int, role: str, place: Place) -> list[Part]:
    scene = predicate.scene
    chunk = scene.chunks[index]
    if chunk.kind is ChunkKind.PRONOUN:
        return _pronoun(predicate, slot, index, role)
    _take_possessed(predicate, slot, chunk)
    found = scene.parts(index, place, predicate.frame)
    if chunk.mention and not found and not slot.preposition and not predicate.label:
        predicate.label = chunk.mention.label
    return found


def _pronoun(predicate: Predicate, slot: Slot, index: int, role: str) -> list[Part]:
    memory = predicate.scene.memory
    if predicate.clause.relative is not None and not slot.preposition:
        return []
    if predicate.scene.chunks[index].norm == "there" and memory.holder:
        return [part for part in memory.holder if part not in predicate.actors]
    if (role == "pull" and memory.holder) or (not slot.preposition and _is_cargo(predicate)):
        _carry(predicate)
        return []
    if role == "serves" and memory.topic:
        return [part for part in memory.topic if part not in predicate.actors]
    if role == "via":
        return _passed(predicate, index)
    return predicate.scene.parts(index)


def _passed(predicate: Predicate, index: int) -> list[Part]:
    """“goes through it”: through something that acts, no store."""
    found = predicate.scene.parts(index)
    if not found or any(part.kind not in STORES for part in found):
        return found
    recent = [part for part in predicate.scene.memory.discourse.recent if part.kind not in STORES]
    return [part for part in recent if part not in predicate.actors and part.kind is not NodeKind.CLIENT][-1:] or found


def _is_cargo(predicate: Predicate) -> bool:
    """Whether "it" behind this verb is what flows rather than a partner."""
    if predicate.frame == "monitor":
        return predicate.reading.base in _SHOWING and any(part.kind in STORES for part in predicate.scene.memory.holder)
    if predicate.frame == "request":
        return predicate.reading.base not in _CALLING
    return predicate.frame in CARRYING or predicate.frame == "deploy"


def _carry(predicate: Predicate) -> None:
    """“The worker picks it up”: what flows comes from where it was put."""
    clause = predicate.clause
    if clause.mode is not SubjectMode.NAMED or clause.relative is not None:
        return
    holders = [part for part in predicate.scene.memory.holder if part not in predicate.actors]
    if predicate.frame in ("read", "process", "move", "monitor"):
        extend(predicate.targets, [part for part in holders if part.kind in STORES])
        extend(predicate.sources, [part for part in holders if part.kind not in STORES])
    elif predicate.frame in ("store", "send") and (predicate.has_passive_actors or _are_new(predicate)):
        extend(predicate.sources, holders)


def _are_new(predicate: Predicate) -> bool:
    """Whether the actors come up here for the first time, so that "it" has to come from somewhere."""
    return not any(predicate.scene.memory.is_linked(actor) for actor in predicate.actors)


def _take_possessed(predicate: Predicate, slot: Slot, chunk: Chunk) -> None:
    """“Prometheus collects their metrics”: from whom the text spoke of last."""
    mention = chunk.mention
    if mention is None or mention.role is not Role.FLOW or slot.preposition or predicate.frame not in _TAKING:
        return
    if mention.determiner in ("its", "their"):
        owners = [part for part in predicate.scene.memory.topic if part not in predicate.actors]
        fill_role("pull", predicate, owners)


def _goes_on_from_there(predicate: Predicate, slot: Slot) -> bool:
    """“and from there X and Y”: the way goes on where it had come to."""
    scene = predicate.scene
    reached = predicate.targets or scene.memory.holder
    if len(slot.items) < len(("there", "X")) or scene.chunks[slot.items[0]].norm != "there" or not reached:
        return False
    for part in scene.parts_of(slot.items[1:], Place.TO, predicate.frame):
        scene.memory.link(reached[-1], part)
    return True
