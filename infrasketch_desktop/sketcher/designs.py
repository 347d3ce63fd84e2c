"""Open-ended requests such as "Design a URL shortener": a usual first design instead of an empty sheet."""

from collections.abc import Mapping, Sequence
from typing import Any

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.sketcher.discourse import Discourse
from infrasketch_desktop.sketcher.lexicon import Lexicon
from infrasketch_desktop.sketcher.memory import edge_kind
from infrasketch_desktop.sketcher.parts import Link, Part
from infrasketch_desktop.sketcher.tokens import Token

MAX_REQUEST_WORDS = 40
# Nouns for a product to design, as in "a chat system".
_PRODUCTS = frozenset(
    {"app", "application", "system", "platform", "site", "website", "service", "portal", "shop", "blog", "forum",
     "wiki", "storefront", "engine", "tool", "pipeline", "crawler", "scheduler", "lake", "limiter", "store", "cache",
     "bot", "chatbot", "cms", "game", "backend", "api", "scraper", "dashboard"}
)  # fmt: skip


def is_open_request(tokens: Sequence[Token], parts: Sequence[Part], links: Sequence[Link]) -> bool:
    """Whether a text names a product to design and hardly any part of it."""
    words = [token for token in tokens if token.is_word]
    named = [part for part in parts if part.technology is not None]
    whole = all(part.head.split()[-1:] and part.head.split()[-1] in _PRODUCTS and not part.plural for part in parts)
    named = named or [part for part in parts if part.unnamed]  # "The service exposes" speaks of a part, not the whole
    return 0 < len(words) <= MAX_REQUEST_WORDS and len(parts) <= 1 and not links and not named and whole


def choose_design(tokens: Sequence[Token], lexicon: Lexicon) -> Mapping[str, Any] | None:
    """The design whose cue words the text contains best; None when nothing fits."""
    text = " " + " ".join(token.norm for token in tokens if token.is_word) + " "
    scored = [
        (max((len(cue) for cue in design["cues"] if f" {cue}" in text), default=0), design)
        for design in lexicon.designs
    ]
    best = max(scored, key=lambda entry: entry[0], default=(0, None))
    return best[1] if best[0] else None


def draw_design(design: Mapping[str, Any], discourse: Discourse) -> list[Link]:
    """Put the parts of a design into the discourse and return its links."""
    parts = [discourse.add(entry["label"], NodeKind(entry["kind"])) for entry in design["parts"]]
    links = []
    for first, second in design["links"]:
        source, target = parts[first], parts[second]
        if source is not None and target is not None:
            links.append(Link(source, target, "", edge_kind(source, target), inferred=True))
    return links
