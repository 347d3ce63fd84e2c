"""A request of another start, and the words that answer it."""

from __future__ import annotations

import contextlib
import socket
from enum import StrEnum

from infrasketch_desktop.instance.meeting import END
from infrasketch_desktop.instance.request import Request


class Word(StrEnum):
    """What the running program answers to a start. STARTING asks for patience; another word follows it."""

    STARTING = "starting"
    TAKEN = "taken"
    DECLINED = "declined"


class Handover:
    """It waits for an answer, `take` or `decline`. `connection` does not block: no answer waits for who asked."""

    def __init__(self, request: Request, connection: socket.socket) -> None:
        self.request = request
        self._connection = connection

    @property
    def is_wanted(self) -> bool:
        """False once the other start has lost patience and does by itself what it was asked for."""
        try:
            self._connection.recv(1)
        except BlockingIOError:  # still there, and silent as it should be
            return True
        except OSError:
            pass
        return False

    def ask_for_patience(self) -> None:
        self._say(Word.STARTING)

    def take(self) -> None:
        self._answer(Word.TAKEN)

    def decline(self) -> None:
        self._answer(Word.DECLINED)

    def drop(self) -> None:
        """Hang up without an answer: this program ends, and the other start takes its place."""
        self._connection.close()

    def _answer(self, word: Word) -> None:
        with self._connection:
            self._say(word)

    def _say(self, word: Word) -> None:
        with contextlib.suppress(OSError):
            self._connection.send(word.value.encode() + END)
