"""What a report is about: the same for the same mistake, whoever sends it and in whatever version.

Reports are texts that people may have changed; what is not found in one is left empty, never guessed.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from licensing_server.models.reports import FINGERPRINT_LENGTH, HEADLINE_LENGTH

_SECTION = re.compile(r"^What went wrong\n((?:[ \t].*\n?)+)", re.MULTILINE)
_PLACE = re.compile(r"^[ \t]+([\w./-]{1,200}\.py):(?:\d+|\?+) in ([\w.<>]{1,100})", re.MULTILINE)
_NEXT = re.compile(r"^[ \t]*(?:came after|Thread 0x).*", re.MULTILINE)
"""What begins another traceback below the first one. Blanks of its own line alone: a stranger may send a text of empty
lines, which `\\s` would look through anew from each of them.
"""
_CURRENT = "Current thread 0x"
"""Begins that of the thread at fault, which need not be the first."""
_MOST_PLACES = 3


@dataclass(frozen=True, slots=True)
class Gist:
    """`fingerprint` is "" where the report tells of no mistake; `headline` is for lists."""

    fingerprint: str = ""
    headline: str = ""


def gist_of(text: str) -> Gist:
    """The kind of the mistake and the places nearest to it, without line numbers, which every version moves."""
    section = _SECTION.search(text)
    if section is None:
        return Gist()
    told = section[1].strip("\n")
    kind = told.splitlines()[0].strip()
    is_fault = kind.startswith(("Fatal ", "Windows fatal"))  # by the interpreter, the innermost place first
    if not is_fault:
        kind = kind.partition(":")[0]  # what follows is the message, another one each time
    traces = _NEXT.split(told.partition(_CURRENT)[2] or told)
    places = next((found for trace in traces if (found := _PLACE.findall(trace))), [])
    nearest = places[:_MOST_PLACES] if is_fault else places[: -_MOST_PLACES - 1 : -1]
    content = "\n".join([kind, *(f"{file} {name}" for file, name in nearest)])
    where = f" in {nearest[0][0]}, {nearest[0][1]}" if nearest else ""
    digest = hashlib.sha256(content.encode()).hexdigest()
    return Gist(digest[:FINGERPRINT_LENGTH], f"{kind}{where}"[:HEADLINE_LENGTH])
