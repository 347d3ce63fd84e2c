"""What long work is doing, on one line of a terminal that is written over; nothing where nobody watches."""

from __future__ import annotations

from infrasketch_desktop.cli.console import Console
from infrasketch_desktop.codegen.checking import Progress
from infrasketch_desktop.exchange.steps import Checkpoint, Step, unwatched

WHOLE = 100
_WORDS = {Step.READING: "Comparing", Step.GENERATING: "Generating code", Step.WRITING_FILES: "Writing files"}
_MOST_WIDE = 79
CLEARED = "\r\x1b[K"
"""Back to the start of the line, and what stood there is gone (ECMA-48, erase in line)."""


def progress_on(console: Console) -> Checkpoint:
    """A checkpoint that shows steps and per cent on standard error, and clears the line at the end of each step."""
    if console.as_json or not console.err.isatty():
        return unwatched
    shown = -1

    def show(step: Step, share: float | None = None, /) -> None:
        nonlocal shown
        percent = WHOLE if share is None else int(share * WHOLE)
        if step in _WORDS and percent != shown:
            shown = percent
            text = "" if percent == WHOLE else f"{_WORDS[step]}: {percent} %"
            print(f"{CLEARED}{text}", end="", file=console.err, flush=True)

    return show


def checks_on(console: Console) -> Progress:
    """The same for checks: which tool looks at what."""
    shown = ""

    def show(what: str, share: float) -> None:
        nonlocal shown
        text = f"{int(share * WHOLE)} %  {what}"[:_MOST_WIDE] if what else ""
        if text != shown:
            shown = text
            print(f"{CLEARED}{text}", end="", file=console.err, flush=True)

    return show if console.err.isatty() and not console.as_json else lambda _what, _share: None
