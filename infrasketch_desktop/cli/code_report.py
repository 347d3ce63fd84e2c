"""What generating code brings, and brought: in words and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from infrasketch_desktop.cli.console import Console
from infrasketch_desktop.cli.outcome import ExitCode
from infrasketch_desktop.cli.summaries import count
from infrasketch_desktop.codegen.attempts import Failure
from infrasketch_desktop.codegen.updating import State
from infrasketch_desktop.codegen.writing import Written
from infrasketch_desktop.exchange.code import CodeUpdate

MAX_NAMED = 20
"""Files of one state that are named; what is beyond is counted."""

_TOLD = {
    State.CONFLICT: "Conflict, to be resolved by you",
    State.SKIPPED: "Left alone",
    State.MERGED: "Merged with your changes",
    State.KEPT: "Yours, kept",
    State.REMOVED: "Not generated any more, removed",
    State.DELETED: "Deleted by you, stays deleted",
}
"""The states whose files are named, in this order; the others are counted."""


def say_plan(code: CodeUpdate, console: Console) -> None:
    """What will become of the folder."""
    for folder, number in _folders(code):
        console.say(f"  {folder} ({count(number, 'file')})")
    _say_states(code, console)
    _say_remarks(code, console)


def say_written(code: CodeUpdate, written: Written, console: Console) -> None:
    """What became of the folder."""
    if code.finished.files:
        console.say(f"Went on from before: {count(len(code.finished.files), 'file')} that had been paid for.")
    if written.files:
        console.say(f"Wrote {count(len(written.files), 'file')} to {code.folder}.")
    elif code.update.is_empty:
        console.say("Everything is there as it is generated. Nothing was charged.")
    _say_states(code, console)
    _say_remarks(code, console)
    for one in written.unwritten:
        console.warn(f"{one.path} was not written: {one.why}")
    if not written.is_complete:
        console.warn("What could not be written was paid for and is kept. Run this again to put it in place.")


def as_json(code: CodeUpdate, written: Written | None) -> dict[str, object]:
    """Every file with what becomes of it; `written` is None before it is."""
    update = code.update
    return {
        "folder": str(code.folder),
        "nodes": list(code.nodes) or "all",
        "delivered_nodes": sorted(update.delivered_parts),
        "counts": {state.value: number for state, number in sorted(update.counts.items())},
        "files": [
            {"path": change.path, "node": change.part, "state": change.state.value, "why": change.why}
            for change in update.changes
        ],
        "conflicts": [change.path for change in update.of(State.CONFLICT)],
        "failed": [{"node": _node(failure), "error": _why(failure)} for failure in code.failures],
        "remarks": list(_remarks(code)),
        **({} if written is None else _written_as_json(code, written)),
    }


def exit_code(code: CodeUpdate, written: Written) -> ExitCode:
    """1 when a conflict is left, or something could not be made or written."""
    failed = code.failures or written.unwritten or code.update.of(State.CONFLICT)
    return ExitCode.FAILED if failed else ExitCode.OK


def _written_as_json(code: CodeUpdate, written: Written) -> dict[str, object]:
    return {
        "written": list(written.files),
        "removed": list(written.removed),
        "unwritten": [{"path": one.path, "why": one.why} for one in written.unwritten],
        "went_on": list(code.finished.files),
    }


def _folders(code: CodeUpdate) -> Iterator[tuple[str, int]]:
    """Where files are written, and how many; those at the root one by one."""
    found = Counter("/".join(change.path.split("/")[:-1][:2]) for change in code.update.changes if change.is_written)
    for folder in sorted(found):
        yield f"{folder}/" if folder else "./", found[folder]


def _say_states(code: CodeUpdate, console: Console) -> None:
    for state, words in _TOLD.items():
        changes = code.update.of(state)
        if changes:
            console.say(f"{words}:")
        for change in changes[:MAX_NAMED]:
            console.say(f"  {change.path}{f' ({change.why})' if change.why else ''}")
        if len(changes) > MAX_NAMED:
            console.say(f"  and {len(changes) - MAX_NAMED:,} more; --json lists them all")


def _say_remarks(code: CodeUpdate, console: Console) -> None:
    remarks = list(_remarks(code))
    for remark in remarks[:MAX_NAMED]:
        console.say(f"! {remark}")
    if len(remarks) > MAX_NAMED:
        console.say(f"! and {len(remarks) - MAX_NAMED:,} more; --json lists them all")
    for failure in code.failures:
        console.warn(f"The code of {_node(failure) or 'the project'} could not be made: {_why(failure)}")


def _remarks(code: CodeUpdate) -> Iterator[str]:
    for part in code.project.parts:
        if part.remark and (not code.nodes or part.id in code.nodes):
            yield f"{part.label.short(60) or part.name}: {part.remark.short(200)}"
    if not code.nodes:
        yield from (remark.short(200) for remark in code.project.remarks)


def _node(failure: Failure) -> str:
    return failure.part.id if failure.part else ""


def _why(failure: Failure) -> str:
    return f"{type(failure.error).__name__}: {failure.error}"[:300]
