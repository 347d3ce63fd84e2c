"""Which part a noun phrase or a pronoun means: the memory of what the text has named so far."""

from collections.abc import Sequence
from dataclasses import dataclass

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.sketcher.inflection import singular
from infrasketch_desktop.sketcher.lexicon import key_of
from infrasketch_desktop.sketcher.mentions import Mention, Role
from infrasketch_desktop.sketcher.parts import APPS, PRIMARY_WORDS, REPLICA_WORDS, STORES, Part
from infrasketch_desktop.technology import Technology

MAX_PARTS = 200
_NEW = frozenset({"another", "a second", "other"})
_ALL = frozenset({"each", "every", "all", "both", "these", "those", "either"})
# Kinds that a definite phrase may call by their common noun alone: "the cache" for Redis.
_CALLED_BY_KIND = STORES | {
    NodeKind.QUEUE, NodeKind.CDN, NodeKind.GATEWAY, NodeKind.LOAD_BALANCER, NodeKind.AUTH, NodeKind.MONITORING,
}  # fmt: skip
# Nouns too special to call another part by: "the data warehouse" is not "the orders database".
_OWN_NOUNS = frozenset(
    {"warehouse", "data warehouse", "ledger", "metastore", "metadata store", "data mart", "event store"}
)
_RENAMED = frozenset({NodeKind.DATABASE, NodeKind.CACHE, NodeKind.QUEUE, NodeKind.CDN, NodeKind.LOAD_BALANCER})
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
    """All parts in order of first mention, and who was mentioned last.

    The indexes only make finding fast: parts by technology and words, by technology, and by each of their words.
    """

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.recent: list[Part] = []
        self.sentence = 0
        self.overflow = False
        self._by_name: dict[tuple[str, frozenset[str]], Part] = {}
        self._by_technology: dict[str, list[Part]] = {}
        self._by_word: dict[str, list[Part]] = {}

    def clear(self) -> None:
        """Forget all parts."""
        self.parts.clear()
        self.recent.clear()
        for index in (self._by_name, self._by_technology, self._by_word):
            index.clear()

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
            self._refine(part, mention)
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
        return self._keep(Part(len(self.parts), label, kind, technology, "", words, start, self.sentence))

    def _all_of(self, mention: Mention) -> list[Part]:
        if mention.technology or not mention.words:
            return []
        last = singular(mention.words[-1])
        found = [part for part in self.parts if last in _heads(part)]
        modifiers = content_of(mention) - set(mention.head.split())
        return [part for part in found if modifiers <= part.words] if len(found) > 1 else []

    def _find(self, mention: Mention) -> Part | None:
        if mention.determiner in _NEW:
            return None
        content = content_of(mention)
        named = self._by_name.get((_name_of(mention.technology), content)) if content else None
        if named is not None:
            return named
        if mention.technology and mention.technology.kind:
            return self._find_technology(mention, content)
        if mention.determiner in ("a", "an") or mention.count > 1:
            return None
        return self._find_by_noun(mention, content) if content else None

    def _find_technology(self, mention: Mention, content: frozenset[str]) -> Part | None:
        made_with = self._by_technology.get(_name_of(mention.technology), ())
        naming = _naming_words(mention.technology) if made_with else set()
        known = (part for part in reversed(made_with) if _compatible(part, mention, content, naming))
        return next(known, None) or self._find_unnamed(mention)

    def _find_unnamed(self, mention: Mention) -> Part | None:
        """“the cache … Memcached”: a part that was only called by its kind gets its name."""
        if mention.kind not in _RENAMED or mention.determiner in ("a", "an"):
            return None
        return next((part for part in self.parts if part.unnamed and part.kind is mention.kind), None)

    def _find_by_noun(self, mention: Mention, content: frozenset[str]) -> Part | None:
        for part in reversed(self._by_word.get(singular(mention.words[-1]), ())):
            if content <= part.words and mention.kind is not None and not _contradicts(part.words, content):
                return part
        modifiers = content - set(mention.head.split())
        if not mention.definite or modifiers - {"message", "job", "task", "event", "main", "relational", "sql", "data"}:
            return None
        return self._by_kind(mention) or self._by_twin(mention) or self._by_runtime(mention)

    def _by_kind(self, mention: Mention) -> Part | None:
        if mention.kind not in _CALLED_BY_KIND or content_marks(mention) or mention.head in _OWN_NOUNS:
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
            content_of(mention), mention.start, self.sentence, mention.count, mention.plural,
            unnamed=mention.definite and mention.technology is None and len(mention.words) == len(mention.head.split()),
        )  # fmt: skip
        return self._keep(part)

    def _keep(self, part: Part) -> Part:
        self.parts.append(part)
        self._index(part)
        return part

    def _index(self, part: Part) -> None:
        name = _name_of(part.technology)
        self._by_name[(name, part.words)] = part
        if name and part not in self._by_technology.setdefault(name, []):
            self._by_technology[name].append(part)
        for word in part.words:
            if part not in self._by_word.setdefault(word, [])[-1:]:
                self._by_word[word].append(part)

    def _refine(self, part: Part, mention: Mention) -> None:
        """Learn from a second phrase: a technology, more words."""
        part.plural = part.plural or mention.plural
        learns = mention.technology is not None and mention.role is Role.PART
        if not learns or (part.technology is not None and content_of(mention) <= part.words):
            return
        if part.unnamed:
            part.label, part.unnamed = mention.label, False
        part.technology = part.technology or mention.technology
        part.words = part.words | content_of(mention)
        self._index(part)


def content_marks(mention: Mention) -> bool:
    """Whether a phrase tells apart a primary from its replica."""
    return bool(set(mention.words) & (REPLICA_WORDS | PRIMARY_WORDS))


def content_of(mention: Mention) -> frozenset[str]:
    """The words of a phrase that tell it from others, in the singular."""
    return frozenset(singular(word) for word in mention.words if word not in _FILLERS)


def _heads(part: Part) -> set[str]:
    return set(part.head.split()[-1:] or [singular(word) for word in part.label.lower().split()[-1:]]) | (
        {"service"} if part.head in ("microservice", "micro service") else set()
    )


def _compatible(part: Part, mention: Mention, content: frozenset[str], naming: set[str]) -> bool:
    """The same technology is the same part unless both phrases carry different descriptions."""
    if _contradicts(part.words, content) or _serves_workers(part, content):
        return False
    mine = part.words - naming - set(part.head.split())
    yours = content - naming - set(mention.head.split())
    if mine and yours and not (mine <= yours or yours <= mine):
        return False
    if yours and not mine and mention.determiner in ("a", "an") and mention.head:
        return False
    return _same_class(part.kind, mention.kind)


def _serves_workers(part: Part, content: frozenset[str]) -> bool:
    """“Temporal workers … the Temporal server”: two things of one make."""
    return part.kind is NodeKind.WORKER and "worker" in part.words and bool(content & {"server", "cluster", "broker"})


def _same_class(first: NodeKind, second: NodeKind | None) -> bool:
    if second is None or first is second:
        return True
    return (
        (first in APPS and second in APPS)
        or (first in STORES and second in STORES)
        or ({first, second} <= STORES | {NodeKind.QUEUE})
    )


def _name_of(technology: Technology | None) -> str:
    return technology.name if technology else ""


def _naming_words(technology: Technology | None) -> set[str]:
    """All words of all names of a technology: what remains of a phrase without them describes the part."""
    names = (technology.name, *technology.aliases) if technology else ()
    return {singular(word) for name in names for word in key_of(name)}


def _contradicts(first: frozenset[str], second: frozenset[str]) -> bool:
    return bool(first & REPLICA_WORDS) != bool(second & REPLICA_WORDS)


def _runs_things(part: Part, mention: Mention) -> bool:
    """Whether a part consists of things like pods, instances or servers."""
    if part.technology and part.technology.category in ("platform", "hosting", "aws", "gcp", "azure"):
        return part.kind is NodeKind.SERVER
    return part.kind is NodeKind.SERVER and mention.plural and (part.plural or part.count > 1)
