"""Takes what later starts hand over, from the first moment of the program on; nothing here waits for anybody."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Callable
from enum import StrEnum
from multiprocessing.connection import Client, Connection, Listener

from infrasketch_desktop.instance.address import Address
from infrasketch_desktop.instance.claim import Claim
from infrasketch_desktop.instance.request import MOST_BYTES, Request, RequestError, decode

MOST_AT_ONCE = 16
"""Starts that are answered at the same time; more of them find no place and go on by themselves."""
BREATH_SECONDS = 0.1
"""Between two tries to hear somebody out, so that a full table of files does not keep a processor busy."""
_END_SECONDS = 2.0


class Word(StrEnum):
    """What the running program answers to a start. STARTING asks for patience; another word follows it."""

    STARTING = "starting"
    TAKEN = "taken"
    DECLINED = "declined"


class Handover:
    """A request of another start, which waits for an answer: `take` or `decline`."""

    def __init__(self, request: Request, connection: Connection) -> None:
        self.request = request
        self._connection = connection

    @property
    def is_wanted(self) -> bool:
        """False once the other start has lost patience and does by itself what it was asked for."""
        with contextlib.suppress(OSError):
            return not self._connection.poll()
        return False

    def take(self) -> None:
        self._answer(Word.TAKEN)

    def decline(self) -> None:
        self._answer(Word.DECLINED)

    def drop(self) -> None:
        """Hang up without an answer: this program ends, and the other start takes its place."""
        self._connection.close()

    def _answer(self, word: Word) -> None:
        with contextlib.suppress(OSError), self._connection:
            self._connection.send_bytes(word.value.encode())


class Inbox:
    """Listens on threads of its own. Until `attach`, what arrives is kept, and the senders are told to wait."""

    def __init__(self, address: Address, claim: Claim) -> None:
        """Raises OSError when nothing can be listened to there; the claim is then still held."""
        self._address = address
        self._claim = claim
        if sys.platform != "win32":
            with contextlib.suppress(FileNotFoundError):  # what a killed run left; the claim says that it has ended
                os.unlink(address.socket)  # noqa: PTH108 - the name is text, as sockets take it
        self._listener = Listener(address.socket, backlog=MOST_AT_ONCE)
        self._guard = threading.Lock()
        self._deliver: Callable[[Handover], None] | None = None
        self._kept: list[Handover] = []
        self._places = threading.BoundedSemaphore(MOST_AT_ONCE)
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="inbox", daemon=True)
        self._thread.start()

    def attach(self, deliver: Callable[[Handover], None]) -> None:
        """Give `deliver` what has arrived and what will; it is called on any thread."""
        with self._guard:
            self._deliver = deliver
            kept, self._kept = self._kept, []
        for handover in kept:
            deliver(handover)

    def close(self) -> None:
        """Listen no more, so that the next start waits for the end of this one and takes its place."""
        with self._guard:
            self._closed.set()
            kept, self._kept = self._kept, []
        for handover in kept:
            handover.drop()
        with contextlib.suppress(OSError):
            Client(self._address.socket).close()  # wakes the thread that listens
        self._thread.join(_END_SECONDS)  # it removes the socket, which must not be that of the next program

    def release(self) -> None:
        """Let another start be the running program: the last thing that this one does."""
        self._claim.release()

    def _listen(self) -> None:
        with self._listener:
            while not self._closed.is_set():
                try:
                    connection = self._listener.accept()
                except (
                    OSError
                ):  # whoever knocked is gone already; or no file can be opened, and trying again is no help
                    self._closed.wait(BREATH_SECONDS)
                    continue
                if self._closed.is_set() or not self._places.acquire(blocking=False):
                    connection.close()
                else:
                    threading.Thread(target=self._receive, args=(connection,), name="inbox", daemon=True).start()

    def _receive(self, connection: Connection) -> None:
        try:
            handover = Handover(decode(connection.recv_bytes(MOST_BYTES)), connection)
        except RequestError:  # of another version: both go on
            Handover(Request(), connection).decline()
        except (OSError, EOFError):
            connection.close()
        else:
            self._pass_on(handover, connection)
        finally:
            self._places.release()

    def _pass_on(self, handover: Handover, connection: Connection) -> None:
        with self._guard:
            deliver = self._deliver
            if deliver is None and not self._closed.is_set():
                self._kept.append(handover)
                with contextlib.suppress(OSError):
                    connection.send_bytes(Word.STARTING.value.encode())
                return
        if deliver is None or self._closed.is_set():
            handover.drop()
        else:
            deliver(handover)
