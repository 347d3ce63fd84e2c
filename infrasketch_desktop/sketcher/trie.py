"""Longest match of word sequences, one dictionary step per token."""

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from infrasketch_desktop.sketcher.inflection import singular
from infrasketch_desktop.sketcher.tokens import Token, TokenKind

Value = TypeVar("Value")
_KEY_KINDS = (TokenKind.WORD, TokenKind.NUMBER)


class _Step(Generic[Value]):
    __slots__ = ("next", "value")

    def __init__(self) -> None:
        self.next: dict[str, _Step[Value]] = {}
        self.value: Value | None = None


class Trie(Generic[Value]):
    """A map from word sequences to values, asked for the longest key that starts at a token."""

    __slots__ = ("_root",)

    def __init__(self) -> None:
        self._root: _Step[Value] = _Step()

    def insert(self, words: Iterable[str], value: Value) -> None:
        """Add a key; the first value of a key stays."""
        step = self._root
        for word in words:
            step = step.next.setdefault(word, _Step())
        if step.value is None:
            step.value = value

    def longest(self, tokens: Sequence[Token], at: int) -> tuple[Value, int] | None:
        """The value of the longest key found at token `at` and its length in tokens; plurals match singulars."""
        first = tokens[at]
        norm = first.norm
        if norm not in self._root.next and not (norm.endswith("s") and singular(norm) in self._root.next):
            return None  # the usual case, decided without building anything
        steps, found = [self._root], None
        for position in range(at, len(tokens)):
            token = tokens[position]
            if token.kind not in _KEY_KINDS and token.norm != "&":
                break
            steps = _following(steps, token.norm)
            if not steps:
                break
            value = next((step.value for step in steps if step.value is not None), None)
            if value is not None:
                found = (value, position - at + 1)
        return found


def _following(steps: Sequence[_Step[Value]], norm: str) -> list[_Step[Value]]:
    """The steps that a word leads to, as written first and as a singular second."""
    found = [step.next[norm] for step in steps if norm in step.next]
    if norm.endswith("s"):
        base = singular(norm)
        found += [step.next[base] for step in steps if base != norm and base in step.next]
    return found
