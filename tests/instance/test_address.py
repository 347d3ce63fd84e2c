"""Where the starts of one profile meet: the same for every name of it, and in a folder of this user alone."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from infrasketch_desktop.instance.address import LONGEST_SOCKET, Address, address_of
from infrasketch_desktop.instance.entering import enter
from infrasketch_desktop.instance.meeting import UnixMeeting
from infrasketch_desktop.instance.request import Request
from tests.storage.disks import NOBODY, ordinary_account
from tests.support.short_folders import short_folder

pytestmark = pytest.mark.skipif(os.name == "nt", reason="sockets and modes of POSIX")


@pytest.fixture(autouse=True)
def session(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of the session like that of a system."""
    with short_folder("session") as folder:
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
        monkeypatch.setattr("tempfile.tempdir", None)
        yield folder


def found(profile: Path) -> Address:
    address = address_of(profile)
    assert address is not None
    return address


def socket_of(address: Address) -> str:
    assert isinstance(address.meeting, UnixMeeting)
    return address.meeting.path


def test_it_lies_in_the_folder_of_the_session(session: Path, tmp_path: Path) -> None:
    address = found(tmp_path)
    assert address.lock.is_relative_to(session)
    assert socket_of(address).startswith(f"{session}/")
    assert stat.S_IMODE(address.lock.parent.stat().st_mode) == 0o700


def test_each_profile_has_its_own_and_every_name_of_one_the_same(tmp_path: Path) -> None:
    (tmp_path / "name").symlink_to(tmp_path / "real")
    assert found(tmp_path / "name") == found(tmp_path / "real") == found(tmp_path / "x" / ".." / "real")
    assert found(tmp_path / "other") != found(tmp_path / "real")


def test_the_name_of_the_profile_may_be_as_long_as_it_likes(tmp_path: Path) -> None:
    profile = tmp_path.joinpath(*["ü" * 100] * 15)
    assert len(os.fsencode(socket_of(found(profile)))) <= LONGEST_SOCKET


def test_a_session_folder_with_a_long_name_is_passed_over(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    session = tmp_path / ("long" * 40)
    session.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(session))
    with short_folder("temporary") as temporary:
        monkeypatch.setenv("TMPDIR", str(temporary))
        assert found(tmp_path).lock.is_relative_to(temporary)


@pytest.mark.parametrize("is_wrong", ["open to others", "a link", "a file"])
def test_a_folder_that_others_could_use_is_never_used(is_wrong: str, session: Path, monkeypatch: pytest.MonkeyPatch):
    folder = session / f"infrasketch-{os.getuid()}"
    if is_wrong == "open to others":
        folder.mkdir()
        folder.chmod(0o755)
    elif is_wrong == "a link":
        (session / "elsewhere").mkdir(mode=0o700)
        folder.symlink_to(session / "elsewhere")
    else:
        folder.touch()
    monkeypatch.setenv("TMPDIR", str(session))
    assert address_of(session) is None


@pytest.fixture
def public(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for temporary files that all users of the machine share, and no folder of the session."""
    with short_folder("public") as folder:
        folder.chmod(0o1777)
        monkeypatch.setenv("TMPDIR", str(folder))
        monkeypatch.setattr("infrasketch_desktop.instance.address._session_folder", _no_session)
        yield folder


def test_without_a_session_there_is_a_folder_beside_temporary_files(public: Path) -> None:
    assert found(public).lock.parent == public / f"infrasketch-{os.getuid()}"


@pytest.mark.skipif(os.geteuid() != 0, reason="only the administrator can be another user")
def test_another_user_can_neither_knock_nor_lie_in_wait(public: Path, tmp_path: Path) -> None:
    address = found(tmp_path)
    assert address.lock.is_relative_to(public)
    entry = enter(address, Request())
    assert entry.inbox is not None
    with ordinary_account(), pytest.raises(PermissionError):
        address.meeting.connect(1)
    entry.inbox.close()
    entry.inbox.release()
    os.chown(address.lock.parent, NOBODY, NOBODY)
    assert address_of(tmp_path) is None


def _no_session() -> str:
    raise OSError("none")
