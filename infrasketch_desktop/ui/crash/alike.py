"""Reports that tell of the same mistake are one report, which says how often it happened."""

from __future__ import annotations

import re

from infrasketch_desktop.ui.crash.report import WENT_WRONG, Report

_ADDRESS = re.compile(r"0x[0-9a-fA-F]+")
"""Places in memory and numbers of threads, which every run has its own of."""
_TIMES = re.compile(r"^Happened (\d{1,6}) times\n\n", re.MULTILINE)


def are_alike(one: Report, other: Report) -> bool:
    return _gist(one.text) == _gist(other.text)


def together(before: Report, now: Report) -> Report:
    """One report for both: the one that says more, as somebody may have written into it, with their number."""
    fuller = max(now.text, before.text, key=len)
    if WENT_WRONG not in fuller:
        return now
    times = _times(before.text) + _times(now.text)
    return Report.of(_TIMES.sub("", fuller).replace(WENT_WRONG, f"Happened {times} times\n\n{WENT_WRONG}", 1))


def _gist(text: str) -> str:
    """What went wrong; all of a text that does not say so under its heading."""
    told = text.partition(WENT_WRONG)[2].partition("\n\n")[0]
    return _ADDRESS.sub("0x", told) or text


def _times(text: str) -> int:
    found = _TIMES.search(text)
    return int(found[1]) if found else 1
