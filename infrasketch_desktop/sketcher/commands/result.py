"""What an edit command came to."""

from dataclasses import dataclass

from infrasketch_desktop.diagram.operations import Operation


@dataclass(frozen=True, slots=True)
class CommandResult:
    """The outcome of one command: operations to apply in order, or one question, or an answer.

    `summary` names the undo step. `question` is asked instead of changing anything; `options` are labels to
    choose from, nearest first. `understood` is False when the wording itself made no sense. `unknown` lists
    the words nothing was found for, `notes` what was inferred or, for a question, the answer.
    """

    operations: tuple[Operation, ...] = ()
    summary: str = ""
    question: str | None = None
    options: tuple[str, ...] = ()
    understood: bool = True
    unknown: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
