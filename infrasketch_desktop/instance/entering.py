"""The first thing a start does: hand over to the running program, or become it."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from infrasketch_desktop.instance.address import Address
from infrasketch_desktop.instance.claim import try_claim
from infrasketch_desktop.instance.handover import Word
from infrasketch_desktop.instance.inbox import Inbox
from infrasketch_desktop.instance.meeting import END
from infrasketch_desktop.instance.request import Request, encode

PATIENCE_SECONDS = 5.0
"""How long a program that is open may take to answer; its window stands still for so long only when it hangs."""
START_SECONDS = 30.0
"""How long it may take while it is still starting, from a cold disk for example."""
_BETWEEN_TRIES = 0.02
_LONGEST_WORD = 100


class Outcome(Enum):
    """How a start goes on."""

    HANDED_OVER = "handed over"
    """The running program has taken the request; this start ends."""
    RUNNING = "running"
    """This start is the running program."""
    ALONE = "alone"
    """It goes on by itself: the running program declined, or there is no place to meet."""
    UNANSWERED = "unanswered"
    """It goes on by itself, since the running program does not answer."""


@dataclass(frozen=True, slots=True)
class Entry:
    """`inbox` is there for the running program alone."""

    outcome: Outcome
    inbox: Inbox | None = None


def enter(address: Address | None, request: Request, *, patience: float = PATIENCE_SECONDS) -> Entry:
    """Hand `request` over where another run holds the claim of `address`, else take the claim.

    It takes milliseconds, and `patience` seconds where the other program hangs; RequestError when the request is too
    long for any program.
    """
    if address is None:
        return Entry(Outcome.ALONE)
    content = encode(request)
    deadline = time.monotonic() + patience
    while True:
        entry = _become(address) or _hand_over(address, content, patience)
        if entry is not None:
            return entry
        if time.monotonic() > deadline:
            return Entry(Outcome.UNANSWERED)
        threading.Event().wait(_BETWEEN_TRIES)  # it has the claim and does not listen yet, or no more


def _become(address: Address) -> Entry | None:
    try:
        claim = try_claim(address.lock)
    except OSError:
        return Entry(Outcome.ALONE)
    if claim is None:
        return None
    try:
        return Entry(Outcome.RUNNING, Inbox(address, claim))
    except OSError:
        claim.release()
        return Entry(Outcome.ALONE)


def _hand_over(address: Address, content: bytes, patience: float) -> Entry | None:
    """None while nobody listens there, or who listened has left without an answer."""
    try:
        with address.meeting.connect(patience) as connection, connection.makefile("rb") as answer:
            connection.sendall(content + END)
            word = answer.readline(_LONGEST_WORD)
            if word == _line(Word.STARTING):
                connection.settimeout(START_SECONDS)
                word = answer.readline(_LONGEST_WORD)
    except TimeoutError:
        return Entry(Outcome.UNANSWERED)
    except OSError:
        return None
    return _ENTRIES.get(word)


def _line(word: Word) -> bytes:
    return word.value.encode() + END


_ENTRIES: Mapping[bytes, Entry] = {
    _line(Word.TAKEN): Entry(Outcome.HANDED_OVER),
    _line(Word.DECLINED): Entry(Outcome.ALONE),
}
