"""How well a phrase fits a node: every part of the phrase has to be explained by the node's names or kind."""

from __future__ import annotations

from dataclasses import dataclass

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.sketcher.commands.readings import Reading, Unit
from infrasketch_desktop.sketcher.spelling import edit_distance

EXACT = 2.0
_NAMED, _TECHNOLOGY, _PREFIX, _TYPO, _KIND, _FAMILY, _FILLER = 1.0, 0.95, 0.85, 0.8, 0.6, 0.5, 0.3
_PRECISION = 0.1  # at most this much for explaining the whole label and not only a part of it
FITS_PLURAL = _FAMILY
"""The least coverage of its worst part with which a node belongs to "all the services"."""

_APPS = frozenset({NodeKind.SERVICE, NodeKind.API, NodeKind.SERVER, NodeKind.FUNCTION})
_FAMILIES = {
    NodeKind.SERVICE: _APPS,
    NodeKind.SERVER: frozenset({NodeKind.SERVICE, NodeKind.API}),
    NodeKind.API: frozenset({NodeKind.GATEWAY}),
    NodeKind.WORKER: frozenset({NodeKind.FUNCTION}),
    NodeKind.FUNCTION: frozenset({NodeKind.WORKER}),
    NodeKind.GATEWAY: frozenset({NodeKind.LOAD_BALANCER}),
    NodeKind.LOAD_BALANCER: frozenset({NodeKind.GATEWAY}),
    NodeKind.STORAGE: frozenset({NodeKind.DATABASE}),
}
# Nouns by which a thing may be called whatever its label is; "mainframe" or "crawler" needs a label that says so.
_COMMON_NAMES = frozenset(
    {"database", "datastore", "data store", "store", "relational database", "sql database", "cache", "cache layer",
     "queue", "message queue", "job queue", "task queue", "broker", "message broker", "bus", "message bus",
     "event bus", "stream", "topic", "storage", "object storage", "object store", "blob storage", "bucket",
     "file storage", "file store", "cdn", "content delivery network", "gateway", "api gateway", "proxy",
     "reverse proxy", "load balancer", "balancer", "loadbalancer", "search engine", "search index", "search server",
     "index", "authentication", "authentication service", "authentication provider", "authentication server",
     "identity provider", "idp", "sso", "monitoring", "monitoring system", "monitoring service", "monitoring tool",
     "monitoring stack", "client", "user", "frontend", "front end", "ui", "web frontend", "server", "web server",
     "app server", "service", "api", "rest api", "backend", "worker", "background worker", "job", "background job",
     "function", "serverless function", "cloud function", "third party", "third party api", "external api",
     "external service", "external system", "key value store", "document store", "document database",
     "vector database", "vector store", "warehouse", "data warehouse"}
)  # fmt: skip
_IMPLIED = {"ios": "mobile", "android": "mobile", "iphone": "mobile", "ipad": "tablet", "spa": "web", "browser": "web"}
_ALIKE = (
    _APPS | {NodeKind.WORKER, NodeKind.AUTH, NodeKind.MONITORING, NodeKind.SEARCH, NodeKind.EXTERNAL, NodeKind.GATEWAY},
    frozenset({NodeKind.DATABASE, NodeKind.CACHE, NodeKind.STORAGE, NodeKind.SEARCH}),
    frozenset({NodeKind.CLIENT, NodeKind.SERVER}),
)
_FRAME_NAMES = frozenset({("group",), ("frame",), ("boundary",)})
_FILLERS = frozenset(
    {"service", "server", "component", "node", "box", "instance", "system", "layer", "tier", "app", "thing", "module",
     "cluster", "process", "container", "element", "icon", "block", "database", "cache", "queue", "existing", "current",
     "old", "new", "main", "whole", "entire", "single", "own", "shared", "side", "host", "store", "provider", "api",
     "backend"}
)  # fmt: skip
MIN_PART, LONG_WORD = 4, 8
"""Letters that a beginning of a word needs to stand for it, and from which two typing errors are forgiven."""


@dataclass(frozen=True, slots=True)
class Named:
    """A node or group as names see it: what its label and technology say, and its kind (None for a group)."""

    id: str
    label: Reading
    technology: Reading
    kind: NodeKind | None


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a phrase fits: `score` to rank, `weakest` and `strongest` the coverage of its worst and best part."""

    id: str
    score: float
    weakest: float
    strongest: float


def fit(phrase: Reading, named: Named) -> Fit | None:
    """The fit of a phrase to a node; None when some part of the phrase has nothing to do with it."""
    if not phrase.words:
        return None
    if phrase.words == named.label.words or "".join(phrase.words) == "".join(named.label.words):
        return Fit(named.id, EXACT, _NAMED, _NAMED)
    covers = [_cover(unit, named) for unit in phrase.units]
    if _is_common_name(phrase) and covers[0] > 0.0:
        level = min(covers[0], _KIND)  # "the database" is any of them, also the one with "DB" in its label
        return Fit(named.id, level, level, level)
    if max(covers) >= _PREFIX:
        covers = [
            cover or (_FILLER if _is_filler(unit, phrase, named) else 0.0)
            for cover, unit in zip(covers, phrase.units, strict=True)
        ]
    if min(covers) <= 0.0:
        return None
    explained = len(set(phrase.words) & set(named.label.words)) / max(1, len(set(named.label.words)))
    return Fit(named.id, sum(covers) / len(covers) + _PRECISION * explained, min(covers), max(covers))


def _cover(unit: Unit, named: Named) -> float:
    words = {*named.label.words, *named.technology.words}
    words.update(_IMPLIED[word] for word in tuple(words) if word in _IMPLIED)
    if words.issuperset(unit.words):
        return _NAMED
    if any(
        technology.category in unit.words for technology in (*named.label.technologies, *named.technology.technologies)
    ):
        return _KIND
    numbered = any(word.isdigit() for word in unit.words)
    if unit.technology and unit.technology in (*named.label.technologies, *named.technology.technologies):
        return _TECHNOLOGY
    if numbered:
        return 0.0
    return max(_cover_kind(unit, named.kind), _cover_spelling(unit, named))


def _cover_kind(unit: Unit, kind: NodeKind | None) -> float:
    if kind is None and unit.words in _FRAME_NAMES:
        return _KIND
    if unit.kind is None or kind is None or unit.technology:
        return 0.0
    if " ".join(unit.words) not in _COMMON_NAMES:
        return 0.0
    if unit.kind is kind:
        return _KIND
    return _FAMILY if kind in _FAMILIES.get(unit.kind, ()) else 0.0


def _cover_spelling(unit: Unit, named: Named) -> float:
    label = named.label.words
    if len(unit.words) > 1:
        covers = [_cover_word(word, label) or (_FILLER if word in _FILLERS else 0.0) for word in unit.words]
        return min(_PREFIX, sum(covers) / len(covers)) if min(covers) > 0 and max(covers) >= _TYPO else 0.0
    return _cover_word(unit.words[0], label)


def _cover_word(word: str, label: tuple[str, ...]) -> float:
    if word in label:
        return _NAMED
    if len(label) > 1 and len(word) > 1 and word == "".join(part[0] for part in label if part):
        return _PREFIX
    best = 0.0
    for other in label:
        shorter, longer = sorted((word, other), key=len)
        if len(shorter) >= MIN_PART and longer.startswith(shorter):
            best = max(best, _PREFIX)
        elif min(len(word), len(other)) >= MIN_PART:
            allowed = 2 if len(word) >= LONG_WORD else 1
            if word[0] == other[0] and edit_distance(word, other, allowed) <= allowed:
                best = max(best, _TYPO)
    return best


def _is_common_name(phrase: Reading) -> bool:
    return len(phrase.units) == 1 and phrase.units[0].kind is not None and " ".join(phrase.words) in _COMMON_NAMES


def _is_filler(unit: Unit, phrase: Reading, named: Named) -> bool:
    """Whether a word adds nothing: "Kafka cluster", "the transcoder service"; "portal service" is not the portal."""
    if not all(word in _FILLERS for word in unit.words):
        return False
    if unit.kind is None or named.kind is None or phrase.technologies:
        return True
    return any({unit.kind, named.kind} <= alike for alike in _ALIKE)
