"""What a request shows: a table of ledgers and requests, without a database."""

from __future__ import annotations

from dataclasses import replace

import pytest

from infrasketch_desktop.credits.chain import START, Entry, EntryKind, Link, entry_hash
from infrasketch_desktop.credits.errors import DocumentError, Reason
from infrasketch_desktop.credits.sync_request import SyncRequest
from licensing_server.wallets.verdicts import ForkKind, Known, Sent, judge, read_entries, rebase

OTHER = "f" * 64


def ledger(count: int, name: str = "op", after: Link = START) -> list[Sent]:
    """`count` entries that follow `after`."""
    made: list[Sent] = []
    for number in range(count):
        entry = Entry(after.seq + 1, after.head, after.epoch, EntryKind.RELEASE, f"{name}{number}", 5)
        made.append(Sent(entry, entry.body(), entry_hash(entry.body())))
        after = link(made[-1])
    return made


def link(sent: Sent) -> Link:
    return Link(sent.entry.seq, sent.hash, sent.entry.epoch)


def known(entries: list[Sent]) -> Known:
    acked = link(entries[-1]) if entries else START
    return Known(acked, 0, {each.entry.seq: each.hash for each in entries}, 3)


def request(base: Link, entries: list[Sent], *, chal: str | None = "1.x", head: Link | None = None) -> SyncRequest:
    end = link(entries[-1]) if entries else base
    bodies = tuple(each.body for each in entries)
    return SyncRequest("device", "account", chal, base, bodies, head or end, 0, 0, "nonce")


FIVE = ledger(5)
BRANCH = [*FIVE[:3], *ledger(2, "other", link(FIVE[2]))]


@pytest.mark.parametrize(
    ("asked", "appended"),
    [
        (request(START, FIVE), 2),
        (request(link(FIVE[2]), FIVE[3:]), 2),
        (request(link(FIVE[1]), FIVE[2:]), 2),
        (request(link(FIVE[1]), FIVE[2:], chal=None), 2),
        (request(link(FIVE[2]), []), 0),
        (request(START, FIVE[:2], head=link(FIVE[4])), 0),
        (request(START, FIVE[:2], chal=None), 0),
        (request(START, [], chal=None), 0),
    ],
    ids=["from the start", "the new ones", "overlapping", "as a file", "none", "a first page", "an old file", "older"],
)
def test_an_honest_ledger_is_followed(asked: SyncRequest, appended: int) -> None:
    verdict = judge(known(FIVE[:3]), asked, read_entries(asked))
    assert verdict.fork is None
    assert verdict.appended == verdict.counted == tuple(FIVE[3 : 3 + appended])
    assert verdict.acked == link(FIVE[2 + appended])


@pytest.mark.parametrize(
    ("asked", "fork"),
    [
        (request(START, BRANCH), ForkKind.CONFLICT),
        (request(START, BRANCH, chal=None), ForkKind.CONFLICT),
        (request(link(BRANCH[4]), ledger(1, "new", link(BRANCH[4]))), ForkKind.CONFLICT),
        (request(replace(link(FIVE[1]), head=OTHER), []), ForkKind.CONFLICT),
        (request(START, FIVE[:4]), ForkKind.BEHIND),
        (request(link(FIVE[3]), []), ForkKind.BEHIND),
        (request(Link(9, OTHER, 0), []), ForkKind.AHEAD),
        (request(Link(2, OTHER, 1), []), ForkKind.AHEAD),
        (replace(request(link(FIVE[4]), []), last_rseq=4), ForkKind.AHEAD),
    ],
    ids=[
        "another entry",
        "also by file",
        "another base",
        "an unknown base",
        "behind",
        "gone back",
        "ahead",
        "an epoch",
        "a receipt",
    ],
)
def test_two_stories_are_a_fork(asked: SyncRequest, fork: ForkKind) -> None:
    sent = read_entries(asked)
    verdict = judge(known(FIVE), asked, sent)
    assert verdict.fork is fork
    assert verdict.appended == ()
    assert verdict.counted == (() if fork is ForkKind.BEHIND else sent)
    assert verdict.acked == link(FIVE[4])


@pytest.mark.parametrize(
    ("entries", "chal", "fork"),
    [(0, "1.x", None), (2, "1.x", ForkKind.OLD_EPOCH), (0, None, None), (2, None, None)],
    ids=["its beginning was lost", "somebody went on", "a file", "an old file"],
)
def test_an_older_epoch_is_a_fork_only_once_somebody_went_on(
    entries: int, chal: str | None, fork: ForkKind | None
) -> None:
    begun = Link(6, OTHER, 1)
    end = link(ledger(entries, "later", begun)[-1]) if entries else begun
    asked = request(START, FIVE, chal=chal)
    verdict = judge(Known(end, 6, {}, 3), asked, read_entries(asked))
    assert (verdict.fork, verdict.appended, verdict.acked) == (fork, (), end)
    assert len(verdict.counted) == 5


def test_a_new_epoch_begins_after_what_was_acknowledged() -> None:
    asked = request(START, BRANCH)
    verdict = judge(known(FIVE), asked, read_entries(asked))
    start = rebase(verdict, asked, 77).entry
    assert (start.seq, start.prev, start.epoch, start.kind, start.at) == (6, FIVE[4].hash, 1, EntryKind.REBASE, 77)


@pytest.mark.parametrize(
    "asked",
    [
        request(START, [FIVE[1], FIVE[0]]),
        request(START, FIVE[1:]),
        request(START, FIVE, head=Link(5, OTHER, 0)),
        request(START, FIVE, head=Link(3, FIVE[2].hash, 0)),
        request(Link(0, OTHER, 0), FIVE),
        request(Link(0, START.head, 1), FIVE),
    ],
    ids=["out of order", "a gap", "another head", "a head before the end", "another base", "another epoch"],
)
def test_a_request_that_contradicts_itself_proves_nothing(asked: SyncRequest) -> None:
    with pytest.raises(DocumentError) as refused:
        read_entries(asked)
    assert refused.value.reason is Reason.CHAIN


def test_a_device_does_not_write_the_entries_of_the_server() -> None:
    entry = Entry(1, START.head, 0, EntryKind.REBASE, "rebase/1", 5)
    with pytest.raises(DocumentError, match="only the server writes"):
        read_entries(request(START, [Sent(entry, entry.body(), entry_hash(entry.body()))]))
