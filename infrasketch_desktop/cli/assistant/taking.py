"""What is done with an answer: saved, only shown, or left because something has to be decided first."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from infrasketch_desktop.assistant.turns import Ending, TurnResult
from infrasketch_desktop.cli.assistant.errand import Errand
from infrasketch_desktop.cli.assistant.failures import failure
from infrasketch_desktop.cli.assistant.words import change_lines, question_line
from infrasketch_desktop.cli.files import STANDARD_STREAM, read_diagram, write_diagram, write_new
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.proposal import Proposal, rebase

DESTRUCTIVE = "This would remove or change more than a third of the nodes. Say --yes to save it all the same."


@dataclass(frozen=True, slots=True)
class Taken:
    """`saved` is where the change went, None when it went nowhere. `question` has to be answered first, "" for none.

    An answer is paid when it is complete and, if it proposes something, that is taken.
    """

    saved: Path | None = None
    question: str = ""
    is_paid: bool = False


def take(result: TurnResult, errand: Errand) -> Taken:
    """Do with the answer what --apply, --propose and -o say.

    Raises:
        CommandError: the answer did not come to its end, or could not be saved; nothing was.
    """
    proposal, target = result.proposal, errand.target
    if result.error is not None:
        for line in change_lines(result):
            errand.console.say(line)
        raise failure(result.error)
    if result.ending is Ending.ASKED and result.question is not None:
        return Taken(question=question_line(result.question))
    if proposal is None:
        return Taken(is_paid=result.ending is Ending.ANSWERED)
    if target is None:
        return Taken()
    if result.is_destructive and errand.arguments.apply and not errand.arguments.yes:
        return Taken(question=DESTRUCTIVE)
    if errand.arguments.new:
        write_new(target, proposal.target, errand.console, force=False)
    else:
        write_diagram(target, _for_now(proposal, errand), errand.console)
    return Taken(saved=target, is_paid=True)


def _for_now(proposal: Proposal, errand: Errand) -> Diagram:
    """The proposal for the diagram as it is now: an answer takes a while, and somebody may have saved meanwhile."""
    if errand.file == STANDARD_STREAM:
        return proposal.target
    current = read_diagram(errand.file, errand.console)
    return proposal.target if current.same_records(proposal.base) else rebase(proposal, current).proposal.target
