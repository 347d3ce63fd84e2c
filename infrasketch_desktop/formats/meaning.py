"""What a label says about a node: the technology it names, and the kind that its words stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from infrasketch_desktop.technology import Catalog, Technology

_WORD = re.compile(r"[^\s,;:()\[\]{}<>|\"'`*]+")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_MAX_WORDS = 24
_LONGEST_NAME = 4
"""Words in the longest names of the catalog that labels use."""

_HEADS = {
    NodeKind.CLIENT: "client browser user users customer customers frontend spa mobile visitor admin person actor",
    NodeKind.API: "api apis endpoint bff graphql backend",
    NodeKind.WORKER: "worker workers consumer consumers scheduler cron processor crawler daemon batch",
    NodeKind.FUNCTION: "function functions lambda lambdas",
    NodeKind.DATABASE: "database databases db dbs rdbms warehouse datastore replica",
    NodeKind.CACHE: "cache caches",
    NodeKind.QUEUE: "queue queues broker topic topics bus stream mq",
    NodeKind.STORAGE: "storage bucket buckets blob blobs volume filesystem lake",
    NodeKind.CDN: "cdn",
    NodeKind.GATEWAY: "gateway proxy ingress firewall waf",
    NodeKind.LOAD_BALANCER: "balancer balancers lb alb nlb elb",
    NodeKind.SEARCH: "search indexer",
    NodeKind.AUTH: "auth authentication authorization identity idp oauth sso iam login",
    NodeKind.MONITORING: "monitoring metrics logging logs tracing alerting observability",
}
_WEAK_HEADS = {
    NodeKind.SERVER: "server servers web webserver vm host",
    NodeKind.SERVICE: "service services",
    NodeKind.WORKER: "job jobs",
}


def _by_word(heads: dict[NodeKind, str]) -> dict[str, NodeKind]:
    return {word: kind for kind, words in heads.items() for word in words.split()}


_STRONG, _WEAK = _by_word(_HEADS), _by_word(_WEAK_HEADS)


@dataclass(frozen=True, slots=True)
class Meaning:
    """`kind` is None when no word tells it; `weak` marks one that a shape or a technology may overrule."""

    kind: NodeKind | None = None
    technology: str = ""
    weak: bool = False


def meaning_of(label: str, catalog: Catalog, technology: str = "") -> Meaning:
    """What `label`, and a `technology` that was stated beside it, say about a node.

    The last noun of an English name tells what a thing is: an “order queue worker” is a worker.
    """
    words = _words(label)
    named = catalog.named(technology) if technology else _technology(label, words, catalog)
    name = technology or (named.name if named else "")
    lower = [word.lower() for word in words]
    strong = next((_STRONG[word] for word in reversed(lower) if word in _STRONG), None)
    if strong:
        return Meaning(strong, name)
    if named and named.kind:
        return Meaning(named.kind_among(lower), name)
    weak = next((_WEAK[word] for word in reversed(lower) if word in _WEAK), None)
    return Meaning(weak, name, weak=True)


def edge_kind_between(source: NodeKind | None, target: NodeKind | None) -> EdgeKind:
    """What usually flows between two kinds, where the source does not say; None is a group."""
    ends = {source, target}
    if NodeKind.QUEUE in ends:
        return EdgeKind.EVENT
    return EdgeKind.DATA if ends & {NodeKind.DATABASE, NodeKind.CACHE, NodeKind.STORAGE} else EdgeKind.REQUEST


def _words(label: str) -> list[str]:
    found = _WORD.findall(label[:500])[:_MAX_WORDS]
    return [part for word in found for part in _CAMEL.sub(" ", word).replace("_", " ").replace("-", " ").split()]


def _technology(label: str, words: Sequence[str], catalog: Catalog) -> Technology | None:
    whole = catalog.named(label)
    if whole:
        return whole
    return next((found for found in _named_parts(words, catalog) if not _is_english(found)), None)


def _named_parts(words: Sequence[str], catalog: Catalog) -> Iterator[Technology]:
    """Technologies named by neighbouring words, longer names first."""
    for length in range(min(_LONGEST_NAME, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            found = catalog.named(" ".join(words[start : start + length]))
            if found:
                yield found


def _is_english(technology: Technology) -> bool:
    return technology.ambiguous or bool(technology.ambiguous_names)
