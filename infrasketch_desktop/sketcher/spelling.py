"""Find the name that a misspelt word was meant to be."""

from collections.abc import Mapping

MIN_LENGTH = 5
LONG_LENGTH = 8


class Speller:
    """Names indexed by first letter and length; a word is compared with few of them."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names: dict[tuple[str, int], list[tuple[int, str, str, frozenset[str]]]] = {}
        self._exact = frozenset(names)
        for rank, (word, target) in enumerate(names.items()):
            if len(word) >= MIN_LENGTH:
                self._names.setdefault((word[0], len(word)), []).append((rank, word, target, frozenset(word)))

    def nearest(self, word: str, shortest: int = MIN_LENGTH, most: int = 2) -> str | None:
        """The nearest name: one edit away for five to seven letters, at most `most` for longer words.

        The first letter must agree, as it nearly always does in real misspellings; an exact name is no misspelling.
        Of equally near names the one listed first wins: the lexicon lists well-known ones first.
        """
        if len(word) < shortest or word in self._exact:
            return None
        allowed = most if len(word) >= LONG_LENGTH else 1
        letters = frozenset(word)
        found = [
            (edit_distance(word, name, allowed), rank, target)
            for length in range(len(word) - allowed, len(word) + allowed + 1)
            for rank, name, target, spelling in self._names.get((word[0], length), ())
            # One edit changes at most two members of the set of letters; this spares most comparisons.
            if len(letters ^ spelling) <= 2 * allowed
        ]
        best = min(found, default=(allowed + 1, 0, ""))
        return best[2] if best[0] <= allowed else None


def edit_distance(first: str, second: str, limit: int) -> int:
    """Insertions, deletions, substitutions and swaps of neighbours between two words; `limit + 1` when more."""
    if abs(len(first) - len(second)) > limit:
        return limit + 1
    while first and second and first[0] == second[0]:
        first, second = first[1:], second[1:]
    while first and second and first[-1] == second[-1]:
        first, second = first[:-1], second[:-1]
    before: list[int] = []
    previous = list(range(len(second) + 1))
    for row, left in enumerate(first, 1):
        current = [row]
        for column, right in enumerate(second, 1):
            cost = min(previous[column] + 1, current[-1] + 1, previous[column - 1] + (left != right))
            if row > 1 and column > 1 and left == second[column - 2] and first[row - 2] == right:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        if min(current) > limit:
            return limit + 1
        before, previous = previous, current
    return previous[-1]
