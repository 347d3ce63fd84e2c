"""Those who have knocked and not yet said all they want; however many are silent, the next one is heard."""

from __future__ import annotations

import selectors
import socket
from typing import Self

from infrasketch_desktop.instance.handover import Handover
from infrasketch_desktop.instance.meeting import END
from infrasketch_desktop.instance.request import MOST_BYTES, Request, RequestError, decode

MOST_SILENT = 32
"""A start says at once what it wants. When this many have not, the one that has been silent longest must go."""
_PIECE = 64 * 1024


class Callers:
    """Each is read as far as it has spoken. They are told apart in `selector` by their connection as `data`."""

    def __init__(self, selector: selectors.BaseSelector, secret: bytes) -> None:
        self._selector = selector
        self._secret = secret
        self._said: dict[socket.socket, bytearray] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for connection in tuple(self._said):
            self._hang_up(connection)

    def add(self, connection: socket.socket) -> None:
        if len(self._said) >= MOST_SILENT:
            self._hang_up(next(iter(self._said)))
        self._said[connection] = bytearray()
        self._selector.register(connection, selectors.EVENT_READ, connection)

    def hear(self, connection: socket.socket) -> Handover | None:
        """What this one asks for, once it has said it; who sends a flood or leaves is hung up on."""
        said = self._said.get(connection)
        if said is None:  # hung up on a moment ago
            return None
        try:
            piece = connection.recv(_PIECE)
        except BlockingIOError:
            return None
        except OSError:
            piece = b""
        said += piece
        if piece.endswith(END):
            self._forget(connection)
            return self._understood(bytes(said[: -len(END)]), connection)
        if not piece or len(said) > len(self._secret) + MOST_BYTES:
            self._hang_up(connection)
        return None

    def _understood(self, said: bytes, connection: socket.socket) -> Handover | None:
        length = len(self._secret)
        if length and not _is_same(said[:length], self._secret):
            connection.close()
            return None
        try:
            return Handover(decode(said[length:]), connection)
        except RequestError:  # of another version: both go on
            Handover(Request(), connection).decline()
            return None

    def _hang_up(self, connection: socket.socket) -> None:
        self._forget(connection)
        connection.close()

    def _forget(self, connection: socket.socket) -> None:
        del self._said[connection]
        self._selector.unregister(connection)


def _is_same(word: bytes, secret: bytes) -> bool:
    from secrets import compare_digest  # noqa: PLC0415 - loads OpenSSL, and Unix sockets need no secret

    return compare_digest(word, secret)
