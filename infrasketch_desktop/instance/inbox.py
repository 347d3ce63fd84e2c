"""Takes what later starts hand over, from the first moment of the program on; nothing here waits for anybody."""

from __future__ import annotations

import contextlib
import selectors
import socket
import threading
from collections.abc import Callable
from contextlib import ExitStack

from infrasketch_desktop.instance.address import Address
from infrasketch_desktop.instance.callers import Callers
from infrasketch_desktop.instance.claim import Claim
from infrasketch_desktop.instance.handover import Handover
from infrasketch_desktop.instance.meeting import Door

MOST_KEPT = 256
"""Requests that wait while the program is still starting; starts beyond them go on by themselves."""
BREATH_SECONDS = 0.1
"""Between two tries to let somebody in, so that a full table of files does not keep a processor busy."""
_END_SECONDS = 2.0


class Inbox:
    """Listens on a thread of its own. Until `attach`, what arrives is kept, and the senders are told to wait."""

    def __init__(self, address: Address, claim: Claim) -> None:
        """Raises OSError when nothing can be listened to there; the claim is then still held."""
        self._meeting = address.meeting
        self._claim = claim
        self._guard = threading.Lock()
        self._deliver: Callable[[Handover], None] | None = None
        self._kept: list[Handover] = []
        self._closed = threading.Event()
        with ExitStack() as opened:
            door = self._meeting.listen()
            opened.enter_context(door.listener)
            self._bell, bell = map(opened.enter_context, socket.socketpair())
            selector = opened.enter_context(selectors.DefaultSelector())
            selector.register(bell, selectors.EVENT_READ)
            selector.register(door.listener, selectors.EVENT_READ)
            self._opened = opened.pop_all()
        self._thread = threading.Thread(target=self._listen, args=(door, selector), name="inbox", daemon=True)
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
        self._bell.close()
        self._thread.join(_END_SECONDS)
        with contextlib.suppress(OSError):
            self._meeting.leave()

    def release(self) -> None:
        """Let another start be the running program: the last thing that this one does."""
        self._claim.release()

    def _listen(self, door: Door, selector: selectors.BaseSelector) -> None:
        with self._opened, Callers(selector, door.secret) as callers:
            while not self._closed.is_set():
                for key, _ in selector.select():
                    if key.fileobj is door.listener:
                        self._let_in(door, callers)
                    elif key.data is not None:
                        self._hear(key.data, callers)

    def _let_in(self, door: Door, callers: Callers) -> None:
        try:
            connection = door.accept()
        except BlockingIOError:  # whoever knocked is gone already
            return
        except OSError:  # no file can be opened, and trying again at once is no help
            self._closed.wait(BREATH_SECONDS)
            return
        if connection is not None:
            callers.add(connection)

    def _hear(self, connection: socket.socket, callers: Callers) -> None:
        handover = callers.hear(connection)
        if handover is None:
            return
        with self._guard:
            deliver, is_closed = self._deliver, self._closed.is_set()
            keeps = deliver is None and not is_closed and len(self._kept) < MOST_KEPT
            if keeps:
                self._kept.append(handover)
                handover.ask_for_patience()
        if is_closed:
            handover.drop()
        elif deliver is not None:
            deliver(handover)
        elif not keeps:
            handover.decline()
