"""The journal itself: lines that vouch for each other, refusing disks, flushing in the background."""

import errno
import os
import queue
import threading
from pathlib import Path

import pytest

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.storage import journal as journal_module
from infrasketch_desktop.storage import sketch_file
from infrasketch_desktop.storage.background_sync import BackgroundSync
from infrasketch_desktop.storage.journal import Journal
from infrasketch_desktop.storage.journal_lines import Head, read_journal
from infrasketch_desktop.storage.locks import try_lock

HEAD = Head(path=None, title="Shop", started="2026-11-21T12:00:00+00:00", on_disk=None)
EMPTY = sketch_file.write(Diagram())


def edit(number: int) -> str:
    return f'{{"edit": "Edit {number}", "changes": []}}'


def titles(path: Path) -> list[str]:
    return [line.title for line in read_journal(path.read_bytes()).edits]


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    made = Journal(tmp_path / "journals", "one")
    made.start(HEAD, EMPTY, [edit(0)])
    return made


def test_each_line_has_reached_the_system_when_append_returns(journal: Journal) -> None:
    for number in range(1, 4):
        journal.append(edit(number))
        assert titles(journal.path) == [f"Edit {n}" for n in range(number + 1)]


def test_the_beginning_comes_back(journal: Journal) -> None:
    text = read_journal(journal.path.read_bytes())
    assert (text.head, text.snapshot, text.complete) == (HEAD, EMPTY, True)


def test_a_lost_and_a_swapped_line_are_seen(journal: Journal) -> None:
    for number in range(1, 4):
        journal.append(edit(number))
    *opening, first, second, third, fourth = journal.path.read_bytes().splitlines(keepends=True)
    for lines in ([first, third, fourth], [first, third, second, fourth], [first, first, second]):
        text = read_journal(b"".join([*opening, *lines]))
        assert [line.title for line in text.edits] == ["Edit 0"]
        assert not text.complete


def test_only_this_account_may_read_a_journal(journal: Journal) -> None:
    assert journal.path.stat().st_mode & 0o077 == 0


def test_starting_anew_replaces_the_lines_so_far(journal: Journal) -> None:
    journal.append(edit(1))
    journal.start(HEAD, EMPTY, [edit(7)])
    journal.append(edit(8))
    assert titles(journal.path) == ["Edit 7", "Edit 8"]
    assert [path.suffix for path in sorted(journal.path.parent.iterdir())] == [".journal", ".lock"]


class FullDisk:
    """`os.write` of a disk with room for a few bytes more."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.write = os.write

    def __call__(self, descriptor: int, content: bytes) -> int:
        if self.room <= 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        written = self.write(descriptor, content[: self.room])
        self.room -= written
        return written


def test_a_line_that_the_disk_refused_is_written_with_the_next_one(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(os, "write", FullDisk(room=20))
        journal.append(edit(1))
        journal.append(edit(2))
        assert journal.trouble is not None
        assert "the disk is full" in str(journal.trouble)
    assert titles(journal.path) == ["Edit 0"]
    assert read_journal(journal.path.read_bytes()).complete
    journal.append(edit(3))
    assert journal.trouble is None
    assert titles(journal.path) == ["Edit 0", "Edit 1", "Edit 2", "Edit 3"]


def test_a_journal_that_cannot_begin_begins_with_a_later_edit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = Journal(tmp_path, "one")
    with monkeypatch.context() as patched:
        patched.setattr(os, "write", FullDisk(room=20))
        journal.start(HEAD, EMPTY, [edit(0)])
        journal.append(edit(1))
        assert journal.trouble is not None
        assert not journal.path.exists()
    journal.append(edit(2))
    assert journal.trouble is None
    assert titles(journal.path) == ["Edit 0", "Edit 1", "Edit 2"]


def test_a_journal_that_cannot_begin_anew_goes_on_as_it_was(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    journal.append(edit(1))
    with monkeypatch.context() as patched:
        patched.setattr(os, "write", FullDisk(room=20))
        journal.start(HEAD, EMPTY, [edit(7)])
    journal.append(edit(2))
    assert titles(journal.path) == ["Edit 0", "Edit 1", "Edit 2"]


def test_a_failing_rename_keeps_the_journal_in_use(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", fail)
        journal.start(HEAD, EMPTY, [edit(7)])
    journal.append(edit(1))
    assert titles(journal.path) == ["Edit 0", "Edit 1"]


def test_a_closed_journal_is_gone_and_a_kept_one_stays_unlocked(tmp_path: Path) -> None:
    for keep in (False, True):
        journal = Journal(tmp_path, "one")
        journal.start(HEAD, EMPTY, [edit(0)])
        assert try_lock(tmp_path / "one.lock") is None
        journal.close(keep=keep)
        assert journal.path.exists() is keep
        lock = try_lock(tmp_path / "one.lock")
        assert lock is not None
        lock.release()
        assert not (tmp_path / "one.lock").exists()


def test_lines_are_flushed_to_the_disk_from_another_thread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flushed: list[int] = []
    done = threading.Event()

    def flush(descriptor: int) -> None:
        flushed.append(threading.get_ident())
        assert os.fstat(descriptor).st_size > 0
        done.set()

    monkeypatch.setattr(journal_module.os, "fsync", flush)
    journal = Journal(tmp_path, "one", sync_seconds=0)
    journal.start(HEAD, EMPTY, [edit(0)])
    assert done.wait(20)
    done.clear()
    journal.append(edit(1))
    assert done.wait(20)
    assert threading.get_ident() not in flushed
    journal.close()


class Rest(threading.Event):
    """Says how long the flushing thread wants to rest, and lets it."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: queue.Queue[float | None] = queue.Queue()

    def wait(self, timeout: float | None = None) -> bool:
        self.asked.put(timeout)
        return super().wait(timeout)


def test_flushing_rests_between_two_flushes_and_ends_at_once(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    sync = BackgroundSync(lambda: os.open(tmp_path / "file", os.O_RDONLY), seconds=3600)
    rest = sync._stopped = Rest()
    sync.wake()
    assert rest.asked.get(timeout=20) == 3600
    sync.wake()
    sync.stop()
    assert rest.asked.empty()


def test_a_failing_flush_does_not_stop_editing(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(journal_module.os, "fsync", fail)
    journal.append(edit(1))
    journal.sync()
    assert journal.trouble is not None
    journal.append(edit(2))
    assert titles(journal.path) == ["Edit 0", "Edit 1", "Edit 2"]
