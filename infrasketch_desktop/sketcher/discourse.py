"""Which part a noun phrase or a pronoun means: the memory of what the text has named so far."""

from collections.abc import Sequence
from dataclasses import dataclass

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.sketcher.inflection import singular
from infrasketch_desktop.sketcher.lexicon import Technology
from infrasketch_desktop.sketcher.mentions import Mention, Role
from infrasketch_desktop.sketcher.parts import APPS, PRIMARY_WORDS, REPLICA_WORDS, STORES, Part

MAX_PARTS = 300
_NEW = frozenset({"another", "a second", "other"})
_ALL = frozenset({"each", "every", "all", "both", "these", "those", "either"})
# Kinds that a definite phrase may call by their common noun alone: "the cache" for Redis.
_CALLED_BY_KIND = STORES | {
    NodeKind.QUEUE, NodeKind.CDN, NodeKind.GATEWAY, NodeKind.LOAD_BALANCER, NodeKind.AUTH, NodeKind.MONITORING,
}  # fmt: skip
_RUNTIME_NOUNS = frozenset({"pod", "instance", "task", "node", "container", "server", "vm", "host"})
_TWINS = (
    frozenset({"app", "application"}), frozenset({"site", "website", "web site"}),
    frozenset({"database", "db", "data base"}), frozenset({"frontend", "ui", "client", "web frontend"}),
    frozenset({"queue", "broker", "message broker", "message queue", "bus"}), frozenset({"customer", "user", "client"}),
    frozenset({"api", "backend"}), frozenset({"lb", "load balancer", "balancer"}),
)  # fmt: skip
_FILLERS = frozenset({"a", "the", "of", "and", "'s", "same", "own", "new", "existing"})


@dataclass(frozen=True, slots=True)
class Naming:
    """What a text calls a part without being told: kept for the notes."""

    part: Part
    words: str


class Discourse:
    """All parts in order of first mention, and who was mentioned last."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.recent: list[Part] = []
        self.sentence = 0
        self.overflow = False

    def touch(self, parts: Sequence[Part]) -> None:
        """Note that these parts were just mentioned."""
        for part in parts:
            if part in self.recent[-6:]:
                self.recent.remove(part)
            self.recent.append(part)
        del self.recent[:-40]

    def resolve(self, mention: Mention, kind: NodeKind | None = None) -> list[Part]:
        """The parts that a noun phrase means, found again or new; several for "each service"."""
        if mention.determiner in _ALL:
            several = self._all_of(mention)
            if several:
                self.touch(several)
                return several
        part = self._find(mention)
        if part is None:
            part = self._new(mention, kind)
        else:
            _refine(part, mention, kind)
        if part is None:
            return []
        self.touch([part])
        return [part]

    def find(self, mention: Mention) -> Part | None:
        """The part that a phrase means when the text has named it already."""
        return self._find(mention)

    def add(self, label: str, kind: NodeKind, technology: Technology | None = None, start: int = 0) -> Part | None:
        """A part that no phrase names, such as the client of an open-ended request."""
        if len(self.parts) >= MAX_PARTS:
            self.overflow = True
            return None
        words = frozenset(singular(word) for word in label.lower().split())
        part = Part(len(self.parts), label, kind, technology, "", words, start, self.sentence)
        self.parts.append(part)
        return part

    def _all_of(self, mention: Mention) -> list[Part]:
        if mention.technology or not mention.words:
            return []
        last = singular(mention.words[-1])
        found = [part for part in self.parts if last in _heads(part)]
        modifiers = _content(mention) - set(mention.head.split())
        return [part for part in found if modifiers <= part.words] if len(found) > 1 else []

    def _find(self, mention: Mention) -> Part | None:
        if mention.determiner in _NEW:
            return None
        for part in reversed(self.parts):
            if _same_name(part, mention):
                return part
        if mention.technology and mention.technology.kind:
            return self._find_technology(mention)
        if mention.determiner in ("a", "an") or mention.count > 1:
            return None
        return self._find_by_noun(mention)

    def _find_technology(self, mention: Mention) -> Part | None:
        content = _content(mention)
        for part in reversed(self.parts):
            if part.technology is mention.technology and _compatible(part, mention, content):
                return part
        return None

    def _find_by_noun(self, mention: Mention) -> Part | None:
        content = _content(mention)
        if not content:
            return None
        for part in reversed(self.parts):
            if content <= part.words and mention.kind is not None and not _contradicts(part.words, content):
                return part
        modifiers = content - set(mention.head.split())
        if not mention.definite or modifiers - {"message", "job", "task", "event", "main", "relational", "sql", "data"}:
            return None
        return self._by_kind(mention) or self._by_twin(mention) or self._by_runtime(mention)

    def _by_kind(self, mention: Mention) -> Part | None:
        if mention.kind not in _CALLED_BY_KIND or content_marks(mention):
            return None
        found = [part for part in self.parts if part.kind is mention.kind and not part.is_replica]
        return found[-1] if found else None

    def _by_twin(self, mention: Mention) -> Part | None:
        for twins in _TWINS:
            if mention.head in twins:
                return next((part for part in reversed(self.parts) if part.head in twins), None)
        return None

    def _by_runtime(self, mention: Mention) -> Part | None:
        if mention.head in _RUNTIME_NOUNS:
            return next((part for part in reversed(self.parts) if _runs_things(part, mention)), None)
        return None

    def _new(self, mention: Mention, kind: NodeKind | None) -> Part | None:
        if len(self.parts) >= MAX_PARTS:
            self.overflow = True
            return None
        part = Part(
            len(self.parts), mention.label, kind or mention.kind or NodeKind.SERVICE, mention.technology, mention.head,
            frozenset(_content(mention)), mention.start, self.sentence, mention.count, mention.plural,
        )  # fmt: skip
        self.parts.append(part)
        return part


def content_marks(mention: Mention) -> bool:
    """Whether a phrase tells apart a primary from its replica."""
    return bool(set(mention.words) & (REPLICA_WORDS | PRIMARY_WORDS))


def _content(mention: Mention) -> set[str]:
    return {singular(word) for word in mention.words if word not in _FILLERS}


def _heads(part: Part) -> set[str]:
    return set(part.head.split()[-1:] or [singular(word) for word in part.label.lower().split()[-1:]]) | (
        {"service"} if part.head in ("microservice", "micro service") else set()
    )


def _same_name(part: Part, mention: Mention) -> bool:
    if part.technology is not mention.technology or mention.determiner in ("a", "an"):
        same_text = part.words == frozenset(_content(mention))
        return same_text and part.technology is mention.technology and mention.determiner not in _NEW
    return part.words == frozenset(_content(mention)) and bool(mention.words)


def _compatible(part: Part, mention: Mention, content: set[str]) -> bool:
    """The same technology is the same part unless both phrases carry different descriptions."""
    if _contradicts(part.words, content):
        return False
    mine = _description(part.words, part.technology, part.head)
    yours = _description(frozenset(content), mention.technology, mention.head)
    if mine and yours and not (mine <= yours or yours <= mine):
        return False
    if yours and not mine and mention.determiner in ("a", "an") and mention.head:
        return False
    return _same_class(part.kind, mention.kind)


def _same_class(first: NodeKind, second: NodeKind | None) -> bool:
    if second is None or first is second:
        return True
    return (
        (first in APPS and second in APPS)
        or (first in STORES and second in STORES)
        or ({first, second} <= STORES | {NodeKind.QUEUE})
    )


def _description(words: frozenset[str], technology: Technology | None, head: str) -> set[str]:
    named: set[str] = set()
    if technology:
        for name in (technology.name, *technology.aliases):
            named.update(singular(word) for word in name.lower().replace(".", " ").replace("-", " ").split())
    return {word for word in words if word not in named} - set(head.split())


def _contradicts(first: frozenset[str] | set[str], second: set[str]) -> bool:
    return bool(first & REPLICA_WORDS) != bool(second & REPLICA_WORDS)


def _runs_things(part: Part, mention: Mention) -> bool:
    """Whether a part consists of things like pods, instances or servers."""
    if part.technology and part.technology.category in ("platform", "hosting", "aws", "gcp", "azure"):
        return part.kind is NodeKind.SERVER
    return part.kind is NodeKind.SERVER and mention.plural and (part.plural or part.count > 1)


def _refine(part: Part, mention: Mention, kind: NodeKind | None) -> None:
    """Learn from a second phrase: a technology, a kind."""
    if part.technology is None and mention.technology is not None:
        part.technology = mention.technology
    part.words = (
        part.words | frozenset(_content(mention)) if mention.role is Role.PART and mention.technology else part.words
    )
    part.plural = part.plural or mention.plural
