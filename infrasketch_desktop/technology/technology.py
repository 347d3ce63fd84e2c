"""One technology, as the list that comes with the program describes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from infrasketch_desktop.diagram.kinds import NodeKind


class TechnologyError(Exception):
    """The list of technologies is missing or damaged; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Context:
    """Another kind that a technology takes when one of the cue words stands in the same clause."""

    kind: NodeKind
    cues: frozenset[str]


@dataclass(frozen=True, slots=True)
class Technology:
    """A product, service, framework, language or protocol that a text may name.

    `kind` is None for what can only describe a part ("Go", "MQTT"). `ambiguous` marks names that are English words as
    well, `ambiguous_names` those of them, in lower case, when the others are not. `icon` is a Simple Icons slug,
    `image` a container image, `port` the default TCP port.
    """

    name: str
    kind: NodeKind | None
    category: str
    aliases: tuple[str, ...] = ()
    ambiguous: bool = False
    ambiguous_names: frozenset[str] = frozenset()
    contexts: tuple[Context, ...] = ()
    icon: str | None = None
    image: str | None = None
    port: int | None = None

    def kind_among(self, words: Iterable[str]) -> NodeKind | None:
        """The kind in a clause made of these words."""
        present = set(words)
        for context in self.contexts:
            if context.cues & present:
                return context.kind
        return self.kind


def technologies_in(data: Mapping[str, Any]) -> tuple[Technology, ...]:
    """The technologies of the parsed list."""
    cues = {name: frozenset(words) for name, words in data["cues"].items()}
    return tuple(_technology(entry, cues) for entry in data["technologies"])


def _technology(entry: Mapping[str, Any], cues: Mapping[str, frozenset[str]]) -> Technology:
    kind = entry["kind"]
    return Technology(
        name=entry["name"],
        kind=NodeKind(kind) if kind else None,
        category=entry["category"],
        aliases=tuple(entry.get("aliases", ())),
        ambiguous=entry.get("ambiguous") is True,
        ambiguous_names=_ambiguous_names(entry),
        contexts=tuple(Context(NodeKind(c["kind"]), cues[c["cues"]]) for c in entry.get("contexts", ())),
        icon=entry["icon"],
        image=entry["image"],
        port=entry["port"],
    )


def _ambiguous_names(entry: Mapping[str, Any]) -> frozenset[str]:
    marked = entry.get("ambiguous", False)
    return frozenset(name.lower() for name in marked) if isinstance(marked, list) else frozenset()
