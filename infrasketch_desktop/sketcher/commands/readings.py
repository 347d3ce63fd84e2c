"""Read a name or a noun phrase by the lexicon: its words, the technologies it names, the kinds its nouns stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.sketcher.inflection import singular
from infrasketch_desktop.sketcher.lexicon import Lexicon
from infrasketch_desktop.sketcher.naming import part_label
from infrasketch_desktop.sketcher.tokens import Token, TokenKind, tokenize
from infrasketch_desktop.technology import Technology

_SHORT_FORMS = {
    "db": "database", "dbs": "database", "svc": "service", "application": "app", "gw": "gateway", "lb": "balancer",
    "mq": "queue", "auth": "authentication", "authn": "authentication", "repo": "repository", "img": "image",
    "config": "configuration", "msg": "message", "srv": "server", "fn": "function", "mgmt": "management",
    "microservice": "service", "front": "front", "fe": "frontend", "be": "backend", "k8s": "kubernetes",
}  # fmt: skip
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SMALL = frozenset({"the", "a", "an", "of", "for", "and", "our", "my", "s"})
MAX_WORDS, MAX_CHARACTERS, SHORT = 40, 400, 3


@dataclass(frozen=True, slots=True)
class Unit:
    """The longest piece the lexicon knows at one place, or one unknown word. `words` are in compared form."""

    words: tuple[str, ...]
    technology: Technology | None = None
    kind: NodeKind | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A name taken apart; `words` are all its words in order, in compared form."""

    words: tuple[str, ...]
    units: tuple[Unit, ...]

    @property
    def technologies(self) -> tuple[Technology, ...]:
        return tuple(unit.technology for unit in self.units if unit.technology)

    @property
    def kinds(self) -> tuple[NodeKind, ...]:
        """Kinds of the common nouns, in order; the last is that of the head."""
        return tuple(unit.kind for unit in self.units if unit.kind and not unit.technology)


class Reader:
    """Reads names by one lexicon and remembers what it read, because labels come again and again."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self.read = lru_cache(maxsize=4096)(self._read)

    def label(self, text: str) -> str:
        """A phrase as the label of a node: known names in their own spelling, the first letter a capital."""
        tokens = tokenize(text)
        pieces: list[tuple[Sequence[Token], Technology | None]] = []
        at = 0
        while at < len(tokens):
            unit, length = self._unit(tokens, at)
            pieces.append((tokens[at : at + length], unit.technology))
            at += length
        return part_label(pieces)

    def _read(self, text: str) -> Reading:
        words = " ".join(self._apart(word) for word in text[:MAX_CHARACTERS].split())
        tokens = [t for t in tokenize(words) if t.is_word or t.kind is TokenKind.NUMBER][:MAX_WORDS]
        units: list[Unit] = []
        at = 0
        while at < len(tokens):
            unit, length = self._unit(tokens, at)
            if unit.technology or unit.kind or unit.words[0] not in _SMALL:
                units.append(unit)
            at += length
        return Reading(tuple(word for unit in units for word in unit.words), tuple(units))

    def _apart(self, word: str) -> str:
        """“OrderService” as two words, unless the word is a known name like "PostgreSQL"."""
        return word if self._lexicon.technology(word) else _CAMEL.sub(" ", word)

    def _unit(self, tokens: Sequence[Token], at: int) -> tuple[Unit, int]:
        named = self._lexicon.technology_at(tokens, at)
        common = self._lexicon.noun_at(tokens, at)
        kind = common[0].kind if common and common[0].role == "head" else None
        length = max(named[1] if named else 1, common[1] if common and kind else 1)
        technology = named[0] if named and named[1] == length else None
        if technology and technology.ambiguous and not tokens[at].capitalised:
            technology = None
        if not (common and common[1] == length):
            kind = None
        return Unit(compared(token.norm for token in tokens[at : at + length]), technology, kind), length


@lru_cache(maxsize=2)
def reader_of(lexicon: Lexicon) -> Reader:
    """The reader for a lexicon; kept, so that the labels of a diagram are read once and not at every command."""
    return Reader(lexicon)


def compared(words: Iterable[str]) -> tuple[str, ...]:
    """Words in the form in which names are compared: singular, common short forms written out."""
    return tuple(_compared(word) for word in words)


def _compared(word: str) -> str:
    """One word; "OMS" is no plural."""
    one = singular(word) if len(word) > SHORT else word
    return _SHORT_FORMS.get(word, _SHORT_FORMS.get(one, one))
