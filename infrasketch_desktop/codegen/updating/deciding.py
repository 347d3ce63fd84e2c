"""Decides what becomes of one file, from its three texts alone."""

from __future__ import annotations

from dataclasses import dataclass

from infrasketch_desktop.codegen.updating.change import State
from infrasketch_desktop.codegen.updating.three_way import TooRepetitiveError, is_unresolved, merge
from infrasketch_desktop.language import later, tr

FOREIGN = later("It was there before and is not generated. Rename it to have the generated one.")
UNRESOLVED = later("The marks of an earlier conflict are still in it. Resolve them, then generate again.")
NO_BASE = later("It was edited, and what was generated before is not known any more. Merge it by hand.")
TOO_REPETITIVE = later("It was edited, and repeats the same lines too often to be merged. Merge it by hand.")


@dataclass(frozen=True, slots=True)
class Decision:
    """`result` is the text to be written, None when the file stays."""

    state: State
    result: str | None = None
    why: str = ""


def decide(*, mine: str | None, base: str | None, theirs: str, is_known: bool, is_edited: bool) -> Decision:
    """What becomes of a file that is generated as `theirs`.

    `is_known` tells that it was generated before, `is_edited` that it lies there in another form than it was.
    """
    if mine is None:
        return Decision(State.DELETED) if is_known else Decision(State.NEW, theirs)
    if mine == theirs:
        return Decision(State.SAME)
    if is_known and not is_edited:
        return Decision(State.CHANGED, theirs)
    return _brought_together(base, mine, theirs) if is_known else Decision(State.SKIPPED, why=tr(FOREIGN))


def _brought_together(base: str | None, mine: str, theirs: str) -> Decision:
    """What becomes of a file that was edited."""
    if is_unresolved(mine):
        return Decision(State.SKIPPED, why=tr(UNRESOLVED))
    if base is None:
        return Decision(State.SKIPPED, why=tr(NO_BASE))
    return Decision(State.KEPT) if base == theirs else _merged(base, mine, theirs)


def _merged(base: str, mine: str, theirs: str) -> Decision:
    try:
        merged = merge(base, mine, theirs)
    except TooRepetitiveError:
        return Decision(State.SKIPPED, why=tr(TOO_REPETITIVE))
    if merged.text == mine:  # what changed in the generated text was in the edited one already
        return Decision(State.KEPT)
    return Decision(State.CONFLICT if merged.conflicts else State.MERGED, merged.text)
