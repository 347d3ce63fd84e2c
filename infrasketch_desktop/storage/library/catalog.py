"""The sketches this machine has seen: when, how they looked, and which words stand in them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.storage.library.faults import explained

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Entry:
    """One sketch of the catalog. `thumbnail` is a PNG; `saved_at` is None when it was only opened here."""

    path: Path
    title: str
    node_count: int
    edge_count: int
    opened_at: datetime
    saved_at: datetime | None
    pinned: bool
    thumbnail: bytes | None


class Catalog:
    """Recent sketches and a search over them. Every method may raise LibraryError."""

    def __init__(self, db: Database, now: Clock) -> None:
        self._db = db
        self._now = now

    def note_opened(self, path: Path, diagram: Diagram) -> None:
        """Remember that `path` was opened and what is in it."""
        self._note(path, diagram, {"opened_at": milliseconds(self._now())})

    def note_saved(self, path: Path, diagram: Diagram, thumbnail: bytes | None = None) -> None:
        """Remember that `path` was saved and what is in it; an earlier thumbnail stays unless a new one is given."""
        now = milliseconds(self._now())
        facts: dict[str, Any] = {"opened_at": now, "saved_at": now}
        self._note(path, diagram, facts if thumbnail is None else facts | {"thumbnail": thumbnail})

    def set_thumbnail(self, path: Path, png: bytes) -> None:
        self._set(path, "thumbnail", png)

    def set_pinned(self, path: Path, pinned: bool) -> None:
        """Pinned sketches come first in `recent`."""
        self._set(path, "pinned", int(pinned))

    def recent(self, limit: int = 50) -> tuple[Entry, ...]:
        """Pinned sketches first, then the others, each newest first."""
        return self._entries("1", [], "pinned desc, opened_at desc, id desc", limit)

    def search(self, text: str, limit: int = 50) -> tuple[Entry, ...]:
        """Sketches in whose title, labels or technologies words begin with each word of `text`, best match first."""
        words = [word for word in clean(text).replace('"', " ").split() if any(c.isalnum() for c in word)]
        if not words:
            return ()
        query = " ".join(f'"{word}"*' for word in words)
        where = "id in (select rowid from sketches_fts where sketches_fts match ?)"
        rank = "(select bm25(sketches_fts, 4.0, 2.0, 1.0) from sketches_fts where sketches_fts match ? and rowid = id)"
        return self._entries(where, [query, query], f"{rank}, opened_at desc", limit)

    def forget(self, path: Path) -> None:
        """Remove a sketch, its local versions and what was said of it from the library; the file itself stays."""
        with explained(), self._db.atomic():
            self._db.execute("delete from conversations where about = ?", [key(path)])
            self._db.execute("delete from sketches where path = ?", [key(path)])
            self._db.execute("delete from versions where sketch_id not in (select id from sketches)")
            self._db.execute("delete from contents where hash not in (select content_hash from versions)")

    def forget_missing(self, exists: Callable[[Path], bool] = Path.exists) -> tuple[Path, ...]:
        """Forget unpinned sketches whose file is gone and that have no local version to bring it back; returns them."""
        with explained():
            where = "pinned = 0 and id not in (select sketch_id from versions)"
            paths = [_path(row["path"]) for row in self._db.table("sketches").rows_where(where, select="path")]
        gone = tuple(path for path in paths if not exists(path))
        for path in gone:
            self.forget(path)
        return gone

    def _note(self, path: Path, diagram: Diagram, facts: dict[str, Any]) -> None:
        values = {
            "title": clean(diagram.sheet.title or path.stem),
            "labels": _words([*(n.label for n in diagram.nodes.values()), *(g.label for g in diagram.groups.values())]),
            "technologies": _words(node.technology for node in diagram.nodes.values()),
            "node_count": len(diagram.nodes),
            "edge_count": len(diagram.edges),
            **facts,
        }
        table = self._db.table("sketches")
        with explained(), self._db.atomic():
            known = next(table.rows_where("path = ?", [key(path)], select="id"), None)
            if known is None:
                table.insert({"path": key(path), "pinned": 0, **values})
            else:
                table.update(known["id"], values)

    def _set(self, path: Path, column: str, value: bytes | int) -> None:
        with explained(), self._db.atomic():
            self._db.execute(f"update sketches set {column} = ? where path = ?", [value, key(path)])  # noqa: S608 - our names

    def _entries(self, where: str, values: list[Any], order: str, limit: int) -> tuple[Entry, ...]:
        with explained():
            rows = self._db.table("sketches").rows_where(where, values, order_by=order, limit=limit)
            return tuple(_entry(row) for row in rows)


def key(path: Path) -> bytes:
    """A path as the library keeps it."""
    return os.fsencode(path)


def milliseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


def moment(milliseconds_since_1970: int) -> datetime:
    return datetime.fromtimestamp(milliseconds_since_1970 / 1000, UTC)


def clean(text: str) -> str:
    """`text` without halves of surrogate pairs, which SQLite does not take."""
    return text.encode("utf-8", "replace").decode()


def _words(texts: Iterable[str]) -> str:
    return clean("\n".join(sorted({text for text in texts if text})))


def _path(stored: bytes) -> Path:
    return Path(os.fsdecode(stored))


def _entry(row: dict[str, Any]) -> Entry:
    return Entry(
        path=_path(row["path"]),
        title=row["title"],
        node_count=row["node_count"],
        edge_count=row["edge_count"],
        opened_at=moment(row["opened_at"]),
        saved_at=None if row["saved_at"] is None else moment(row["saved_at"]),
        pinned=bool(row["pinned"]),
        thumbnail=row["thumbnail"],
    )
