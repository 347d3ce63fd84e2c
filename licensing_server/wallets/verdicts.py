"""What a sync request shows: which entries are new, which count, and whether the device tells two stories.

Pure. The rules (credits.md, section 5), for an honest device under any network none of which says FORK:

- An entry the server has is skipped; the next one after the last acknowledged is appended.
- Another entry where the server has one, or a base it never acknowledged, is a FORK.
- A request in answer to a challenge says what the device has now. If its head is behind what was acknowledged, the
  database went back: FORK. A file may be old, so being behind, and being of an older epoch, proves nothing there.
- An older epoch in answer to a challenge: while the server's epoch still stands where it began, its receipt was lost,
  and the same beginning is told again. Once entries followed it, somebody else uses the key: FORK.
- A base, an epoch or a receipt beyond what the server remembers: its own database went back. FORK, so that both sides
  begin anew from what the server has.
- From a FORK every entry counts too: entries are counted once per operation, whatever the branch.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from infrasketch_desktop.credits.chain import GENESIS, Entry, EntryKind, Link, entry_hash, read_entry
from infrasketch_desktop.credits.errors import DocumentError, Reason
from infrasketch_desktop.credits.sync_request import SyncRequest


class ForkKind(StrEnum):
    """What showed the fork."""

    CONFLICT = "conflict"
    BEHIND = "behind"
    OLD_EPOCH = "old_epoch"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Sent:
    """An entry of a request with its bytes and their hash."""

    entry: Entry
    body: bytes
    hash: str


@dataclass(frozen=True, slots=True)
class Known:
    """What the server knows of a ledger: its acknowledged end, where the epoch began, the hashes of this epoch from
    the base of the request on, and the number of the last receipt.
    """

    acked: Link
    rebase_seq: int
    hashes: Mapping[int, str]
    rseq: int

    def hash_at(self, seq: int) -> str | None:
        if seq == self.acked.seq:
            return self.acked.head
        return GENESIS if seq == self.acked.epoch == 0 else self.hashes.get(seq)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What follows: entries to append, entries to count, the acknowledged end (before a rebase), and a fork or None."""

    appended: tuple[Sent, ...]
    counted: tuple[Sent, ...]
    acked: Link
    fork: ForkKind | None = None


def read_entries(request: SyncRequest) -> tuple[Sent, ...]:
    """The entries of a request, each following the one before.

    Raises:
        DocumentError: an entry cannot be read, or the request contradicts itself; nothing may be concluded from it.
    """
    sent: list[Sent] = []
    last = request.base
    for body in request.entries:
        entry = read_entry(body)
        if (entry.seq, entry.prev, entry.epoch) != (last.seq + 1, last.head, last.epoch):
            raise DocumentError(Reason.CHAIN, f"Entry {entry.seq} of the request does not follow the one before.")
        if entry.kind is EntryKind.REBASE:
            raise DocumentError(Reason.CHAIN, "The request contains an entry that only the server writes.")
        last = Link(entry.seq, entry_hash(body), entry.epoch)
        sent.append(Sent(entry, body, last.head))
    if last.seq > request.head.seq or (last.seq == request.head.seq and last.head != request.head.head):
        raise DocumentError(Reason.CHAIN, "The request names another head than the end of its entries.")
    return tuple(sent)


def judge(known: Known, request: SyncRequest, sent: tuple[Sent, ...]) -> Verdict:
    """Decide about the entries of a request whose signature and challenge were found good."""
    fresh = request.chal is not None
    if request.epoch < known.acked.epoch:
        moved_on = known.acked.seq > known.rebase_seq
        return Verdict((), sent, known.acked, ForkKind.OLD_EPOCH if fresh and moved_on else None)
    beyond = request.epoch > known.acked.epoch or request.base.seq > known.acked.seq
    if beyond or request.last_rseq > known.rseq:
        return Verdict((), sent, known.acked, ForkKind.AHEAD)
    skipped = [each for each in sent if each.entry.seq <= known.acked.seq]
    fits = known.hash_at(request.base.seq) == request.base.head
    if not fits or any(known.hash_at(each.entry.seq) != each.hash for each in skipped):
        return Verdict((), sent, known.acked, ForkKind.CONFLICT)
    if fresh and request.head.seq < known.acked.seq:
        return Verdict((), (), known.acked, ForkKind.BEHIND)
    return _append(known, sent[len(skipped) :])


def _append(known: Known, new: tuple[Sent, ...]) -> Verdict:
    """`new` begins right after the acknowledged entry, whose hash the entry before or the base was compared with."""
    acked = Link(new[-1].entry.seq, new[-1].hash, known.acked.epoch) if new else known.acked
    return Verdict(new, new, acked)


def rebase(verdict: Verdict, request: SyncRequest, now: int) -> Sent:
    """The entry with which the server begins a new epoch, right after the last one it acknowledged."""
    epoch = max(verdict.acked.epoch, request.epoch) + 1
    entry = Entry(verdict.acked.seq + 1, verdict.acked.head, epoch, EntryKind.REBASE, f"rebase/{epoch}", now)
    body = entry.body()
    return Sent(entry, body, entry_hash(body))
