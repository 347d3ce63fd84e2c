"""Fuzzy matching of what somebody types against titles: letters in order, better when they begin words."""

from __future__ import annotations

from infrasketch_desktop.language import unmarked

_START, _WORD, _RUN = 12, 9, 6


def score(query: str, text: str) -> int | None:
    """How well `query` fits `text`, higher is better; None when its letters do not occur in order.

    Blanks of the query separate words that may match anywhere, each in order of its own.
    """
    folded = unmarked(text).casefold()
    total = 0
    for word in query.casefold().split():
        points = _word_score(word, folded)
        if points is None:
            return None
        total += points
    return total * 4 - len(folded) // 4


def _word_score(word: str, text: str) -> int | None:
    """The better of the whole word found as it stands and its letters scattered in order."""
    at = _whole_at(word, text)
    if at is not None:
        bonus = _START if at == 0 else _WORD if _begins_word(text, at) else 0
        return bonus + _RUN * len(word) + 2
    return _scattered_score(word, text)


def _whole_at(word: str, text: str) -> int | None:
    places = [at for at in range(len(text) - len(word) + 1) if text.startswith(word, at)]
    return min(places, key=lambda at: (not _begins_word(text, at), at), default=None)


def _scattered_score(word: str, text: str) -> int | None:
    """The letters as beginnings of words and what follows them directly, so that “arl” finds “Align right edges”."""
    best: dict[int, int] = {-1: 0}
    for letter in word:
        best = _advanced(best, letter, text)
        if not best:
            return None
    return max(best.values()) - len(word) * 3


def _advanced(best: dict[int, int], letter: str, text: str) -> dict[int, int]:
    """The points for each place where `letter` may stand, from the points for each place of the letter before."""
    found: dict[int, int] = {}
    for at, other in enumerate(text):
        if other != letter:
            continue
        before = max((points for place, points in best.items() if place < at), default=None)
        runs = best.get(at - 1) if at else None
        if _begins_word(text, at) and before is not None:
            found[at] = before + (_START if at == 0 else _WORD)
        if runs is not None and at - 1 >= 0:
            found[at] = max(found.get(at, 0), runs + _RUN)
    return found


def _begins_word(text: str, at: int) -> bool:
    return at == 0 or not text[at - 1].isalnum()
