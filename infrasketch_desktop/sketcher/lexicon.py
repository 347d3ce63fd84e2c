"""The vocabulary: technologies, nouns for parts of a system, verbs and small words, read from resources."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.language import tr
from infrasketch_desktop.resources import resource_path
from infrasketch_desktop.sketcher.errors import LexiconError
from infrasketch_desktop.sketcher.inflection import singular
from infrasketch_desktop.sketcher.spelling import Speller
from infrasketch_desktop.sketcher.tokens import Token, tokenize
from infrasketch_desktop.sketcher.trie import Trie
from infrasketch_desktop.sketcher.verbs import Verbs
from infrasketch_desktop.technology.technology import Technology, technologies_in

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ./_-]*[A-Za-z0-9]|[A-Za-z0-9]")
_SEPARATORS = str.maketrans("./_-", "    ")

# "wich" for "which": small words are misspelt as well.
SHORTEST_EVERYDAY = len("wich")


@dataclass(frozen=True, slots=True)
class Noun:
    """A common noun: one that names a part of a system, a group of parts, or what flows between parts."""

    text: str
    role: str
    kind: NodeKind | None = None


class Lexicon:
    """Everything the sketcher knows about words. Read-only once loaded; share one instance."""

    def __init__(
        self,
        technologies: Sequence[Technology],
        nouns: Sequence[Noun],
        words: Mapping[str, Sequence[str] | Mapping[str, int]],
        verbs: Verbs,
        designs: Sequence[Mapping[str, Any]] = (),
    ) -> None:
        self.technologies = {technology.name: technology for technology in technologies}
        self.verbs = verbs
        self.designs = designs
        self._technology_trie = _technology_trie(technologies)
        self._noun_trie = _noun_trie(nouns)
        self._classes = {name: frozenset(entries) for name, entries in words.items()}
        self._phrase_trie = _phrase_trie(self._classes)
        self.numbers: dict[str, int] = dict(words["numbers"])  # type: ignore[arg-type]
        self.abbreviations: dict[str, str] = dict(words["abbreviations"])  # type: ignore[arg-type]
        self._known = _known_words(nouns, self._classes, verbs)
        self.speller = Speller(_single_words(technologies))
        self._name_words = {word for technology in technologies for word in _words_of(technology)}
        self._everyday = Speller({word: word for word in words["everyday"]})

    @classmethod
    def load(cls, folder: Path) -> "Lexicon":
        """Read the lexicon from its folder; raises LexiconError naming the file that is missing or damaged."""
        technologies = _read(folder / "technologies.json")
        return cls(
            technologies_in(technologies),
            list(_nouns(_read(folder / "nouns.json"))),
            {key: value for key, value in _read(folder / "words.json").items() if key != "format"},
            Verbs.from_data(_read(folder / "verbs.json")),
            _read(folder / "designs.json")["designs"],
        )

    def technology_at(self, tokens: Sequence[Token], at: int) -> tuple[Technology, int] | None:
        """The technology with the longest name at token `at`, and how many tokens it takes."""
        return self._technology_trie.longest(tokens, at)

    def noun_at(self, tokens: Sequence[Token], at: int) -> tuple[Noun, int] | None:
        """The longest common noun at token `at`, and how many tokens it takes."""
        return self._noun_trie.longest(tokens, at)

    def phrase_at(self, tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
        """The longest small word or phrase ("in front of") at token `at`, and how many tokens it takes."""
        return self._phrase_trie.longest(tokens, at)

    def is_a(self, phrase: str, word_class: str) -> bool:
        """Whether a phrase belongs to a class of `words.json`, such as "prepositions"."""
        return phrase in self._classes[word_class]

    def knows(self, word: str) -> bool:
        """Whether a single lower-case word is ordinary vocabulary, not to be taken for a misspelt name."""
        return word in self._known or self.verbs.reading(word) is not None

    def corrected(self, word: str) -> Technology | None:
        """The technology that a misspelt single word most likely names, None when nothing is near enough."""
        if self.knows(word):
            return None
        name = self.speller.nearest(word)
        return None if name is None else self.technologies[name]

    def everyday(self, word: str) -> str | None:
        """The everyday word that an unknown lower-case word was meant to be, None when nothing is near enough."""
        if self.knows(word) or singular(word) in self._known or word in self._name_words:
            return None
        return self._everyday.nearest(word, shortest=SHORTEST_EVERYDAY, most=1)

    def technology(self, text: str) -> Technology | None:
        """The technology that a whole text names, by name or alias."""
        tokens = tokenize(text)
        found = self.technology_at(tokens, 0)
        return found[0] if found and found[1] == len(tokens) else None


@cache
def program_lexicon() -> Lexicon:
    """The lexicon that comes with the program, read once, some 50 ms. Raises ResourceError, LexiconError."""
    return Lexicon.load(resource_path("lexicon"))


def _read(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise LexiconError(
            tr("The lexicon file {name} cannot be read ({error}). Reinstall InfraSketch.", name=path.name, error=error)
        ) from error
    if not isinstance(data, dict) or data.get("format") != 1:
        raise LexiconError(tr("The lexicon file {name} has an unknown format. Reinstall InfraSketch.", name=path.name))
    return data


def _words_of(technology: Technology) -> set[str]:
    return {word for name in (technology.name, *technology.aliases) for word in key_of(name)}


def _nouns(data: Mapping[str, Any]) -> Iterable[Noun]:
    for kind, texts in data["heads"].items():
        for text in texts:
            yield Noun(text, "head", NodeKind(kind))
    for text in data["groups"]:
        yield Noun(text, "group")
    for text in data["flows"]:
        yield Noun(text, "flow")


def key_of(name: str) -> tuple[str, ...]:
    """The token norms by which a name is found; equal to what `tokenize` gives, faster for plain names."""
    if _PLAIN.fullmatch(name):
        return tuple(name.lower().translate(_SEPARATORS).split())
    return tuple(token.norm for token in tokenize(name))


def _technology_trie(technologies: Sequence[Technology]) -> Trie[Technology]:
    trie: Trie[Technology] = Trie()
    for technology in technologies:
        trie.insert(key_of(technology.name), technology)
    for technology in technologies:
        for alias in technology.aliases:
            trie.insert(key_of(alias), technology)
    return trie


def _noun_trie(nouns: Sequence[Noun]) -> Trie[Noun]:
    trie: Trie[Noun] = Trie()
    for noun in nouns:
        trie.insert(key_of(noun.text), noun)
    return trie


def _phrase_trie(classes: Mapping[str, frozenset[str]]) -> Trie[str]:
    trie: Trie[str] = Trie()
    for name, entries in classes.items():
        if name in ("common", "abbreviations", "everyday"):
            continue
        for entry in sorted(entries):
            trie.insert(key_of(entry), entry)
    return trie


def _single_words(technologies: Sequence[Technology]) -> dict[str, str]:
    words: dict[str, str] = {}
    for technology in technologies:
        for alias in (technology.name, *technology.aliases):
            if alias.isalnum():
                words.setdefault(alias.lower(), technology.name)
    return words


def _known_words(nouns: Sequence[Noun], classes: Mapping[str, frozenset[str]], verbs: Verbs) -> frozenset[str]:
    known = set(verbs.bases)
    for noun in nouns:
        known.update(key_of(noun.text))
    for entries in classes.values():
        for entry in entries:
            known.update(key_of(entry))
    return frozenset(known)
