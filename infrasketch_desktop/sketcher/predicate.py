"""A verb with its companions sorted out: who acts, what it comes from, passes and goes to."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.sketcher.clause import Clause
from infrasketch_desktop.sketcher.parts import Part
from infrasketch_desktop.sketcher.scene import Scene
from infrasketch_desktop.sketcher.slots import Slot
from infrasketch_desktop.sketcher.subjects import Subject
from infrasketch_desktop.sketcher.verbs import Reading


@dataclass(slots=True)
class Predicate:
    """The verb of a clause while its links are being found.

    `actors` act; something comes from `sources`, passes `vias` in order and goes to `targets`, or over a chain
    to its `end`. `label` says what flows.
    """

    scene: Scene
    clause: Clause
    reading: Reading
    subject: Subject
    slots: list[Slot]
    actors: list[Part] = field(default_factory=list)
    sources: list[Part] = field(default_factory=list)
    vias: list[Part] = field(default_factory=list)
    targets: list[Part] = field(default_factory=list)
    label: str = ""
    end: Part | None = None

    @property
    def frame(self) -> str:
        return self.reading.frame.name

    @property
    def passive(self) -> bool:
        return not self.clause.active

    @property
    def has_passive_actors(self) -> bool:
        """Whether all that act are stores or queues, which only take and hold."""
        return bool(self.actors) and not any(actor.is_actor for actor in self.actors)


def extend(known: list[Part], found: Iterable[Part]) -> None:
    """Append the parts that are not there yet."""
    known.extend(part for part in found if part not in known)


def queues_of(parts: Iterable[Part]) -> list[Part]:
    return [part for part in parts if part.kind is NodeKind.QUEUE]
