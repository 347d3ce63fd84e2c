"""Tables that say what types of resources are, and which of their references mean traffic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind


@dataclass(frozen=True, slots=True)
class Flow:
    """References at `path`, or below it, mean traffic: to what they name, or from there when it is `inward`.

    `facts` are paths of literal properties that make the label; `a>b` is the property `b` of what `a` refers to. A
    `weak` flow is a mere permission: unless it tells what for, it draws no edge against one that runs the other way.
    """

    path: str
    inward: bool = False
    facts: tuple[str, ...] = ()
    kind: EdgeKind | None = None
    weak: bool = False
    label: str = ""

    def covers(self, path: str) -> bool:
        return path == self.path or path.startswith(f"{self.path}.")


def to(path: str, *facts: str, kind: EdgeKind | None = None, label: str = "") -> Flow:
    """Traffic from the resource to what it names at `path`."""
    return Flow(path, facts=facts, kind=kind, label=label)


def by(path: str, *facts: str, kind: EdgeKind | None = None, label: str = "") -> Flow:
    """Traffic to the resource from what it names at `path`."""
    return Flow(path, inward=True, facts=facts, kind=kind, label=label)


def allowed(path: str) -> Flow:
    """What the resource names at `path` is what it may use."""
    return Flow(path, weak=True)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`parts` are types by the technology they are; `kinds` what a part is where that differs from its technology.

    Types that have `flows` and are no parts are relays. `images` are the paths that may state a container image.
    """

    parts: Mapping[str, str]
    flows: Mapping[str, tuple[Flow, ...]] = field(default_factory=dict)
    kinds: Mapping[str, NodeKind] = field(default_factory=dict)
    images: tuple[str, ...] = ()

    def __or__(self, other: Vocabulary) -> Vocabulary:
        return Vocabulary(
            {**self.parts, **other.parts},
            {**self.flows, **other.flows},
            {**self.kinds, **other.kinds},
            (*self.images, *other.images),
        )
