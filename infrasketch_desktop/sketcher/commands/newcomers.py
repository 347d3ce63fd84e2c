"""Make nodes from phrases such as "a Memcached cache", "two more workers" or "Kafka"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.language import tr
from infrasketch_desktop.sketcher.commands.errors import UnclearError
from infrasketch_desktop.sketcher.commands.masking import MaskedText
from infrasketch_desktop.sketcher.commands.noun_phrases import Phrase, is_plural, parse_phrase, split_list
from infrasketch_desktop.sketcher.commands.readings import Reader, Reading
from infrasketch_desktop.sketcher.commands.referents import Referents
from infrasketch_desktop.sketcher.commands.scene import Scene
from infrasketch_desktop.sketcher.inflection import singular
from infrasketch_desktop.technology import Technology

APPS = frozenset({NodeKind.SERVICE, NodeKind.API, NodeKind.SERVER, NodeKind.WORKER, NodeKind.FUNCTION})
_GENERIC_APPS = frozenset({NodeKind.SERVICE, NodeKind.API, NodeKind.SERVER})
_VAGUE_HEADS = frozenset(
    {"service", "server", "cluster", "instance", "system", "layer", "node", "host", "app", "container", "platform",
     "engine", "store", "tool", "stack", "component", "provider", "backend", "tier", "integration"}
)  # fmt: skip
_PLAIN = frozenset(
    {"serverless", "managed", "simple", "plain", "proper", "real", "background", "relational", "external", "third"}
)
MAX_LABEL = 80


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A node to be made. `stated` tells that the words themselves fixed the kind."""

    label: str
    kind: NodeKind
    technology: str = ""
    stated: bool = True


_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]")
_SIZE = re.compile(r"\s+(?:with|of|having)\s+(?:\d+|two|three|four|five|several|multiple|many)\b.*$", re.IGNORECASE)
_ABSTRACT = {
    "caching": ("Cache", NodeKind.CACHE),
    "logging": ("Logging", NodeKind.MONITORING),
    "log collection": ("Logging", NodeKind.MONITORING),
    "tracing": ("Tracing", NodeKind.MONITORING),
    "alerting": ("Alerting", NodeKind.MONITORING),
    "observability": ("Monitoring", NodeKind.MONITORING),
    "metrics": ("Metrics", NodeKind.MONITORING),
    "authentication": ("Authentication", NodeKind.AUTH),
    "authorization": ("Authorization", NodeKind.AUTH),
    "login": ("Login", NodeKind.AUTH),
    "single sign-on": ("Single sign-on", NodeKind.AUTH),
    "rate limiting": ("Rate limiter", NodeKind.GATEWAY),
    "throttling": ("Rate limiter", NodeKind.GATEWAY),
    "load balancing": ("Load balancer", NodeKind.LOAD_BALANCER),
    "messaging": ("Message queue", NodeKind.QUEUE),
    "queueing": ("Queue", NodeKind.QUEUE),
    "full-text search": ("Search", NodeKind.SEARCH),
    "search": ("Search", NodeKind.SEARCH),
}
"""What a wish for a quality means as a component."""

_NO_COMPONENT = frozenset(
    {"security", "scalability", "redundancy", "resilience", "failover", "high availability", "performance",
     "encryption", "reliability", "availability", "fault tolerance", "elasticity", "everything",
     "something", "stuff", "things"}
)  # fmt: skip


class Newcomers:
    """Turns phrases into nodes of the scene, reusing what is already there where the words allow it."""

    def __init__(self, scene: Scene, referents: Referents, reader: Reader, masked: MaskedText) -> None:
        self._scene = scene
        self._referents = referents
        self._reader = reader
        self._masked = masked

    def existing_or_new(self, text: str, *, lenient: bool = False) -> tuple[str, ...]:
        """The ids of what a list names; what is missing is made when announced ("a queue") or well known ("Kafka").

        With `lenient`, for "put X between …", anything missing is made. Raises UnclearError for what is neither.
        """
        whole = self._referents.find(text, exact=True)
        if whole:
            return whole
        found: list[str] = []
        for readings in split_list(text):
            found.extend(self._existing_or_new(readings, lenient=lenient))
        if not found:
            raise self._referents.missing(text)
        return tuple(dict.fromkeys(found))

    def add(self, text: str) -> tuple[str, ...]:
        """Add what a phrase without a list names, as many as it says, and return the ids."""
        phrase = parse_phrase(self._masked.reveal(text))
        new = self.read(phrase.core)
        number = phrase.number or 1
        label = _in_singular(new.label) if phrase.number else new.label
        return tuple(self._scene.add_node(new.kind, self._free_label(label), new.technology) for _ in range(number))

    def read(self, text: str) -> Newcomer:
        """The node that a phrase without determiner describes. Raises UnclearError when it is no name at all."""
        core = _SIZE.sub("", self._masked.reveal(text).strip(" ,.;:!\"'"))
        if not re.search(r"\w", core) or len(core) > MAX_LABEL:
            raise UnclearError(
                tr("What should be added? Name it in a few words."), (), (core[:MAX_LABEL],) if core else ()
            )
        if core.lower() in _ABSTRACT:
            return Newcomer(*_ABSTRACT[core.lower()])
        if core.lower() in _NO_COMPONENT:
            raise UnclearError(tr("Which component should be added for {core}?", core=core.lower()), (), (core,))
        bare = _BRACKETS.sub("", core).strip() or core
        reading = self._reader.read(core)
        kind, stated = _kind(self._reader.read(bare))
        return Newcomer(self._reader.label(bare), kind, _technology(reading, kind), stated)

    def replace(self, node_id: str, text: str) -> None:
        """Put what a phrase names in the place of a node: same id, same edges."""
        phrase = parse_phrase(self._masked.reveal(text))
        new = self.read(phrase.core)
        node = self._scene.nodes[node_id]
        self._scene.update_node(
            node_id, kind=self.replaced_kind(node.kind, new, phrase.core), label=new.label, technology=new.technology
        )

    def replaced_kind(self, old: NodeKind, new: Newcomer, core: str) -> NodeKind:
        """The kind after a replacement: the old one as long as the new technology can play that part."""
        reading = self._reader.read(core)
        able = {kind for t in reading.technologies for kind in (t.kind, *(c.kind for c in t.contexts)) if kind}
        vague = not reading.kinds or set(reading.units[-1].words) <= _VAGUE_HEADS
        if not new.stated or (vague and old in able) or (vague and old in APPS and new.kind in _GENERIC_APPS):
            return old
        return new.kind

    def technology(self, core: str) -> str | None:
        """The technology a phrase names, None when it names none."""
        return next((t.name for t in reversed(self._reader.read(core).technologies)), None)

    def names_component(self, core: str) -> bool:
        """Whether a phrase can only mean a component: "the billing service", but not "the staff" or "the users"."""
        reading = self._reader.read(core)
        return bool(reading.technologies) or any(kind is not NodeKind.CLIENT for kind in reading.kinds)

    def is_material(self, core: str) -> bool:
        """Whether a phrase names nothing but what something is made with: a language, a protocol."""
        units = self._reader.read(core).units
        return bool(units) and all(unit.technology is not None for unit in units)

    def is_plain_kind(self, core: str) -> bool:
        """Whether a phrase is nothing but common nouns for a kind, such as "serverless function"."""
        units = self._reader.read(core).units
        return (
            bool(units) and units[-1].kind is not None and all(unit.kind or unit.words[0] in _PLAIN for unit in units)
        )

    def relabelled(self, label: str, new: Newcomer) -> str:
        """A label after a change of technology: the old technology's name in it gives way, a role stays as it is."""
        reading = self._reader.read(label)
        if not reading.technologies:
            return label
        rest = [unit for unit in reading.units if not unit.technology]
        if all(unit.kind or set(unit.words) <= _VAGUE_HEADS for unit in rest):
            return new.label
        words = [word for word in label.split() if not self._reader.read(word).technologies]
        return " ".join((new.technology, *words)) if words else new.label

    def _existing_or_new(self, readings: tuple[str, ...], *, lenient: bool) -> tuple[str, ...]:
        phrase = parse_phrase(self._masked.reveal(readings[-1]))
        announced = phrase.indefinite or phrase.more or phrase.number is not None
        if not announced:
            found = next((ids for part in readings if (ids := self._referents.find(part))), ())
            if len(found) == 1 or (found and self._referents.means_several(readings[-1])):
                return found
            if found:
                raise self._referents.ambiguous(readings[-1], found)
        if announced or lenient or self._is_well_known(phrase):
            return self.add(readings[-1])
        raise self._referents.missing(readings[-1])

    def _is_well_known(self, phrase: Phrase) -> bool:
        return not phrase.definite and bool(self._reader.read(phrase.core).technologies)

    def _free_label(self, label: str) -> str:
        taken = {node.label.lower() for node in self._scene.nodes.values()}
        if label.lower() not in taken:
            return label
        return next_label(label, taken)


def next_label(label: str, taken: set[str]) -> str:
    """The label with the next free number: after "Web 1" and "Web 2" comes "Web 3"."""
    stem = re.sub(r"[\s#-]*\d+$", "", label)
    number = 2
    while f"{stem} {number}".lower() in taken:
        number += 1
    return f"{stem} {number}"


def _in_singular(label: str) -> str:
    head, _, last = label.rpartition(" ")
    if not is_plural(last):
        return label
    return f"{head} {last[: len(singular(last.lower()))]}".strip()


def _kind(reading: Reading) -> tuple[NodeKind, bool]:
    """The kind a phrase stands for, and whether its words say so."""
    technology = next((t for t in reversed(reading.technologies) if t.kind), None)
    head = reading.kinds[-1] if reading.kinds else None
    vague = head is not None and set(reading.units[-1].words) <= _VAGUE_HEADS
    if head and not (vague and technology):
        return head, True
    if technology and technology.kind:
        return technology.kind_among(reading.words) or technology.kind, True
    return NodeKind.SERVICE, False


def _technology(reading: Reading, kind: NodeKind) -> str:
    return next((t.name for t in reversed(reading.technologies) if _plays(t, kind)), "")


def _plays(technology: Technology, kind: NodeKind) -> bool:
    """Whether a technology can be what a node of this kind is made with: a "Kafka consumer" is not made with Kafka."""
    kinds = {technology.kind, *(context.kind for context in technology.contexts)}
    return technology.kind is None or kind in kinds or (kind in APPS and bool(kinds & APPS))
