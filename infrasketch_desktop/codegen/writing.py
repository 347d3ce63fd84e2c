"""Puts an update in place: each file whole or not at all, the memory of the folder last.

It may be stopped and begun again at any moment: what is in place already is recognised, and what somebody edited since
it was planned is left alone.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from infrasketch_desktop.codegen.base import BASE, base_bytes, read_base
from infrasketch_desktop.codegen.manifest import FOLDER, MANIFEST, Entry, Manifest, manifest_bytes, sha256_of
from infrasketch_desktop.codegen.side_by_side import SideBySide
from infrasketch_desktop.codegen.updating.change import FileChange, State, Update
from infrasketch_desktop.codegen.updating.ground import Ground
from infrasketch_desktop.codegen.updating.plan import check_folder
from infrasketch_desktop.language import later, tr

Put = Callable[[Path, bytes], object]
"""Writes a file so that the old or the new content is there at every moment. Raises an Exception when it cannot.

It is called on several threads at once.
"""

Progress = Callable[[float], None]
"""Told the share that is done, between files."""

EDITED_SINCE = later("It was changed while this was being generated, and stays as it is. Generate again to merge it.")


@dataclass(frozen=True, slots=True)
class Unwritten:
    """A file that stayed as it was. `may_go_on` tells that it can be tried again with what was generated now."""

    path: str
    why: str
    may_go_on: bool


@dataclass(frozen=True, slots=True)
class Written:
    """What came of it: paths that were written, those removed, and those that could not be."""

    files: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unwritten: tuple[Unwritten, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left that could be tried again."""
        return not any(one.may_go_on for one in self.unwritten)

    def with_more(self, later: Written) -> Written:
        """What came of both."""
        return Written(self.files + later.files, self.removed + later.removed, self.unwritten + later.unwritten)


def write_update(folder: Path, update: Update, put: Put, progress: Progress = lambda _: None) -> Written:
    """Write what an update says below `folder`, which is made if it is missing.

    What cannot be written is told and does not stop the rest; the folder remembers what it had of such a file before.

    Raises:
        FolderError: it is no folder, or the place of its memory is a link.
        OSError: it cannot be made.
        whatever `put` raises for the memory of the folder, or `progress` to stop the work.
    """
    check_folder(folder)
    (folder / FOLDER).mkdir(parents=True, exist_ok=True)
    unwritten = _carry_out_all(folder, update.changes, put, progress)
    _remember(folder, update, unwritten.keys(), put)
    progress(1.0)
    done = [change for change in update.changes if change.path not in unwritten]
    files = tuple(change.path for change in done if change.is_written)
    removed = tuple(change.path for change in done if change.state is State.REMOVED)
    return Written(files, removed, tuple(unwritten.values()))


def _carry_out_all(
    folder: Path, changes: Sequence[FileChange], put: Put, progress: Progress
) -> Mapping[str, Unwritten]:
    """What stays as it was, in the order of the changes. Files are only removed while none is being written."""
    said: dict[str, Unwritten | None] = dict.fromkeys(change.path for change in changes)

    def carry_out(change: FileChange) -> None:
        said[change.path] = _carry_out(folder, change, put)

    with SideBySide() as writing:
        for number, change in enumerate(changes):
            progress(number / len(changes))
            if change.content is not None and not change.moved_from:
                writing.begin(partial(carry_out, change))
            elif change.moved_from or change.state is State.REMOVED:
                writing.settle()
                carry_out(change)
        writing.settle()
    return {path: why for path, why in said.items() if why is not None}


def _carry_out(folder: Path, change: FileChange, put: Put) -> Unwritten | None:
    try:
        if change.content is not None:
            return _write(folder, change, change.content, put)
        return _remove(folder, change.path, change) if change.state is State.REMOVED else None
    except Exception as error:  # noqa: BLE001 - a full disk or a write-protected file ends its own file alone
        return Unwritten(change.path, _said(error), may_go_on=True)


def _write(folder: Path, change: FileChange, content: bytes, put: Put) -> Unwritten | None:
    there = Ground(folder).at(change.path)
    if there.obstacle:
        return Unwritten(change.path, there.obstacle, may_go_on=False)
    wanted = hashlib.sha256(content).hexdigest()
    expected = "" if change.moved_from else change.on_disk
    if there.on_disk not in {wanted, expected}:
        return Unwritten(change.path, tr(EDITED_SINCE), may_go_on=False)
    target = folder / change.path
    if there.on_disk != wanted:
        target.parent.mkdir(parents=True, exist_ok=True)
        put(target, content)
    return _remove(folder, change.moved_from, change) if change.moved_from else None


def _remove(folder: Path, path: str, change: FileChange) -> Unwritten | None:
    """Remove a file, and the folders that are empty then, if it is still as it was."""
    there = Ground(folder).at(path)
    if there.obstacle or there.on_disk not in {"", change.on_disk}:
        return Unwritten(change.path, there.obstacle or tr(EDITED_SINCE), may_go_on=False)
    target = folder / path
    target.unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        for above in target.relative_to(folder).parents[:-1]:
            (folder / above).rmdir()
    return None


def _remember(folder: Path, update: Update, unwritten: Collection[str], put: Put) -> None:
    """Write the texts and the manifest, in this order: whoever dies in between still knows what was before."""
    dealt_with = {path for change in update.changes for path in (change.path, change.moved_from)}
    covers = update.scope.covers
    entries = {
        path: entry for path, entry in update.before.files.items() if path in dealt_with or not covers(entry.part)
    }
    texts = dict(read_base(folder, update.before))
    for change in update.changes:
        if change.path not in unwritten:
            _note(change, entries, texts)
    kept = {path: text for path, text in texts.items() if path in entries}
    put(folder / BASE, base_bytes(kept))
    put(folder / MANIFEST, manifest_bytes(Manifest(update.scope.project, _names(update), entries)))


def _note(change: FileChange, entries: dict[str, Entry], texts: dict[str, str]) -> None:
    """What is remembered of a file that was dealt with."""
    if change.state is State.REMOVED:
        entries.pop(change.path, None)
    if change.theirs is None or change.state is State.SKIPPED:
        return
    entries.pop(change.moved_from, None)
    entries[change.path] = Entry(sha256_of(change.theirs), change.part)
    texts[change.path] = change.theirs


def _names(update: Update) -> dict[str, str]:
    """Those of nodes that are gone stay while something of them is left."""
    before, scope = update.before.names, update.scope
    left = {change.part for change in update.of(State.KEPT, State.SKIPPED)}
    old = {part: name for part, name in before.items() if not scope.covers(part) or part in left}
    return {**old, **scope.names}


def _said(error: Exception) -> str:
    words = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return f"{(words or type(error).__name__).rstrip('.')}."
