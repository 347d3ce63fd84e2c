"""Hide quoted names and awkward labels behind single characters, so that patterns never cut them apart."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_FIRST = 0xE000  # the private use area of Unicode; text from outside is cleared of it first
_LAST = 0xF8FF
_PRIVATE = re.compile(f"[{chr(_FIRST)}-{chr(_LAST)}]")
_QUOTED = re.compile(r"""(?<!\w)(?:"([^"\n]{1,200})"|'([^'\n]{1,200})'(?!\w)|`([^`\n]{1,200})`)""")
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'"})
_AWKWARD = re.compile(
    r"\b(?:and|or|to|with|between|from|in|into|for|by|of|as|after|before|behind|through|via|on|the|a)\b|[,;:.&/]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class MaskedText:
    """`text` with each hidden piece replaced by one private character; `pieces` holds what they stood for."""

    text: str
    pieces: tuple[str, ...]

    def reveal(self, part: str) -> str:
        """`part` of the text with the hidden pieces put back, without their quotes."""
        return _PRIVATE.sub(lambda m: self.pieces[ord(m.group()) - _FIRST], part)

    def is_hidden(self, part: str) -> bool:
        """Whether `part` is nothing but one hidden piece, so a name rather than a phrase."""
        return len(part) == 1 and _PRIVATE.match(part) is not None


def mask(text: str, labels: Iterable[str]) -> MaskedText:
    """Hide everything in quotes, and each of `labels` that contains a word the grammar would trip over."""
    pieces: list[str] = []

    def hide(match: re.Match[str]) -> str:
        pieces.append(next((group for group in match.groups() if group), match.group()))
        return chr(_FIRST + len(pieces) - 1)

    room = _LAST - _FIRST
    shown = _PRIVATE.sub(" ", text.translate(_QUOTES))
    shown = _QUOTED.sub(hide, shown, count=room)
    for label in sorted({label for label in labels if _AWKWARD.search(label)}, key=lambda name: (-len(name), name)):
        if len(pieces) < room:
            pattern = rf"(?<!\w){re.escape(label)}(?!\w)"
            flags = re.IGNORECASE if " " in label else re.NOFLAG  # a node called "A" is not the article
            shown = re.sub(pattern, hide, shown, count=room - len(pieces), flags=flags)
    return MaskedText(shown, tuple(pieces))
