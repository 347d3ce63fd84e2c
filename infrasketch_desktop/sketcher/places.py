"""Which of several parts a place describes: "a WAF and a load balancer in front of the app"."""

from collections.abc import Sequence
from itertools import pairwise

from infrasketch_desktop.sketcher.antecedents import list_ending_at
from infrasketch_desktop.sketcher.judgement import Place
from infrasketch_desktop.sketcher.memory import Memory
from infrasketch_desktop.sketcher.parts import FRONTS, Part
from infrasketch_desktop.sketcher.scene import Scene

AHEAD = ("in front of", "before", "ahead of")


def described_parts(scene: Scene, anchor: int, preposition: str, first: int, frame: str = "") -> list[Part]:
    """The parts that the place behind chunk `anchor` describes; chunks before `first` belong to something else.

    In front of something stands the whole list when it is made of fronts, one after the other; else the nearest part.
    """
    nearest = scene.parts(anchor, Place.OBJECT, frame)
    if preposition not in AHEAD:
        return nearest
    items = [index for index in list_ending_at(scene.chunks, anchor) if index >= first]
    return in_a_row(scene.memory, scene.parts_of(items, Place.OBJECT, frame)) or nearest


def in_a_row(memory: Memory, parts: Sequence[Part]) -> list[Part]:
    """The last of several fronts of different kinds, linked one after the other; none when they are something else."""
    kinds = [part.kind for part in parts]
    if len(parts) < len(("first", "last")) or len(set(kinds)) < len(kinds) or not set(kinds) <= FRONTS:
        return []
    for first, second in pairwise(parts):
        memory.link(first, second)
    return list(parts[-1:])
