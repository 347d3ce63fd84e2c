"""Saving: old or new, never half; rights kept, links followed, nothing left behind."""

import errno
import os
import stat
from pathlib import Path

import pytest

from infrasketch_desktop.storage import atomic
from infrasketch_desktop.storage.atomic import STALE_SECONDS, TEMPORARY_SUFFIX, write_atomically
from infrasketch_desktop.storage.errors import SaveError
from tests.storage.disks import make_read_only, mounted, ordinary_account

posix = pytest.mark.skipif(os.name == "nt", reason="modes and links of POSIX")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "shop.infrasketch"
    path.write_bytes(b"old")
    return path


def test_a_new_file_gets_the_content(tmp_path: Path) -> None:
    write_atomically(tmp_path / "new", b"content")
    assert (tmp_path / "new").read_bytes() == b"content"


def test_an_old_file_is_replaced_and_nothing_else_is_left(file: Path) -> None:
    write_atomically(file, b"new")
    assert file.read_bytes() == b"new"
    assert list(file.parent.iterdir()) == [file]


@posix
def test_a_new_file_has_the_usual_mode(tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    write_atomically(tmp_path / "new", b"")
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "usual").stat().st_mode


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755])
def test_the_mode_is_kept(file: Path, mode: int) -> None:
    file.chmod(mode)
    write_atomically(file, b"new")
    assert stat.S_IMODE(file.stat().st_mode) == mode


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only the administrator gives files away")
def test_the_owner_is_kept(file: Path) -> None:
    os.chown(file, 1234, 2345)
    write_atomically(file, b"new")
    assert (file.stat().st_uid, file.stat().st_gid) == (1234, 2345)


@posix
def test_a_link_stays_a_link(file: Path) -> None:
    link = file.parent / "folder" / "link"
    link.parent.mkdir()
    link.symlink_to(file)
    write_atomically(link, b"new")
    assert link.is_symlink()
    assert file.read_bytes() == b"new"
    assert list(link.parent.iterdir()) == [link]


@posix
def test_links_in_a_circle_are_an_error(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(SaveError, match="links lead around in a circle"):
        write_atomically(tmp_path / "a", b"new")


def test_content_is_on_disk_before_the_rename_and_the_rename_before_the_return(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    real_fsync, real_replace = os.fsync, Path.replace
    monkeypatch.setattr(os, "fsync", lambda fd: (order.append("flush"), real_fsync(fd))[1])
    monkeypatch.setattr(Path, "replace", lambda a, b: (order.append("rename"), real_replace(a, b))[1])
    write_atomically(file, b"new")
    assert order == ["flush", "rename", "flush"]


def test_what_a_killed_save_left_is_removed_by_a_later_one(file: Path) -> None:
    leftover = file.with_name(f".{file.name}.0123456789ab{TEMPORARY_SUFFIX}")
    other = file.with_name(f".other.infrasketch.0123456789ab{TEMPORARY_SUFFIX}")
    for path in (leftover, other):
        path.touch()
        old = path.stat().st_mtime - STALE_SECONDS - 60
        os.utime(path, (old, old))
    write_atomically(file, b"new")
    assert not leftover.exists()
    assert other.exists()


def test_a_save_that_is_still_running_elsewhere_keeps_its_file(file: Path) -> None:
    running = file.with_name(f".{file.name}.0123456789ab{TEMPORARY_SUFFIX}")
    running.touch()
    write_atomically(file, b"new")
    assert running.exists()


def test_a_really_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    with mounted(tmp_path / "small", "size=64k") as disk:
        file = disk / "shop.infrasketch"
        write_atomically(file, b"old" * 1000)
        with pytest.raises(SaveError, match=r"disk is full.*as it was before.*Free some space"):
            write_atomically(file, b"new" * 100_000)
        assert file.read_bytes() == b"old" * 1000
        assert list(disk.iterdir()) == [file]


def test_a_read_only_disk_leaves_the_old_file(tmp_path: Path) -> None:
    with mounted(tmp_path / "fixed", "size=64k") as disk:
        file = disk / "shop.infrasketch"
        file.write_bytes(b"old")
        make_read_only(disk)
        with pytest.raises(SaveError, match=r"read-only|no right"):
            write_atomically(file, b"new")
        with pytest.raises(SaveError, match="read-only"):
            write_atomically(disk / "new", b"new")
        assert file.read_bytes() == b"old"


@posix
def test_a_folder_without_rights_leaves_the_old_file() -> None:
    with ordinary_account() as folder:
        file = folder / "shop.infrasketch"
        file.write_bytes(b"old")
        folder.chmod(0o500)
        with pytest.raises(SaveError, match="no right"):
            write_atomically(file, b"new")
        with pytest.raises(SaveError, match="no right"):
            write_atomically(folder / "new", b"new")
        assert file.read_bytes() == b"old"
        assert list(folder.iterdir()) == [file]


FAULTS = {
    "write": (errno.ENOSPC, "disk is full"),
    "fsync": (errno.EIO, "disk reports a fault"),
    "fchmod": (errno.EPERM, "no right"),
    "open": (errno.EACCES, "no right"),
}


@posix
@pytest.mark.parametrize("call", FAULTS)
def test_any_fault_leaves_the_old_file_and_no_other(file: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    number, words = FAULTS[call]

    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        patched.setattr(atomic.os, call, fail)
        with pytest.raises(SaveError, match=words) as failure:
            write_atomically(file, b"new")
    assert file.read_bytes() == b"old"
    assert list(file.parent.iterdir()) == [file]
    assert failure.value.kept
    assert failure.value.advice


def test_a_write_in_pieces_is_completed(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    with monkeypatch.context() as patched:
        patched.setattr(atomic.os, "write", lambda fd, data: real(fd, data[:2]))
        write_atomically(file, b"content")
    assert file.read_bytes() == b"content"


@posix
def test_a_write_protected_file_is_respected(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atomic.os, "access", lambda *_: False)  # as for an account that is not the administrator
    with pytest.raises(SaveError, match="no right"):
        write_atomically(file, b"new")
    assert file.read_bytes() == b"old"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("folder", "is a folder"),
        ("missing/new", "does not exist"),
        ("x" * 300, "name is too long"),
        ("file/x", "not a folder"),
    ],
)
def test_impossible_targets_are_named(tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    with pytest.raises(SaveError, match=words):
        write_atomically(tmp_path / name, b"new")
    assert {path.name for path in tmp_path.iterdir()} == {"folder", "file"}


@posix
def test_a_pipe_is_not_written(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(SaveError):
        write_atomically(tmp_path / "pipe", b"new")
