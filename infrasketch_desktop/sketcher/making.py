"""What a part is made with or identical to: "written in Go", "running Sidekiq", "the broker is RabbitMQ"."""

from collections.abc import Sequence

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.sketcher.apposition import APPLICATIONS
from infrasketch_desktop.sketcher.mentions import Mention
from infrasketch_desktop.sketcher.naming import is_material
from infrasketch_desktop.sketcher.parts import APPS, Part
from infrasketch_desktop.sketcher.predicate import Predicate, queues_of

_MAKING = frozenset(
    {"write", "build", "implement", "develop", "code", "make", "create", "base", "run", "program", "power"}
)
_READING = (("subscriber",), ("consumer",), ("listener",), ("reader",))
_MATERIAL_SLOTS = ("in", "with", "on", "using", "")


def take_materials(predicate: Predicate) -> bool:
    """Give the subject its technology and drop the slots that name it; true when nothing else is left."""
    made = predicate.reading.base in _MAKING
    taken = False
    for slot in predicate.slots:
        for index in list(slot.items):
            mention = predicate.scene.mention(index)
            if mention is None or not _is_material(mention):
                continue
            if (made and slot.preposition in _MATERIAL_SLOTS) or _has_no_kind(mention):
                slot.items.remove(index)
                taken = made
                _make_of(predicate.subject.parts if made else (), mention)
    _take_program(predicate)
    _take_identity(predicate)
    _take_subscription(predicate)
    predicate.slots = [slot for slot in predicate.slots if slot.items]
    return taken and not predicate.slots


def _is_material(mention: Mention) -> bool:
    return not mention.head and is_material(mention.technology)


def _has_no_kind(mention: Mention) -> bool:
    return mention.technology is not None and mention.technology.kind is None


def _make_of(parts: Sequence[Part], mention: Mention) -> None:
    for part in parts:
        if part.technology is None:
            part.technology = mention.technology


def _take_program(predicate: Predicate) -> None:
    """“a worker dyno running Sidekiq”: the program is what the part is made with."""
    parts = predicate.subject.parts
    if predicate.reading.base != "run" or any(slot.preposition for slot in predicate.slots) or len(parts) != 1:
        return
    for slot in predicate.slots:
        for index in list(slot.items):
            mention = predicate.scene.mention(index)
            if mention and mention.technology and not mention.head and parts[0].technology is None:
                parts[0].technology = mention.technology
                slot.items.remove(index)


def _take_identity(predicate: Predicate) -> None:
    """“the broker is RabbitMQ”, "the backend is a Rails app": one part with two names."""
    parts = predicate.subject.parts
    if predicate.frame != "be" or len(parts) != 1:
        return
    for slot in predicate.slots:
        for index in list(slot.items):
            mention = predicate.scene.mention(index)
            if not slot.preposition and mention is not None and _is_same_class(parts[0], mention):
                _merge(parts[0], mention)
                predicate.scene.values[index] = [parts[0]]
                slot.items.remove(index)


def _take_subscription(predicate: Predicate) -> None:
    """“A and B are its subscribers”: they read the queue that the text spoke of last."""
    queues = queues_of(predicate.scene.memory.discourse.recent)[-1:] if predicate.frame == "be" else []
    for slot in predicate.slots if queues else ():
        for index in list(slot.items):
            mention = predicate.scene.mention(index)
            if slot.preposition or mention is None or mention.technology or mention.words[-1:] not in _READING:
                continue
            slot.items.remove(index)
            for part in predicate.subject.parts:
                predicate.scene.memory.link(queues[0], part)


def _is_same_class(part: Part, mention: Mention) -> bool:
    if part.technology is not None or mention.technology is None or mention.kind is None:
        return False
    screens = APPS | {NodeKind.CLIENT} if mention.head in APPLICATIONS else APPS
    return part.kind is mention.kind or (part.kind in screens and mention.kind in screens)


def _merge(part: Part, mention: Mention) -> None:
    generic = len(part.words) <= len(part.head.split())
    part.label = mention.label if generic else part.label
    part.kind = mention.kind or part.kind
    part.technology = mention.technology
    part.words = part.words | frozenset(mention.words)
    part.plural = part.plural or mention.plural
