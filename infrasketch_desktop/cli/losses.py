"""What could not be carried from one form into another: summed up in words, in full as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from infrasketch_desktop.cli.console import Console
from infrasketch_desktop.formats.result import Loss

MAX_REASONS = 8
MAX_THINGS = 4
"""Of one reason; what is beyond is counted."""


def losses_as_json(losses: Iterable[Loss]) -> list[dict[str, object]]:
    return [
        {
            "what": loss.what,
            "why": loss.why,
            "file": loss.origin.file if loss.origin else None,
            "line": loss.origin.line if loss.origin else None,
            "minor": loss.minor,
        }
        for loss in losses
    ]


def say_losses(losses: Sequence[Loss], heading: str, console: Console) -> None:
    """`heading` and a line for each reason; what is minor is not told, and nothing when nothing else was lost."""
    told = [loss for loss in losses if not loss.minor]
    if not told:
        return
    console.say(f"{heading}:")
    for line in _lines(told):
        console.say(f"  {line}")


def _lines(losses: Iterable[Loss]) -> Iterator[str]:
    by_reason: dict[str, list[Loss]] = {}
    for loss in losses:
        by_reason.setdefault(loss.why, []).append(loss)
    for why in list(by_reason)[:MAX_REASONS]:
        yield f"{_things(by_reason[why])}: {why}"
    rest = sum(len(alike) for alike in list(by_reason.values())[MAX_REASONS:])
    if rest:
        yield f"and {rest:,} more; --json lists them all"


def _things(losses: Sequence[Loss]) -> str:
    counted = Counter(f"{loss.what} ({loss.origin})" if loss.origin else loss.what for loss in losses)
    first = list(counted.items())[:MAX_THINGS]
    shown = [f"{thing} ({times} times)" if times > 1 else thing for thing, times in first]
    rest = len(losses) - sum(times for _, times in first)
    if rest:
        return f"{', '.join(shown)} and {rest:,} more"
    return " and ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else shown[0]
