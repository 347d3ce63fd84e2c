"""The socket between two starts: who may use it, and that either end knows whose process the other one is."""

from __future__ import annotations

import os
import socket
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from infrasketch_desktop.instance.address import _fnv_1a
from infrasketch_desktop.instance.meeting import LoopbackMeeting, UnixMeeting, is_own
from tests.storage.disks import ordinary_account
from tests.support.programs import python
from tests.support.short_folders import short_folder

pytestmark = pytest.mark.loopback


@pytest.fixture
def folder() -> Iterator[Path]:
    with short_folder("meeting") as path:
        yield path


def test_who_runs_the_other_end_is_known(folder: Path) -> None:
    meeting = UnixMeeting(str(folder / "socket"))
    door = meeting.listen()
    with door.listener, meeting.connect(10):
        connection = door.accept()
        assert connection is not None
        with connection:
            assert is_own(connection)


@pytest.mark.skipif(os.geteuid() != 0, reason="only the administrator can be another user")
def test_another_user_is_turned_away_even_where_the_folder_is_open(folder: Path) -> None:
    folder.chmod(0o755)
    meeting = UnixMeeting(str(folder / "socket"))
    door = meeting.listen()
    Path(meeting.path).chmod(0o777)
    with door.listener, socket.socket(socket.AF_UNIX) as stranger:
        with ordinary_account():
            with pytest.raises(PermissionError):
                meeting.connect(10)  # the program that listens there is another user's
            stranger.connect(meeting.path)
        assert [door.accept(), door.accept()] == [None, None]


def test_the_card_is_for_its_owner_and_new_each_time(folder: Path) -> None:
    meeting, cards = LoopbackMeeting(folder / "card"), []
    for _ in range(2):
        meeting.listen().listener.close()
        assert stat.S_IMODE(meeting.card.stat().st_mode) == 0o600
        cards.append(meeting.card.read_text().split(" ")[1])
    assert cards[0] != cards[1]
    assert len(cards[0]) == 64


@pytest.mark.parametrize("card", ["", "80", "80 short", f"port {64 * 'a'}", f"99999 {64 * 'a'} more", "ü" * 1000])
def test_a_card_that_is_none_leads_nowhere(card: str, folder: Path) -> None:
    meeting = LoopbackMeeting(folder / "card")
    meeting.card.write_text(card, encoding="utf-8")
    with pytest.raises(FileNotFoundError):
        meeting.connect(1)


def test_names_are_those_of_the_published_hash() -> None:
    assert [f"{_fnv_1a(word):016x}" for word in (b"", b"a", b"foobar")] == [
        "cbf29ce484222325",
        "af63dc4c8601ec8c",
        "85944171f73967e8",
    ]


def test_a_start_loads_neither_multiprocessing_nor_openssl() -> None:
    loaded = python("import sys, infrasketch_desktop.cli.open; print(*sys.modules)").out.split()
    assert {"multiprocessing", "hashlib", "_hashlib", "subprocess"}.isdisjoint(loaded)
