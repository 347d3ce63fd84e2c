"""Takes out of free text what says who somebody is, opens a door, or belongs to a diagram.

Strict on purpose: a word too many that is gone costs the reader of a report little, one that stays is out for ever.
"""

from __future__ import annotations

import getpass
import platform
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from infrasketch_desktop.review.secrets import MASK, masked

_SHORTEST_NAME = 2
_QUOTED = re.compile(
    r"""(?<!\w)'(?:[^'\\\n]|\\.)*'(?!\w)|"(?:[^"\\\n]|\\.)*"|“[^”\n]*”|‘[^’\n]*’|«[^»\n]*»""", re.DOTALL
)
_ADDRESS = re.compile(r"\b[a-z][a-z0-9+.-]{1,20}://[^\s\"'<>]+", re.IGNORECASE)
_MAIL = re.compile(r"[^\s@\"'<>(),;:=]+@[^\s@\"'<>(),;:=]+")
_IP = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b|(?<![\w:])(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{0,4}(?![\w:])", re.IGNORECASE)
_PATH = re.compile(r"(?<![\w.…])(?:~|[A-Za-z]:)?[\\/](?:[^\s\"'<>|:*?]+)")
_RANDOM = re.compile(r"(?=[A-Za-z+/_=.-]*\d)(?=[\d+/_=.-]*[A-Za-z])[A-Za-z0-9+/_=.-]{20,}")
"""Letters and digits mixed, too long for a word: a token of a form that nobody has published."""


@dataclass(frozen=True, slots=True)
class Masks:
    """What has to go beside what is recognized by its look: `names` of people and machines, `words` of diagrams."""

    homes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


def masks_of_this_computer(words: Iterable[str] = ()) -> Masks:
    """The home, user and host of now; `words` are what stands in open diagrams, and how their files are called."""
    home = str(Path.home())
    try:
        user = getpass.getuser()
    except (KeyError, OSError):  # an account without a name, as in containers
        user = ""
    return Masks((home,), tuple(name for name in (user, Path(home).name, platform.node()) if name), tuple(words))


def without_secrets(text: str, masks: Masks) -> str:
    """`text` of which keys, addresses, paths, names, quotations and words of diagrams are replaced by dots."""
    text = masked(text)
    for home in masks.homes:
        text = text.replace(home, "~")
    for pattern in (_ADDRESS, _MAIL, _QUOTED, _PATH, _RANDOM, _IP):
        text = pattern.sub(MASK, text)
    return without_names(_without(text, masks.words, shortest=1), masks)


def without_names(text: str, masks: Masks) -> str:
    """`text` without homes and names; for lines of our own source, which hold nothing else of anybody."""
    for home in masks.homes:
        text = text.replace(home, "~")
    return _without(text, masks.names, shortest=_SHORTEST_NAME)


def _without(text: str, words: Iterable[str], *, shortest: int) -> str:
    """Longer ones first: “Payment API” must not leave “Payment” behind once “API” has gone."""
    folded = text.casefold()
    there = {word for each in words if (word := each.strip()) and word.casefold() in folded}
    for word in sorted(there, key=len, reverse=True):
        if len(word) >= shortest:
            text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", MASK, text, flags=re.IGNORECASE)
    return text
