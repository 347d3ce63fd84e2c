"""The tables of the library and the steps that brought them there; a released step is never changed."""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations


def migrate(db: Database) -> None:
    """Bring the tables up to date, each step in a transaction of its own."""
    steps = Migrations("infrasketch-library")
    steps(name="001-sketches")(_create_sketches)
    steps(name="002-versions")(_create_versions)
    steps(name="003-conversations")(_create_conversations)
    steps.apply(db)


def _create_sketches(db: Database) -> None:
    """Paths are bytes, because a file name need not be text; times are milliseconds since 1970 UTC."""
    db.table("sketches").create(
        {
            "id": int,
            "path": bytes,
            "title": str,
            "labels": str,
            "technologies": str,
            "node_count": int,
            "edge_count": int,
            "opened_at": int,
            "saved_at": int,
            "pinned": int,
            "thumbnail": bytes,
        },
        pk="id",
        not_null={"path", "title", "labels", "technologies", "node_count", "edge_count", "opened_at", "pinned"},
        strict=True,
    )
    db.table("sketches").create_index(["path"], unique=True)
    db.table("sketches").enable_fts(
        ["title", "labels", "technologies"], create_triggers=True, tokenize="unicode61 remove_diacritics 2"
    )


def _create_versions(db: Database) -> None:
    """A content is kept once, however many versions show it."""
    db.table("contents").create(
        {"hash": str, "compressed": bytes, "size": int}, pk="hash", not_null={"compressed", "size"}, strict=True
    )
    db.table("versions").create(
        {"id": int, "sketch_id": int, "taken_at": int, "content_hash": str, "reason": str},
        pk="id",
        not_null={"sketch_id", "taken_at", "content_hash", "reason"},
        foreign_keys=[("sketch_id", "sketches", "id"), ("content_hash", "contents", "hash")],
        strict=True,
    )
    db.table("versions").create_index(["sketch_id", "taken_at"])
    db.table("versions").create_index(["content_hash"])


def _create_conversations(db: Database) -> None:
    """By path as bytes or by draft, for sketches that were never saved: these are not in the catalog."""
    db.table("conversations").create(
        {"about": bytes, "text": str, "changed_at": int}, pk="about", not_null={"text", "changed_at"}, strict=True
    )
