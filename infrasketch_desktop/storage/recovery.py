"""Finds what a killed run left in journals and makes sketches of it again."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.errors import InvariantError
from infrasketch_desktop.language import tr
from infrasketch_desktop.storage import sketch_file
from infrasketch_desktop.storage.bounded import read_bounded
from infrasketch_desktop.storage.disk_copy import DiskState
from infrasketch_desktop.storage.errors import OpenError, RecoveryError
from infrasketch_desktop.storage.journal import SUFFIX
from infrasketch_desktop.storage.journal_lines import (
    EditLine,
    JournalError,
    JournalText,
    NewerJournalError,
    read_journal,
    sha256,
)
from infrasketch_desktop.storage.locks import HeldLock, try_lock

MAX_BYTES = 512 * 1024 * 1024
DAMAGED_SUFFIX = ".damaged"


@dataclass(frozen=True, slots=True)
class Recoverable:
    """Work that a killed run left. Nobody else can take it while this run holds the lock: resolve it or `leave` it.

    `path` is the sketch file it belongs to, None for a sketch never saved; `file_hash` is what the file held when that
    run last read or wrote it, and `file_state` what became of it since. `complete` is False when the end of the journal
    was damaged, so that later edits are lost.
    """

    journal: Path
    path: Path | None
    title: str
    last_edit: datetime
    edit_count: int
    file_state: DiskState
    file_hash: str
    complete: bool
    diagram: Diagram
    lock: HeldLock

    def discard(self) -> None:
        """Remove the journal: the work is saved elsewhere or not wanted."""
        with contextlib.suppress(OSError):
            self.journal.unlink()
        self.lock.release()

    def leave(self) -> None:
        """Keep the journal for a later start."""
        self.lock.release()


@dataclass(frozen=True, slots=True)
class Findings:
    """What lay in the journal folder: sketches to offer, and journals that could not be read and were set aside."""

    sketches: tuple[Recoverable, ...]
    damaged: tuple[Path, ...]


def find_recoverable(folder: Path, path: Path | None = None) -> Findings:
    """What killed runs left in `folder`; only what belongs to the sketch file `path` when that is given.

    Journals of sketches that are open now are passed over; so are those whose sketch file already holds everything,
    and these are removed.
    """
    sketches: list[Recoverable] = []
    damaged: list[Path] = []
    for journal in sorted(folder.glob("*" + SUFFIX)) if folder.is_dir() else ():
        try:
            found = _claim(journal, path)
        except RecoveryError:
            damaged.append(_set_aside(journal))
        except OSError:  # it went away, or may not be read now
            continue
        else:
            if found is not None:
                sketches.append(found)
    sketches.sort(key=lambda sketch: sketch.last_edit, reverse=True)
    return Findings(tuple(sketches), tuple(damaged))


def _claim(journal: Path, wanted: Path | None) -> Recoverable | None:
    """Take a journal into this run; None when it is in use, of no use, or of another sketch than `wanted`."""
    lock = try_lock(journal.with_suffix(".lock"))
    if lock is None:
        return None
    taken: Recoverable | None = None
    try:
        with contextlib.suppress(OSError):
            journal.with_suffix(".new").unlink()
        text = _read(journal)
        path = Path(text.head.path) if text.head.path else None
        if wanted is None or path == wanted:
            taken = _offer(journal, path, text, lock)
        return taken
    finally:
        if taken is None:
            lock.release()


def _read(journal: Path) -> JournalText:
    try:
        return read_journal(read_bounded(journal, MAX_BYTES))
    except (NewerJournalError, OpenError) as error:  # not ours to judge, or not readable now
        raise OSError(str(error)) from error
    except JournalError as error:
        raise RecoveryError(str(error)) from error


def _offer(journal: Path, path: Path | None, text: JournalText, lock: HeldLock) -> Recoverable | None:
    diagram, edit_count = rebuild(text)
    if edit_count == 0 and not text.complete:
        raise RecoveryError(tr("The first edit of the journal is damaged."))
    state, on_disk = _file_state(path, text)
    if on_disk == sha256(sketch_file.write(diagram)):
        with contextlib.suppress(OSError):
            journal.unlink()
        return None
    return Recoverable(
        journal=journal,
        path=path,
        title=diagram.sheet.title or text.head.title,
        last_edit=datetime.fromtimestamp(journal.stat().st_mtime, UTC),
        edit_count=edit_count,
        file_state=state,
        file_hash=(on_disk if state is DiskState.UNCHANGED else text.head.on_disk) or "",
        complete=text.complete and edit_count == len(text.edits),
        diagram=diagram,
        lock=lock,
    )


def _file_state(path: Path | None, text: JournalText) -> tuple[DiskState, str | None]:
    """What became of the file, and the hash of what it holds now."""
    if path is None:
        return DiskState.UNTITLED, None
    try:
        now = sha256(read_bounded(path, sketch_file.MAX_BYTES))
    except OpenError:
        return (DiskState.CHANGED if path.exists() else DiskState.MISSING), None
    known = {text.head.on_disk, *text.saved}
    return (DiskState.UNCHANGED if now in known else DiskState.CHANGED), now


def rebuild(text: JournalText) -> tuple[Diagram, int]:
    """The sketch after as many edits of the journal as fit together, and how many these are: normally all.

    Raises:
        RecoveryError: not even the beginning is a sketch.
    """
    try:
        start = sketch_file.read(text.snapshot)
    except OpenError as error:
        raise RecoveryError(tr("The beginning of the journal is no sketch: {what}", what=error.what)) from error
    diagram = _replay(start, text.edits)
    if diagram is not None:
        return diagram, len(text.edits)
    best, fitting, too_many = start, 0, len(text.edits)
    while too_many - fitting > 1:
        middle = (fitting + too_many) // 2
        diagram = _replay(start, text.edits[:middle])
        if diagram is None:
            too_many = middle
        else:
            best, fitting = diagram, middle
    return best, fitting


def _replay(start: Diagram, edits: Iterable[EditLine]) -> Diagram | None:
    """The sketch after `edits`; None when they do not fit together."""
    records = {record.id: record for record in start}
    for edit in edits:
        for record_id, record in edit.puts:
            if record is None:
                records.pop(record_id, None)
            else:
                records[record_id] = record
    try:
        return build_diagram(records.values())
    except InvariantError:
        return None


def _set_aside(journal: Path) -> Path:
    """Rename a journal that cannot be read, so that it is reported once and stays for whoever can repair it."""
    aside = journal.with_suffix(DAMAGED_SUFFIX)
    try:
        return journal.rename(aside)
    except OSError:
        return journal
