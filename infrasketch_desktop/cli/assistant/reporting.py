"""Says at the end what came of a request: what changed, where it was saved, what it cost, what is left to decide."""

from __future__ import annotations

from dataclasses import dataclass

from infrasketch_desktop.assistant.turns import Ending, TurnResult
from infrasketch_desktop.cli.assistant.errand import Errand
from infrasketch_desktop.cli.assistant.taking import Taken
from infrasketch_desktop.cli.assistant.words import change_lines, question_line, remark_lines, result_as_json
from infrasketch_desktop.cli.outcome import ExitCode
from infrasketch_desktop.wallet.errors import credits_text


@dataclass(frozen=True, slots=True)
class Report:
    """A request that has ended; `charged` is what it cost, None where the relay did not say."""

    errand: Errand
    result: TurnResult
    taken: Taken
    charged: int | None = 0


def say_report(report: Report) -> ExitCode:
    """Print it, and give the exit code that follows."""
    taken, errand, console = report.taken, report.errand, report.errand.console
    if not errand.prints_diagram:
        console.result(
            {
                "file": errand.file,
                "saved": str(taken.saved) if taken.saved else None,
                "model": errand.asked.model or None,
                "asked": bool(taken.question),
                "charged": report.charged,
                **result_as_json(report.result),
            }
        )
        _say(report)
    if not taken.question:
        return ExitCode.OK
    if not console.as_json:
        console.warn(f"{taken.question} Nothing was saved.")
    return ExitCode.NEEDS_ANSWER


def _say(report: Report) -> None:
    result, taken, console = report.result, report.taken, report.errand.console
    if result.title:
        where = f"Saved to {taken.saved}." if taken.saved else "Proposed, not saved."
        console.say(f"{result.title}. {where}")
    for line in (*change_lines(result), *remark_lines(result)):
        console.say(line)
    if result.question is not None and result.ending is not Ending.ASKED:
        console.say(question_line(result.question))
    if report.charged:
        console.say(f"Paid {credits_text(report.charged)}.")
