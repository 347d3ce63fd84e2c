"""Local versions of a sketch: what was saved when, to look at and to bring back."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.language import tr
from infrasketch_desktop.storage import sketch_file
from infrasketch_desktop.storage.errors import LibraryError
from infrasketch_desktop.storage.journal_lines import sha256
from infrasketch_desktop.storage.library.catalog import Clock, key, milliseconds, moment
from infrasketch_desktop.storage.library.faults import explained
from infrasketch_desktop.storage.library.thinning import Kept, ThinningPolicy, superfluous

_FAST = 1
"""Level of zlib: sketches shrink to an eighth at once, to a tenth with five times the work."""


@dataclass(frozen=True, slots=True)
class Version:
    """A kept state of a sketch; `size` is that of the sketch file in bytes, `reason` what made it be kept."""

    id: int
    taken_at: datetime
    reason: str
    size: int


class VersionStore:
    """Local versions of the sketches in the catalog. Every method may raise LibraryError."""

    def __init__(self, db: Database, now: Clock, policy: ThinningPolicy) -> None:
        self._db = db
        self._now = now
        self._policy = policy

    def keep(self, path: Path, content: bytes, reason: str = "save") -> bool:
        """Keep `content` as the newest version of `path`, and thin the older ones; False when nothing changed.

        Raises:
            LibraryError: among others when the catalog does not know `path` yet.
        """
        digest = sha256(content)
        with explained(), self._db.atomic():
            sketch_id = self._sketch(path)
            newest = next(self._rows(sketch_id, limit=1), None)
            if newest is not None and newest["content_hash"] == digest:
                return False
            row = {"hash": digest, "compressed": zlib.compress(content, _FAST), "size": len(content)}
            self._db.table("contents").insert(row, ignore=True)
            now = milliseconds(self._now())
            version = {"sketch_id": sketch_id, "taken_at": now, "content_hash": digest, "reason": reason}
            self._db.table("versions").insert(version)
            self._thin(sketch_id, now)
        return True

    def list(self, path: Path) -> tuple[Version, ...]:
        """The versions of `path`, newest first; none for a sketch that the catalog does not know."""
        with explained():
            rows = self._db.query(
                "select v.id, v.taken_at, v.reason, c.size from versions v join contents c on c.hash = v.content_hash"
                " join sketches s on s.id = v.sketch_id where s.path = ? order by v.taken_at desc, v.id desc",
                [key(path)],
            )
            return tuple(Version(row["id"], moment(row["taken_at"]), row["reason"], row["size"]) for row in rows)

    def content(self, version_id: int) -> bytes:
        """The bytes of the sketch file as that version had them."""
        with explained():
            query = "select c.* from versions v join contents c on c.hash = v.content_hash where v.id = ?"
            row = next(self._db.query(query, [version_id]), None)
        if row is None:
            raise LibraryError(tr("This version is no longer kept."), advice=tr("Choose another one."))
        return _unpacked(row)

    def diagram(self, version_id: int) -> Diagram:
        """The sketch as that version had it. Raises OpenError when it cannot be read."""
        return sketch_file.read(self.content(version_id))

    def _sketch(self, path: Path) -> int:
        row = next(self._db.table("sketches").rows_where("path = ?", [key(path)], select="id"), None)
        if row is None:
            raise LibraryError(
                tr("The library does not know “{name}” yet.", name=path.name), advice=tr("Save the sketch first.")
            )
        return int(row["id"])

    def _rows(self, sketch_id: int, limit: int | None = None) -> Any:
        order = "taken_at desc, id desc"
        return self._db.table("versions").rows_where("sketch_id = ?", [sketch_id], order_by=order, limit=limit)

    def _thin(self, sketch_id: int, now: int) -> None:
        rows = self._db.query(
            "select v.id, v.taken_at, v.content_hash, length(c.compressed) as bytes from versions v"
            " join contents c on c.hash = v.content_hash where v.sketch_id = ? order by v.taken_at desc, v.id desc",
            [sketch_id],
        )
        counted: set[str] = set()
        kept: list[Kept] = []
        for row in rows:
            shared = row["content_hash"] in counted
            counted.add(row["content_hash"])
            kept.append(Kept(row["id"], row["taken_at"], 0 if shared else row["bytes"]))
        for version_id in superfluous(kept, now, self._policy):
            self._db.table("versions").delete(version_id)
        self._db.execute("delete from contents where hash not in (select content_hash from versions)")


def _unpacked(row: dict[str, Any]) -> bytes:
    """The content of a row, checked against its hash and bounded by the size that was noted."""
    unpacker = zlib.decompressobj()
    try:
        content = unpacker.decompress(row["compressed"], min(int(row["size"]), sketch_file.MAX_BYTES) + 1)
    except zlib.error as error:
        raise LibraryError(tr("This version is damaged."), advice=tr("Choose another one.")) from error
    if sha256(content) != row["hash"]:
        raise LibraryError(tr("This version is damaged."), advice=tr("Choose another one."))
    return content
