"""What a person may choose for a file instead of what was planned, and the update that follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from infrasketch_desktop.codegen.updating.change import FileChange, State, Update


class Choice(StrEnum):
    """PLANNED is what the merge comes to; MINE leaves the file as it lies there; NEW takes what is generated."""

    PLANNED = "planned"
    MINE = "mine"
    NEW = "new"


_OPTIONS: Mapping[State, tuple[Choice, ...]] = {
    State.CHANGED: (Choice.PLANNED, Choice.MINE),
    State.MERGED: (Choice.PLANNED, Choice.MINE, Choice.NEW),
    State.CONFLICT: (Choice.PLANNED, Choice.MINE, Choice.NEW),
    State.KEPT: (Choice.PLANNED, Choice.NEW),
    State.REMOVED: (Choice.PLANNED, Choice.MINE),
    State.DELETED: (Choice.PLANNED, Choice.NEW),
    State.SKIPPED: (Choice.PLANNED, Choice.NEW),
}


def options(change: FileChange) -> tuple[Choice, ...]:
    """What may be chosen; nothing where there is nothing to choose between."""
    found = _OPTIONS.get(change.state, ())
    if change.theirs is None:
        found = tuple(choice for choice in found if choice is not Choice.NEW)
    if change.state is State.SKIPPED and change.mine is None:
        return ()  # what is in the way is no text that could be replaced
    return found if len(found) > 1 else ()


def chosen(change: FileChange, choice: Choice) -> FileChange:
    """The file as it will be dealt with."""
    if choice is Choice.NEW:
        return replace(change, state=_written_as(change), result=change.theirs, why="")
    if choice is Choice.MINE and change.moved_from:
        return replace(change, state=State.MERGED, result=change.mine)  # it goes along, as it is
    if choice is Choice.MINE:
        return replace(change, state=State.KEPT, result=None)
    return change


def _written_as(change: FileChange) -> State:
    return State.CHANGED if change.mine is not None else State.NEW


def chosen_update(update: Update, choices: Mapping[str, Choice]) -> Update:
    """The update with what was chosen by path; what may not be chosen is left out."""
    if not choices:
        return update
    changes = tuple(
        chosen(change, choices[change.path])
        if change.path in choices and choices[change.path] in options(change)
        else change
        for change in update.changes
    )
    return replace(update, changes=changes)


def result_of(change: FileChange) -> str:
    """The text that will lie there; "" when there will be none."""
    if change.state is State.REMOVED:
        return ""
    return change.result if change.result is not None else change.mine or ""
