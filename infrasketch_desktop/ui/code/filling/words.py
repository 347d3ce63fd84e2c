"""What is said while regions are written, and about what came of it."""

from __future__ import annotations

from infrasketch_desktop.assistant.filling.result import Fill, FillPhase, FillResult
from infrasketch_desktop.assistant.turns import Ending
from infrasketch_desktop.language import listed, tr

_MOST_WHY = 400


def phase_text(phase: FillPhase) -> str:
    return {
        FillPhase.WAITING: tr("Waiting for the answer…"),
        FillPhase.WRITING: tr("Writing…"),
        FillPhase.CHECKING: tr("Checking on a copy of the project…"),
        FillPhase.REPAIRING: tr("Having it mended…"),
    }[phase]


def checked_text(result: FillResult) -> str:
    """What the code passed, and which tools were not there."""
    lines = [tr("Passed on a copy: {tools}.", tools=listed(result.verdict.passed))]
    missing = {one.tool: one.advice for one in result.verdict.missing}
    lines += [tr("Not run: {tool}. {advice}", tool=tool, advice=advice) for tool, advice in missing.items()]
    if not result.wish.may_execute:
        lines.append(tr("Its tests were not run: nobody allowed the code to be executed."))
    return "\n".join(lines)


def dropped_text(fill: Fill) -> str:
    why = fill.why if len(fill.why) <= _MOST_WHY else f"… {fill.why[-_MOST_WHY:]}"
    return tr("Dropped, and free: {why}", why=why)


def nothing_text(result: FillResult) -> str:
    """Why there is nothing to accept; "" where there is."""
    if result.kept:
        return ""
    if result.ending is Ending.STOPPED:
        return tr("Stopped. Nothing was changed, and it costs nothing.")
    if result.fills:
        return tr("Nothing of it passed the checks. The code stays as it is, and it costs nothing.")
    return tr("No code came. Nothing was changed, and it costs nothing.")
