"""How a start goes on: it becomes the running program, hands over to it, or goes on alone in a bounded time."""

from __future__ import annotations

import contextlib
import errno
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from infrasketch_desktop.instance import callers as callers_module
from infrasketch_desktop.instance import inbox as inbox_module
from infrasketch_desktop.instance.address import Address
from infrasketch_desktop.instance.claim import try_claim
from infrasketch_desktop.instance.entering import Entry, Outcome, enter
from infrasketch_desktop.instance.handover import Handover
from infrasketch_desktop.instance.inbox import Inbox
from infrasketch_desktop.instance.meeting import Door, LoopbackMeeting, UnixMeeting
from infrasketch_desktop.instance.request import MOST_BYTES, Request
from tests.support.short_folders import short_folder
from tests.support.waiting import wait_until

pytestmark = pytest.mark.loopback

SHOP = Request(("/tmp/shop.infrasketch",))
SOON = 0.2
"""Seconds of patience where a test has to see it end."""


@pytest.fixture(params=[UnixMeeting, LoopbackMeeting])
def address(request: pytest.FixtureRequest) -> Iterator[Address]:
    """A place to meet of either kind."""
    with short_folder("entering") as folder:
        place = folder / "socket"
        yield Address(folder / "lock", request.param(place if request.param is LoopbackMeeting else str(place)))


@contextmanager
def knocking(address: Address) -> Iterator[socket.socket]:
    """A connection to the running program that has said nothing but the secret, if there is one."""
    with address.meeting.connect(10) as connection:
        yield connection


@pytest.fixture
def become(address: Address) -> Iterator[Callable[[], Inbox]]:
    """Enters as the running program, which ends with the test."""
    inboxes: list[Inbox] = []

    def run() -> Inbox:
        entry = enter(address, Request())
        assert entry.outcome is Outcome.RUNNING
        assert entry.inbox is not None
        inboxes.append(entry.inbox)
        return entry.inbox

    yield run
    for inbox in inboxes:
        inbox.close()
        inbox.release()


def test_the_second_start_hands_over(address: Address, become: Callable[[], Inbox]) -> None:
    taken: list[Request] = []

    def take(handover: Handover) -> None:
        taken.append(handover.request)
        handover.take()

    become().attach(take)
    assert enter(address, SHOP) == Entry(Outcome.HANDED_OVER)
    assert taken == [SHOP]


def test_a_declined_start_goes_on_alone(address: Address, become: Callable[[], Inbox]) -> None:
    become().attach(Handover.decline)
    assert enter(address, SHOP) == Entry(Outcome.ALONE)


def test_while_the_first_one_is_still_starting_the_second_waits(address: Address, become: Callable[[], Inbox]) -> None:
    inbox, entries = become(), []
    second = threading.Thread(target=lambda: entries.append(enter(address, SHOP, patience=SOON)))
    second.start()
    wait_until(lambda: inbox._kept, what="the request is kept")
    second.join(3 * SOON)
    assert second.is_alive()  # it was told to wait, so its patience is longer than that for a silent program
    inbox.attach(Handover.take)
    second.join()
    assert entries == [Entry(Outcome.HANDED_OVER)]


def test_a_program_that_hangs_is_not_waited_for_and_does_nothing_afterwards(
    address: Address, become: Callable[[], Inbox]
) -> None:
    silent: list[Handover] = []
    become().attach(silent.append)
    assert enter(address, SHOP, patience=SOON).outcome is Outcome.UNANSWERED
    assert silent[0].request == SHOP
    assert not silent[0].is_wanted
    silent[0].drop()


def test_who_has_left_is_not_wanted(address: Address, become: Callable[[], Inbox]) -> None:
    arrived: list[Handover] = []
    become().attach(arrived.append)
    with knocking(address) as connection:
        connection.sendall(b'{"v": 1, "request": {}}\n')
        wait_until(lambda: arrived, what="the request has arrived")
        assert arrived[0].is_wanted
    assert not arrived[0].is_wanted
    arrived[0].take()  # into the void, without an error


def test_what_a_killed_run_left_is_no_obstacle(address: Address, become: Callable[[], Inbox]) -> None:
    address.meeting.listen().listener.close()
    address.lock.touch()
    become().attach(Handover.take)
    assert enter(address, SHOP).outcome is Outcome.HANDED_OVER


def test_after_the_end_of_the_first_the_next_one_runs(address: Address) -> None:
    first = enter(address, Request())
    assert first.inbox is not None
    first.inbox.close()
    assert list(address.lock.parent.iterdir()) == [address.lock]
    assert enter(address, SHOP, patience=SOON).outcome is Outcome.UNANSWERED  # it is closing, and takes its time
    first.inbox.release()
    second = enter(address, SHOP)
    assert second.outcome is Outcome.RUNNING
    end(second)


def test_who_waits_while_the_first_one_ends_takes_its_place(address: Address) -> None:
    claim = try_claim(address.lock)
    assert claim is not None
    entries: list[Entry] = []
    second = threading.Thread(target=lambda: entries.append(enter(address, SHOP)))
    second.start()
    claim.release()
    second.join()
    assert entries[0].outcome is Outcome.RUNNING
    end(entries[0])


@pytest.mark.parametrize(
    "content", [b"", b"nonsense", b'{"v": 2, "request": {}}', b'{"v": 1, "request": {"files": ["relative"]}}']
)
def test_what_is_not_understood_is_declined(content: bytes, address: Address, become: Callable[[], Inbox]) -> None:
    become().attach(lambda _handover: pytest.fail("it was passed on"))
    with knocking(address) as connection:
        connection.sendall(content + b"\n")
        assert connection.recv(100) == b"declined\n"


def test_what_comes_in_pieces_is_put_together(address: Address, become: Callable[[], Inbox]) -> None:
    become().attach(Handover.take)
    with knocking(address) as connection:
        for piece in (b'{"v": 1, ', b'"request"', b": {}}", b"\n"):
            connection.sendall(piece)
        assert connection.recv(100) == b"taken\n"


def test_a_flood_is_cut_off_and_others_are_still_answered(address: Address, become: Callable[[], Inbox]) -> None:
    become().attach(Handover.take)
    with knocking(address) as flood:
        with contextlib.suppress(ConnectionError):
            flood.sendall(b"x" * (4 * MOST_BYTES))
        assert hung_up(flood)
    assert enter(address, SHOP).outcome is Outcome.HANDED_OVER


def test_who_does_not_know_the_secret_is_hung_up_on(tmp_path: Path) -> None:
    address = Address(tmp_path / "lock", LoopbackMeeting(tmp_path / "card"))
    entry = enter(address, Request())
    assert entry.inbox is not None
    entry.inbox.attach(lambda _handover: pytest.fail("it was passed on"))
    port, secret = (tmp_path / "card").read_text("ascii").split()
    (tmp_path / "card").write_text(f"{port} {secret[::-1]}", "ascii")
    with knocking(address) as stranger:
        stranger.sendall(b'{"v": 1, "request": {}}\n')
        assert hung_up(stranger)
    end(entry)


def test_however_many_are_silent_the_next_one_is_heard(
    address: Address, become: Callable[[], Inbox], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(callers_module, "MOST_SILENT", 3)
    become().attach(Handover.take)
    with ExitStack() as stack:
        silent = [stack.enter_context(knocking(address)) for _ in range(4)]
        assert hung_up(silent[0])
        assert enter(address, SHOP).outcome is Outcome.HANDED_OVER
        assert hung_up(silent[1])
        silent[3].sendall(b'{"v": 1, "request": {}}\n')
        assert silent[3].recv(100) == b"taken\n"


def test_only_so_many_wait_for_the_end_of_the_start(
    address: Address, become: Callable[[], Inbox], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox_module, "MOST_KEPT", 1)
    inbox = become()
    with knocking(address) as kept:
        kept.sendall(b'{"v": 1, "request": {}}\n')
        assert kept.recv(100) == b"starting\n"
        assert enter(address, SHOP) == Entry(Outcome.ALONE)
        inbox.attach(Handover.take)
        assert kept.recv(100) == b"taken\n"


def hung_up(connection: socket.socket) -> bool:
    try:
        return connection.recv(100) == b""
    except ConnectionError:
        return True


def test_a_full_table_of_files_keeps_no_processor_busy(address: Address, monkeypatch: pytest.MonkeyPatch) -> None:
    tried, tries = threading.Event(), []

    def full(_door: Door) -> None:
        tries.append(1)
        tried.set()
        raise OSError(errno.EMFILE, "Too many open files")

    monkeypatch.setattr(Door, "accept", full)
    monkeypatch.setattr(inbox_module, "BREATH_SECONDS", 60.0)
    inbox = enter(address, Request()).inbox
    assert inbox is not None
    with knocking(address):
        assert tried.wait(10)
        inbox.close()
    inbox.release()
    assert len(tries) == 1


def test_without_a_place_to_meet_each_is_a_program_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    nowhere = Address(tmp_path / "file" / "lock", UnixMeeting(str(tmp_path / "file" / "socket")))
    assert enter(None, SHOP) == enter(nowhere, SHOP) == Entry(Outcome.ALONE)


def test_where_no_socket_can_be_made_the_claim_is_given_back(tmp_path: Path) -> None:
    address = Address(tmp_path / "lock", UnixMeeting(str(tmp_path / "missing" / "socket")))
    assert enter(address, SHOP) == Entry(Outcome.ALONE)
    claim = try_claim(address.lock)
    assert claim is not None
    claim.release()


def test_only_one_of_many_simultaneous_starts_runs(address: Address) -> None:
    entries: list[Entry] = []
    gate = threading.Barrier(8)

    def start() -> None:
        gate.wait()
        entry = enter(address, SHOP)
        if entry.inbox is not None:
            entry.inbox.attach(Handover.take)
        entries.append(entry)

    starts = [threading.Thread(target=start) for _ in range(8)]
    for each in starts:
        each.start()
    for each in starts:
        each.join()
    assert sorted(entry.outcome.name for entry in entries) == ["HANDED_OVER"] * 7 + ["RUNNING"]
    for entry in entries:
        end(entry)


def end(entry: Entry) -> None:
    if entry.inbox is not None:
        entry.inbox.close()
        entry.inbox.release()
