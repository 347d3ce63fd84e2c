"""Read a statement with the description reader, knowing the labels that are already drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from infrasketch_desktop.diagram.records import Node
from infrasketch_desktop.sketcher.chunks import chunk_sentences
from infrasketch_desktop.sketcher.lexicon import Lexicon, key_of
from infrasketch_desktop.sketcher.parts import Link
from infrasketch_desktop.sketcher.reader import Reader
from infrasketch_desktop.sketcher.segments import segment
from infrasketch_desktop.sketcher.tokens import Token, tokenize
from infrasketch_desktop.sketcher.trie import Trie
from infrasketch_desktop.technology import Technology

_ANNOUNCING = frozenset({"a", "an", "another", "new", "some"})
_ALL = frozenset({"all", "every", "each", "both"})
_POINTING = frozenset({"the", "this", "that", "these", "those"})


@dataclass(frozen=True, slots=True)
class Statement:
    """The links that a text states, and the tokens it was read from."""

    links: tuple[Link, ...]
    tokens: tuple[Token, ...]

    def is_announced(self, link_end: int) -> bool:
        """Whether the phrase at a token begins with "a", as for something new."""
        return self.tokens[link_end].norm in _ANNOUNCING

    def is_everything(self, link_end: int) -> bool:
        """Whether the phrase at a token begins with "every", "all" or "both"."""
        return self.tokens[link_end].norm in _ALL

    def is_pointed_at(self, link_end: int) -> bool:
        """Whether the phrase at a token begins with "the", as for something that is there."""
        return self.tokens[link_end].norm in _POINTING


class LabelledLexicon(Lexicon):
    """A lexicon that also knows the labels of a diagram, as names of what they stand for."""

    def __init__(self, base: Lexicon, nodes: Iterable[Node]) -> None:
        """Shares everything with `base`; nothing is read or copied."""
        self.__dict__.update(base.__dict__)
        self._base = base
        self._labels: Trie[Technology] = Trie()
        for node in nodes:
            words = key_of(node.label)
            if words:
                self._labels.insert(words, _as_name(node, words, base))

    def technology_at(self, tokens: Sequence[Token], at: int) -> tuple[Technology, int] | None:
        """The label or technology with the longest name at token `at`; a label wins over an equally long one."""
        named = self._labels.longest(tokens, at)
        known = self._base.technology_at(tokens, at)
        return named if named and (known is None or named[1] >= known[1]) else known


def read_statement(text: str, lexicon: Lexicon, nodes: Iterable[Node]) -> Statement:
    """What a text states about a diagram with these nodes."""
    tokens = tokenize(text)
    labelled = LabelledLexicon(lexicon, nodes)
    reader = Reader(tokens, labelled)
    reader.open(tokens)
    for sentence in chunk_sentences(tokens, segment(tokens, labelled), labelled):
        reader.read(sentence)
    return Statement(tuple(reader.links), tokens)


def _as_name(node: Node, words: tuple[str, ...], lexicon: Lexicon) -> Technology:
    """A label as a name; one that is also a verb counts only where it is capitalised."""
    verbal = len(words) == 1 and lexicon.verbs.reading(words[0]) is not None
    return Technology(name=node.label, kind=node.kind, category="label", ambiguous=verbal)
