"""English for the chapters: numbers, lists, kinds in singular and plural. Messages list and count with it too."""

from __future__ import annotations

from collections.abc import Sequence

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.language import later, tr

_NUMBERS = (
    *(later("no"), later("one"), later("two"), later("three"), later("four"), later("five"), later("six")),
    *(later("seven"), later("eight"), later("nine"), later("ten"), later("eleven"), later("twelve")),
)

_NOUNS = {
    NodeKind.API: ("API", "APIs"),
    NodeKind.CDN: ("CDN", "CDNs"),
    NodeKind.DATABASE: ("database", "databases"),
    NodeKind.STORAGE: ("file store", "file stores"),
    NodeKind.GATEWAY: ("gateway", "gateways"),
    NodeKind.LOAD_BALANCER: ("load balancer", "load balancers"),
    NodeKind.SEARCH: ("search index", "search indexes"),
    NodeKind.AUTH: ("identity provider", "identity providers"),
    NodeKind.MONITORING: ("monitoring system", "monitoring systems"),
    NodeKind.EXTERNAL: ("external system", "external systems"),
}
_WITH_AN = frozenset((NodeKind.API, NodeKind.AUTH, NodeKind.EXTERNAL))


def number(count: int) -> str:
    """A count as running text spells it: up to twelve in words."""
    return tr(_NUMBERS[count]) if count < len(_NUMBERS) else f"{count:,}"


def counted(count: int, singular: str, plural: str = "") -> str:
    return f"{number(count)} {singular if count == 1 else plural or singular + 's'}"


def noun(kind: NodeKind, count: int = 1) -> str:
    singular, plural = _NOUNS.get(kind, (kind.value, kind.value + "s"))
    return singular if count == 1 else plural


def with_article(kind: NodeKind) -> str:
    """The kind as “an API” or “a queue”."""
    return f"{'an' if kind in _WITH_AN else 'a'} {noun(kind)}"


def listed(items: Sequence[str], most: int = 6, last: str = later("and")) -> str:
    """`A`, `A and B`, `A, B and C`, or `A, B and five more` when there are more than `most`."""
    shown = list(items)
    if len(shown) > most:
        shown[most - 1 :] = [tr("{count} more", count=number(len(items) - most + 1))]
    if len(shown) <= 1:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} {tr(last)} {shown[-1]}"


def either(count: int, singular: str, plural: str) -> str:
    """The word that agrees with `count` things."""
    return singular if count == 1 else plural


def sentence(text: str) -> str:
    """`text` with a capital first letter, where it begins with a plain one."""
    return text[:1].upper() + text[1:]
