"""Reading: only ordinary files, only up to a size, and the size is asked before a byte is read."""

import os
from pathlib import Path

import pytest

from infrasketch_desktop.storage import sketches
from infrasketch_desktop.storage.bounded import read_bounded
from infrasketch_desktop.storage.errors import OpenError, TooLargeError
from tests.storage.disks import ordinary_account


def test_a_file_up_to_the_limit_is_read(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"12345")
    assert read_bounded(tmp_path / "file", 5) == b"12345"


def test_200_megabytes_are_refused_without_reading_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    big = tmp_path / "big.infrasketch"
    with big.open("wb") as file:
        file.truncate(200_000_000)
    monkeypatch.setattr(Path, "open", lambda *_: pytest.fail("it was opened"))
    with pytest.raises(TooLargeError, match=r"200 MB; at most 67 MB.*not read and not changed"):
        sketches.load(big)


def test_a_file_that_grows_while_it_is_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "small").write_bytes(b"1")
    (tmp_path / "grown").write_bytes(b"123456")
    small = (tmp_path / "small").stat()
    monkeypatch.setattr(Path, "stat", lambda *_, **__: small)
    with pytest.raises(TooLargeError):
        read_bounded(tmp_path / "grown", 5)


@pytest.mark.parametrize(
    ("name", "words"), [("missing", "does not exist"), ("", "is a folder"), ("a\0b", "not allowed")]
)
def test_what_is_no_file_is_named(tmp_path: Path, name: str, words: str) -> None:
    with pytest.raises(OpenError, match=words):
        read_bounded(tmp_path / name, 5)


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
@pytest.mark.timeout(5)
def test_a_pipe_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OpenError, match="not an ordinary file"):
        read_bounded(tmp_path / "pipe", 5)
    with pytest.raises(OpenError, match="not an ordinary file"):
        read_bounded(Path("/dev/zero"), 5)


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
def test_a_file_without_rights_is_named() -> None:
    with ordinary_account() as folder:
        (folder / "secret").write_bytes(b"1")
        (folder / "secret").chmod(0)
        with pytest.raises(OpenError, match="no right to it"):
            read_bounded(folder / "secret", 5)
