"""The socket at which the starts of one profile meet, and the proof that both ends belong to one user.

Nobody else can reach a Unix socket in a closed folder, and where the system tells whose process is at the other end it
is asked as well. Windows gives Python no such sockets: there the running program listens on the loopback interface, and
a file that only this user can read holds the port and a secret, which every start says first.
"""

from __future__ import annotations

import contextlib
import os
import re
import socket
import struct
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

BACKLOG = 64
"""Starts that may have knocked without having been let in."""
END = b"\n"
"""The end of everything that is said: a request and each word of the answer is one line."""
_LOOPBACK = "127.0.0.1"
_PORTS = 1 << 16
_SECRET_BYTES = 32
_CARD = re.compile(r"(?P<port>\d{1,5}) (?P<secret>[0-9a-f]{64})", re.ASCII)
_LONGEST_CARD = 100
_CREDENTIALS = struct.Struct("3i")
"""`struct ucred` of Linux: process, user, group."""


class Meeting(Protocol):
    """One program listens there at a time: the one that holds the claim."""

    def listen(self) -> Door:
        """Replace what a killed run left. Raises OSError where nothing can be listened to."""

    def connect(self, seconds: float) -> socket.socket:
        """A connection to the program that listens, which has heard the secret and waits `seconds` for each step.

        Raises:
            OSError: nobody listens, somebody else does, or there is no place for one more.
        """

    def leave(self) -> None:
        """Remove what lies on disk; the socket itself is closed by whoever listened."""


@dataclass(frozen=True, slots=True)
class Door:
    """`secret` comes before the first line of everybody who knocks."""

    listener: socket.socket
    secret: bytes = b""

    def accept(self) -> socket.socket | None:
        """Whoever knocked, never to be waited for; None for another user. Raises OSError as `socket.accept` does."""
        connection, _ = self.listener.accept()
        connection.setblocking(False)
        if is_own(connection):
            return connection
        connection.close()
        return None


@dataclass(frozen=True, slots=True)
class UnixMeeting:
    """`path` lies in a folder that is closed to all others."""

    path: str

    def listen(self) -> Door:
        self.leave()
        return Door(_listening(socket.AF_UNIX, self.path))

    def connect(self, seconds: float) -> socket.socket:
        connection = _connected(socket.AF_UNIX, self.path, seconds)
        if not is_own(connection):
            connection.close()
            raise PermissionError(self.path)
        return connection

    def leave(self) -> None:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(self.path)  # noqa: PTH108 - the name is text, as sockets take it


@dataclass(frozen=True, slots=True)
class LoopbackMeeting:
    """`card` is the file with port and secret. It is believed only while its writer holds the claim."""

    card: Path

    def listen(self) -> Door:
        secret = os.urandom(_SECRET_BYTES).hex()
        door = _listening(socket.AF_INET, (_LOOPBACK, 0))
        try:
            self.leave()
            descriptor = os.open(self.card, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                file.write(f"{door.getsockname()[1]} {secret}")
        except BaseException:
            door.close()
            raise
        return Door(door, secret.encode())

    def connect(self, seconds: float) -> socket.socket:
        with self.card.open(encoding="ascii", errors="replace") as file:
            found = _CARD.fullmatch(file.read(_LONGEST_CARD))
        if found is None:
            raise FileNotFoundError(self.card)  # it is just being written
        connection = _connected(socket.AF_INET, (_LOOPBACK, int(found["port"]) % _PORTS), seconds)
        connection.sendall(found["secret"].encode())
        return connection

    def leave(self) -> None:
        self.card.unlink(missing_ok=True)


def is_own(connection: socket.socket) -> bool:
    """Whether the process at the other end is this user's, as far as the system tells."""
    if sys.platform != "linux" or connection.family != socket.AF_UNIX:
        return True
    told = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size)
    return bool(_CREDENTIALS.unpack(told)[1] == os.geteuid())


def _listening(family: int, place: str | tuple[str, int]) -> socket.socket:
    door = socket.socket(family)
    try:
        if sys.platform == "win32":  # else another program could listen there too
            door.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        door.bind(place)
        door.listen(BACKLOG)
        door.setblocking(False)
    except BaseException:
        door.close()
        raise
    return door


def _connected(family: int, place: str | tuple[str, int], seconds: float) -> socket.socket:
    connection = socket.socket(family)
    try:
        connection.settimeout(seconds)
        connection.connect(place)
    except BaseException:
        connection.close()
        raise
    return connection
