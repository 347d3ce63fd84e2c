"""What becomes of generated files, and how far they were checked, in words and signs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from infrasketch_desktop.codegen.files import Level
from infrasketch_desktop.codegen.updating.change import FileChange, State
from infrasketch_desktop.language import listed, tr, tr_count
from infrasketch_desktop.ui.code.choosing import Choice
from infrasketch_desktop.ui.code.standing import Standing

if TYPE_CHECKING:
    from infrasketch_desktop.ui.code.survey import Survey

TOLD = (
    State.CONFLICT,
    State.SKIPPED,
    State.NEW,
    State.CHANGED,
    State.MERGED,
    State.KEPT,
    State.REMOVED,
    State.DELETED,
)
"""The states that are counted in a sentence, in this order; that nothing happens to the rest goes without saying."""

_SIGNS: Mapping[State, tuple[str, str]] = {
    State.NEW: ("plus", "success"),
    State.SAME: ("check", "muted"),
    State.CHANGED: ("pencil", "warning"),
    State.MERGED: ("merge", "warning"),
    State.CONFLICT: ("error", "danger"),
    State.KEPT: ("lock", "muted"),
    State.REMOVED: ("trash", "danger"),
    State.DELETED: ("close", "muted"),
    State.SKIPPED: ("warning", "warning"),
}
_LEVEL_SIGNS: Mapping[Level, tuple[str, str]] = {
    Level.RAN: ("ran", "success"),
    Level.CHECKED: ("checked", "success"),
    Level.SCHEMA: ("schema", "accent"),
    Level.UNCHECKED: ("unchecked", "muted"),
}


def state_name(state: State) -> str:
    """One word for what becomes of a file."""
    return {
        State.NEW: tr("New"),
        State.SAME: tr("Same"),
        State.CHANGED: tr("Changed"),
        State.MERGED: tr("Merged"),
        State.CONFLICT: tr("Conflict"),
        State.KEPT: tr("Kept"),
        State.REMOVED: tr("Removed"),
        State.DELETED: tr("Deleted"),
        State.SKIPPED: tr("Left alone"),
    }[state]


def state_story(state: State) -> str:
    """The whole sentence."""
    return {
        State.NEW: tr("It is not there yet, and is written."),
        State.SAME: tr("It is there as it would be generated."),
        State.CHANGED: tr("Nobody edited it; what is generated now takes its place."),
        State.MERGED: tr("You edited it, and the diagram changed elsewhere in it: both go in."),
        State.CONFLICT: tr("You edited it where the diagram changed it too: choose what it becomes."),
        State.KEPT: tr("You edited it; it stays as it is."),
        State.REMOVED: tr("It is not generated any more and was not edited; it is removed."),
        State.DELETED: tr("You deleted it; it stays deleted."),
        State.SKIPPED: tr("It cannot be written; it stays as it is."),
    }[state]


def level_name(level: Level) -> str:
    """One word for how far a file was checked."""
    return {
        Level.RAN: tr("ran"),
        Level.CHECKED: tr("checked"),
        Level.SCHEMA: tr("schema"),
        Level.UNCHECKED: tr("unchecked"),
    }[level]


def level_story(level: Level) -> str:
    """The whole sentence."""
    return {
        Level.RAN: tr("It was executed, and tests passed."),
        Level.CHECKED: tr("Its own tool, or the parser of its language, accepted it."),
        Level.SCHEMA: tr("It agrees with the published schema of its format."),
        Level.UNCHECKED: tr("It was not checked on this computer."),
    }[level]


def state_standing(change: FileChange) -> Standing:
    """What stands beside a file that is to be generated."""
    story = change.why or state_story(change.state)
    weight = len(TOLD) - TOLD.index(change.state) if change.state in TOLD else 0
    return Standing(state_name(change.state), *_SIGNS[change.state], story, weight + len(Level))


def state_standings(changes: Iterable[FileChange]) -> dict[str, Standing]:
    """What stands beside each of many files, by path; equal ones are put into words once."""
    made: dict[tuple[State, str], Standing] = {}
    found = {}
    for change in changes:
        key = change.state, change.why
        if key not in made:
            made[key] = state_standing(change)
        found[change.path] = made[key]
    return found


def level_standing(level: Level, missing: str = "") -> Standing:
    """What stands beside a file that is there; `missing` is a tool that could not be run over it."""
    story = tr("{story} {tool} could not be run here.", story=level_story(level), tool=missing)
    return Standing(
        level_name(level), *_LEVEL_SIGNS[level], story if missing else level_story(level), len(Level) - level.rank
    )


def project_standings(found: Survey) -> dict[str, Standing]:
    """What stands beside each file of a project, by path; those that stay the same were not checked."""
    unchecked = level_standing(Level.UNCHECKED)
    standings = state_standings(found.by_path.values())
    return {**standings, **{change.path: unchecked for change in found.planned.update.of(State.SAME)}}


def problem_standing(problem: str) -> Standing:
    """What stands beside a file that a check said something against."""
    return Standing(tr("Problem"), "error", "danger", problem, len(TOLD) + 2 * len(Level), is_problem=True)


def counted(changes: Iterable[FileChange]) -> str:
    """“143 new, 3 changed, 1 conflict”; "" when nothing happens."""
    found = Counter(change.state for change in changes)
    return listed(_count(state, found[state]) for state in TOLD if state in found)


def _count(state: State, count: int) -> str:
    return {
        State.NEW: tr_count("%n new", "%n new", count),
        State.SAME: tr_count("%n the same", "%n the same", count),
        State.CHANGED: tr_count("%n changed", "%n changed", count),
        State.MERGED: tr_count("%n merged", "%n merged", count),
        State.CONFLICT: tr_count("%n conflict", "%n conflicts", count),
        State.KEPT: tr_count("%n kept", "%n kept", count),
        State.REMOVED: tr_count("%n removed", "%n removed", count),
        State.DELETED: tr_count("%n deleted", "%n deleted", count),
        State.SKIPPED: tr_count("%n left alone", "%n left alone", count),
    }[state]


def files_text(count: int) -> str:
    return tr_count("%n file", "%n files", count)


def same_text(count: int) -> str:
    """Beside the box that shows files to which nothing happens."""
    return tr_count("Show %n file that stays the same", "Show %n files that stay the same", count)


def nodes_text(count: int) -> str:
    return tr_count("%n node", "%n nodes", count)


def choice_name(choice: Choice, state: State) -> str:
    """What a choice is called for a file in a state."""
    if choice is Choice.MINE:
        return tr("Keep mine")
    if choice is Choice.NEW:
        return tr("Bring it back") if state is State.DELETED else tr("Take the generated one")
    return {
        State.CHANGED: tr("Take the generated one"),
        State.MERGED: tr("Take both, merged"),
        State.CONFLICT: tr("Take both, with marks"),
        State.REMOVED: tr("Remove it"),
        State.DELETED: tr("Leave it deleted"),
        State.KEPT: tr("Keep mine"),
        State.SKIPPED: tr("Leave it alone"),
    }.get(state, tr("As planned"))
