"""What could not be carried from one form into another, in words and as JSON."""

from __future__ import annotations

from collections.abc import Iterable

from infrasketch_desktop.cli.console import Console
from infrasketch_desktop.cli.summaries import count
from infrasketch_desktop.formats.result import Loss


def losses_as_json(losses: Iterable[Loss]) -> list[dict[str, object]]:
    return [
        {
            "what": loss.what,
            "why": loss.why,
            "file": loss.origin.file if loss.origin else None,
            "line": loss.origin.line if loss.origin else None,
        }
        for loss in losses
    ]


def say_losses(losses: Iterable[Loss], heading: str, console: Console) -> None:
    """`heading` and one line for each; nothing when nothing was lost."""
    listed = list(losses)
    if listed:
        console.say(f"{heading} ({count(len(listed), 'loss').replace('losss', 'losses')}):")
    for loss in listed:
        console.say(f"  {loss}")
