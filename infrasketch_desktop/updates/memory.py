"""Remembers the newest feed that was accepted, verbatim, so that an older one is not taken for news."""

from __future__ import annotations

import contextlib
from pathlib import Path

from infrasketch_desktop.credits.errors import DocumentError
from infrasketch_desktop.credits.feed import LARGEST_FEED, Feed
from infrasketch_desktop.storage.atomic import write_atomically
from infrasketch_desktop.storage.bounded import read_bounded
from infrasketch_desktop.storage.errors import StorageError
from infrasketch_desktop.updates.source import Source


class FeedMemory:
    """The file with the signed feed. What is not signed by a key of this build is as good as nothing."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def held(self, source: Source) -> tuple[str, Feed] | None:
        """The feed that was accepted last, with its document; None when there is none that can be believed."""
        try:
            token = read_bounded(self._file, LARGEST_FEED).decode("ascii")
            return token, source.read(token)
        except (StorageError, ValueError, DocumentError):
            return None

    def keep(self, token: str) -> None:
        """A disk that refuses costs nothing but the memory."""
        with contextlib.suppress(StorageError, OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_atomically(self._file, token.encode("ascii"))
