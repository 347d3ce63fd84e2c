"""Says what came of having regions written, and before that what would be sent."""

from __future__ import annotations

from collections.abc import Callable

from infrasketch_desktop.assistant.estimate import estimated_tokens
from infrasketch_desktop.assistant.filling.outgoing import fill_parts, fill_request
from infrasketch_desktop.assistant.filling.result import Fill, FillResult
from infrasketch_desktop.assistant.filling.wish import Wish
from infrasketch_desktop.cli.assistant.connecting import Connection
from infrasketch_desktop.cli.console import Console
from infrasketch_desktop.cli.outcome import ExitCode
from infrasketch_desktop.cli.progress import CLEARED
from infrasketch_desktop.credits.quotes import Quote
from infrasketch_desktop.wallet.errors import credits_text


def say_fill(result: FillResult, console: Console, *, charged: int | None, written: bool) -> ExitCode:
    """Print it, and give the exit code that follows: 1 when nothing holds."""
    wish, verdict = result.wish, result.verdict
    console.result(
        {
            "file": wish.path,
            "written": written,
            "charged": charged,
            "model": wish.model,
            "said": result.text,
            "regions": [_as_json(fill) for fill in result.fills],
            "passed": list(verdict.passed),
            "missing": [{"tool": one.tool, "advice": one.advice} for one in verdict.missing],
        }
    )
    if result.text:
        console.say(result.text)
    for fill in result.kept:
        console.say(f"\n--- {wish.path}: {fill.name}")
        console.say(fill.diff())
    for fill in result.dropped:
        console.warn(f"Dropped “{fill.name}”: {fill.why}")
    for line in _ending(result, charged, written=written):
        console.say(line)
    if not result.fills:
        console.warn("No code came. Nothing was changed.")
    return ExitCode.OK if result.kept else ExitCode.FAILED


def say_fill_preview(wish: Wish, connection: Connection, price: Quote | None, console: Console) -> ExitCode:
    """Print price, tokens and exactly what would be sent."""
    shown, tokens = fill_parts(wish), estimated_tokens(fill_request(wish))
    total = price.total if price is not None else 0
    host = connection.transport.endpoint.host
    console.result(
        {
            "file": wish.path,
            "regions": list(wish.names),
            "source": connection.source.kind.value,
            "host": host,
            "model": wish.model,
            "price": total,
            "tokens": tokens,
            "parts": [{"title": part.title, "text": part.text, "masked": part.masked} for part in shown],
        }
    )
    console.say(
        f"{wish.model} at {host}: costs {credits_text(total) if total else 'nothing'}; about {tokens:,} tokens."
    )
    for part in shown:
        hidden = f", {part.masked} masked" if part.masked else ""
        console.say(f"\n--- {part.title} ({part.characters:,} characters{hidden})")
        console.say(part.text)
    return ExitCode.OK


def fill_progress(console: Console) -> Callable[[str], None]:
    """Shows what is being done on one line of a terminal, and clears it for ""; nothing where nobody watches."""
    shown = ""

    def show(phase: str) -> None:
        nonlocal shown
        if phase != shown:
            shown = phase
            print(f"{CLEARED}{phase.capitalize()}{' …' if phase else ''}", end="", file=console.err, flush=True)

    return show if console.err.isatty() and not console.as_json else lambda _phase: None


def _as_json(fill: Fill) -> dict[str, object]:
    return {"name": fill.name, "kept": fill.may_be_kept, "before": fill.before, "after": fill.after, "why": fill.why}


def _ending(result: FillResult, charged: int | None, *, written: bool) -> list[str]:
    """What was checked, what became of it, and what it cost."""
    if not result.kept:
        return []
    lines = ["", f"Passed: {', '.join(result.verdict.passed)}."]
    lines += dict.fromkeys(f"Not run: {one.tool}. {one.advice}" for one in result.verdict.missing)
    lines.append(f"Written to {result.wish.path}." if written else "Proposed, not written; --apply writes it.")
    return [*lines, f"Paid {credits_text(charged)}."] if charged else lines
