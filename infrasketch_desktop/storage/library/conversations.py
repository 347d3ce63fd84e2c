"""What was said about each sketch, kept on this machine and not in the sketch file, where git would publish it."""

from __future__ import annotations

from pathlib import Path

from sqlite_utils import Database

from infrasketch_desktop.storage.library.catalog import Clock, clean, key, milliseconds
from infrasketch_desktop.storage.library.faults import explained

MOST_CONVERSATIONS = 500
"""Of all sketches together; those that were silent for longest are forgotten first."""
_DRAFT = b"draft:"
"""No absolute path begins so."""


def sketch_key(path: Path) -> bytes:
    """Under what the conversation about a saved sketch is kept; `path` is absolute."""
    return key(path)


def draft_key(draft_id: str) -> bytes:
    """Under what the conversation about a sketch without a file is kept; the id is that of its journal."""
    return _DRAFT + draft_id.encode()


class ConversationStore:
    """Texts by `sketch_key` or `draft_key`; what stands in them is their writer's matter. Any method may raise
    LibraryError.
    """

    def __init__(self, db: Database, now: Clock) -> None:
        self._db = db
        self._now = now

    def load(self, about: bytes) -> str:
        """What was kept, "" when nothing was."""
        with explained():
            row = next(self._db.query("select text from conversations where about = ?", [about]), None)
        return "" if row is None else str(row["text"])

    def keep(self, about: bytes, text: str) -> None:
        """Keep `text` in place of what was there; "" forgets it."""
        with explained(), self._db.atomic():
            if not text:
                self._db.execute("delete from conversations where about = ?", [about])
                return
            row = {"about": about, "text": clean(text), "changed_at": milliseconds(self._now())}
            self._db.table("conversations").insert(row, replace=True)
            self._thin()

    def carry(self, source: bytes, target: bytes, *, keep: bool = False) -> None:
        """Let the conversation go with a sketch that is saved under another name; with `keep` it stays there as well.

        A sketch that was never talked about forgets what was said about the one it replaces.
        """
        text = self.load(source)
        if source == target:
            return
        with explained(), self._db.atomic():
            self.keep(target, text)
            if not keep:
                self.keep(source, "")

    def _thin(self) -> None:
        self._db.execute(
            "delete from conversations where about not in"
            " (select about from conversations order by changed_at desc, rowid desc limit ?)",
            [MOST_CONVERSATIONS],
        )
