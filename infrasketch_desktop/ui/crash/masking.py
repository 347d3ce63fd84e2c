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

LONGEST_TEXT = 4000
"""Characters of one message; what is longer is cut, because the patterns look at some places more than once."""
_SHORTEST_NAME = 2
_LONGEST_WORD = 32
"""Letters without a gap; no word and no name in the program has more."""
_STOP = r"\s\"'<>|:*?"
"""Ends a path or an address that stands without quotation marks."""
_AROUND = r"\s@\"'<>(),;:="
"""Stands around an e-mail address."""
_QUOTED = re.compile(
    r"""(?<!\w)[bfru]{0,2}(?:'(?:\\.|[^\\\n])*?(?:'(?!\w)|$)|"(?:\\.|[^"\\\n])*(?:"|$))"""
    r"""|“[^”]*”|“.*$|„[^“”]*[“”]|„.*$|‘[^\n]*?(?:’(?!\w)|$)|‚[^\n]*?(?:[‘’](?!\w)|$)"""
    r"""|«[^»]*»|«.*$|»[^«]*«|».*$|‹[^›]*›|‹.*$|›[^‹]*‹|›.*$|「[^」]*」|「.*$""",
    re.MULTILINE | re.IGNORECASE,
)
"""Up to the end of the line where the mark that closes is missing: lines of a log are cut."""
_ADDRESS = re.compile(rf"\b[a-z][a-z0-9+.-]{{1,20}}://[^{_STOP}](?:[^\s\"'<>])*", re.IGNORECASE)
_MAIL = re.compile(rf"(?<![^{_AROUND}])(?:[^{_AROUND}]+:)?[^{_AROUND}]+@[^{_AROUND}]+")
"""Also the name and the password in front of a computer."""
_IP = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b|(?<![\w:])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?![\w:])", re.IGNORECASE)
_HOST = re.compile(
    r"(?<![\w.-])(?:(?:[^\W_]|-){1,63}\.){1,8}"
    r"(?:(?:com|net|org|edu|gov|info|biz|io|dev|app|cloud|ai|eu|uk|de|at|ch|fr|nl|it|es|pl|us|ca|au|jp|cn|br|ru"
    r"|internal|intern|local|lan|corp|home|example|test"
    r"|xn--[a-z0-9-]{1,59}|(?:(?![a-z0-9_])\w){2,24})(?![\w-])(?!\.\w)|[a-z][a-z0-9-]{0,62}(?=:\d{2,5}\b))",
    re.IGNORECASE,
)
"""Names of computers, in any script: by how the public ones and those of companies end, and all that a port follows."""
_PATH = re.compile(
    rf"(?<![\w.…])(?:~\w*|[A-Za-z]:|\.{{1,2}})?[\\/](?:[^\n\"'<>|:*?]*[\\/])?[^{_STOP}]*"
    rf"(?:[^\n\"'<>|:*?/\\]*\.[A-Za-z]\w{{1,11}}\b)?"
    rf"|(?<![^\s(\[=,;])[^{_STOP}/\\]+[\\/][^{_STOP}]*\.[A-Za-z]\w{{1,11}}\b"
    rf"|(?<![^\s(\[=,;])[^{_STOP}/\\]+\.(?:infrasketch|drawio|mmd|d2|dsl|tf|ya?ml|json|csv|md|png|svg|pdf)\b"
)
"""From the first separator to the last one, because folders have spaces in their names; then to the end of the name."""
_CREDENTIAL = re.compile(
    r"(\b(?:bearer|basic|digest)\s+|\b\w{0,60}(?:token|cookie|session|credential|passphrase|password|passwort|kennwort"
    r"|pass|auth|secret|key|pin)[\"']?\s{0,9}[:=]{1,3}>?\s{0,9}[\"']?(?:(?:bearer|basic|digest)\s+)?)[^\s\"',;&]{3,}",
    re.IGNORECASE,
)
_RUN = re.compile(r"(?<![A-Za-z0-9+/_=.-])[A-Za-z0-9+/_=.-]{20,}")
_WORD = re.compile(rf"[A-Za-z]{{{_LONGEST_WORD},}}")

_LETTERS = re.compile(r"\w+")
_IOTA_BELOW = "\N{COMBINING GREEK YPOGEGRAMMENI}"
"""The one sign that is no letter and becomes one when case is folded."""


@dataclass(frozen=True, slots=True)
class Masks:
    """What has to go beside what is recognized by its look: `names` of people and machines, `words` of diagrams."""

    homes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


def masks_of_this_computer(words: Iterable[str] = ()) -> Masks:
    """The home, user and host of now; `words` are what stands in open diagrams, and how their files are called."""
    try:
        home = str(Path.home())
    except RuntimeError:  # an account without a home
        home = ""
    try:
        user = getpass.getuser()
    except (KeyError, OSError):  # an account without a name, as in containers
        user = ""
    names = (user, Path(home).name, platform.node())
    return Masks((home,) if home else (), tuple(name for name in names if name), tuple(dict.fromkeys(words)))


def without_secrets(text: str, masks: Masks) -> str:
    """`text`, cut to `LONGEST_TEXT`, its keys, addresses, paths, names, quotations and words of diagrams made dots."""
    [found] = all_without_secrets([text], masks)
    return found


def all_without_secrets(texts: Iterable[str], masks: Masks) -> list[str]:
    """The same for several texts, which takes hardly longer than for one: an open diagram may have thousands of words,
    and those that stand nowhere are passed over once.
    """
    looked_through = [_without_what_looks_secret(text, masks) for text in texts]
    words = _standing_in("\n".join(looked_through), masks.words)
    return [without_names(_without(text, words, shortest=1), masks) for text in looked_through]


def _without_what_looks_secret(text: str, masks: Masks) -> str:
    text = masked(text[:LONGEST_TEXT] + ("…" if len(text) > LONGEST_TEXT else ""))
    for home in masks.homes:
        text = text.replace(home, "~")
    text = _CREDENTIAL.sub(rf"\1{MASK}", text)
    for pattern in (_ADDRESS, _MAIL, _QUOTED, _PATH, _HOST, _IP):
        text = pattern.sub(MASK, text)
    return _RUN.sub(lambda run: MASK if _is_random(run[0]) else run[0], text)


def without_names(text: str, masks: Masks) -> str:
    """`text` without homes and names; for lines of our own source, which hold nothing else of anybody."""
    for home in masks.homes:
        text = text.replace(home, "~")
    return _without(text, masks.names, shortest=_SHORTEST_NAME)


def _is_random(run: str) -> bool:
    """Letters and digits mixed, too long for a word: a token of a form that nobody has published."""
    is_mixed = any(char.isdigit() for char in run) and any(char.isalpha() for char in run)
    return is_mixed or _WORD.search(run) is not None


def _standing_in(text: str, words: Iterable[str]) -> list[str]:
    """Those of `words` that may stand in `text`: where one does, each of its runs of letters is a run of the text."""
    there = set(_runs(text))

    def may_stand(word: str) -> bool:
        if word.isascii() and word.isalnum():  # most are the ids of nodes and edges
            return word.casefold() in there
        return there.issuperset(_runs(word))

    return [word for word in words if may_stand(word)]


def _runs(text: str) -> list[str]:
    return _LETTERS.findall(text.replace(_IOTA_BELOW, " ").casefold())


def _without(text: str, words: Iterable[str], *, shortest: int) -> str:
    """Longer ones first: “Payment API” must not leave “Payment” behind once “API” has gone."""
    folded = text.casefold()
    there = {word for each in words if (word := each.strip()) and word.casefold() in folded}
    for word in sorted(there, key=len, reverse=True):
        if len(word) >= shortest:
            text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", MASK, text, flags=re.IGNORECASE)
    return text
