"""Opening the library: made when missing, kept when whole, put aside when damaged, never in the way."""

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.storage.errors import LibraryError
from infrasketch_desktop.storage.library import open_library, opening
from tests.storage.disks import mounted

SHOP = Path("/sketches/shop.infrasketch")


def now() -> datetime:
    return datetime(2026, 11, 21, tzinfo=UTC)


def warning_of(file: Path) -> str:
    opened = open_library(file, now)
    opened.library.close()
    return opened.warning


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "library.sqlite"
    with open_library(path, now).library as library:
        library.catalog.note_saved(SHOP, Diagram())
        library.versions.keep(SHOP, bytes(range(256)) * 400)
    return path


def test_what_was_noted_is_there_the_next_time(file: Path) -> None:
    opened = open_library(file, now)
    assert opened.warning == ""
    with opened.library as library:
        assert [entry.path for entry in library.catalog.recent()] == [SHOP]
        assert len(library.versions.list(SHOP)) == 1


def test_every_table_is_strict_or_of_the_search(file: Path) -> None:
    db = Database(sqlite3.connect(file))
    ours = [table for table in db.tables if not table.name.startswith(("sketches_fts", "_"))]
    names = ("sketches", "contents", "versions", "conversations")
    assert {table.name: table.strict for table in ours} == dict.fromkeys(names, True)
    db.close()


def test_a_library_from_before_there_were_conversations_gets_a_place_for_them(file: Path) -> None:
    db = Database(sqlite3.connect(file))
    db.table("conversations").drop()
    db.execute("delete from _sqlite_migrations where name = '003-conversations'")
    db.conn.commit()
    db.close()
    with open_library(file, now).library as library:
        library.conversations.keep(b"draft:1", "said")
        assert library.conversations.load(b"draft:1") == "said"
        assert [entry.path for entry in library.catalog.recent()] == [SHOP]


def test_two_programs_share_a_library(file: Path) -> None:
    with open_library(file, now).library as first, open_library(file, now).library as second:
        first.catalog.note_opened(Path("/a"), Diagram())
        second.catalog.note_opened(Path("/b"), Diagram())
        assert {entry.path for entry in first.catalog.recent()} == {SHOP, Path("/a"), Path("/b")}


def test_a_library_in_memory_serves_while_no_file_can(file: Path) -> None:
    with open_library(None, now).library as library:
        library.catalog.note_opened(SHOP, Diagram())
        assert len(library.catalog.recent()) == 1


def damaged_in_the_middle(content: bytes) -> bytes:
    place = len(content) // 4096 // 2 * 4096
    return content[:place] + b"\xaa" * 8192 + content[place + 8192 :]


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "no database": lambda content: b"This was a library once. " + content[:4096],
    "header only": lambda content: content[:100],
    "cut off": lambda content: content[:8192],
    "overwritten in the middle": damaged_in_the_middle,
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_library_is_put_aside_and_a_new_one_begun(file: Path, damage: str) -> None:
    content = DAMAGE[damage](file.read_bytes())
    file.write_bytes(content)
    opened = open_library(file, now)
    assert "was damaged" in opened.warning
    assert "“library.damaged-1.sqlite”" in opened.warning
    assert file.with_suffix(".damaged-1.sqlite").read_bytes() == content
    with opened.library as library:
        assert library.catalog.recent() == ()
        library.catalog.note_opened(SHOP, Diagram())
    assert warning_of(file) == ""


def test_a_second_damaged_library_does_not_replace_the_first(file: Path) -> None:
    for _ in range(2):
        file.write_bytes(b"no database at all" * 100)
        open_library(file, now).library.close()
    assert file.with_suffix(".damaged-2.sqlite").exists()


def test_the_log_of_a_damaged_library_does_not_meet_the_new_one(file: Path) -> None:
    """SQLite removes the log when the last program closes a library; another one may still hold it."""
    log = file.with_name("library.sqlite-wal")
    log.write_bytes(b"log of the old library")
    opening._set_aside(file)
    assert not log.exists()
    assert file.with_name("library.damaged-1.sqlite-wal").read_bytes() == b"log of the old library"


def test_a_library_that_another_program_holds_is_not_put_aside(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("infrasketch_desktop.storage.library.opening._WAIT_SECONDS", 0.0)
    holder = sqlite3.connect(file, isolation_level=None)
    holder.execute("begin immediate")
    with open_library(file, now).library as library, pytest.raises(LibraryError, match="cannot be used just now"):
        library.catalog.note_opened(SHOP, Diagram())
    holder.close()
    assert warning_of(file) == ""


def test_a_folder_that_takes_no_file_is_an_error_in_words(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="Sketch files are not affected"):
        open_library(tmp_path / "missing" / "library.sqlite", now)


def test_a_full_disk_keeps_what_the_library_had(tmp_path: Path) -> None:
    with mounted(tmp_path / "small", "size=1m") as disk:
        with open_library(disk / "library.sqlite", now).library as library:
            library.catalog.note_saved(SHOP, Diagram())
            filler = disk / "filler"
            with filler.open("wb", buffering=0) as out, pytest.raises(OSError, match="No space"):
                while True:
                    out.write(b"\xff" * 4096)
            with pytest.raises(LibraryError):
                library.catalog.set_thumbnail(SHOP, bytes(100_000))
            assert library.catalog.recent()[0].thumbnail is None
            filler.unlink()
            library.catalog.set_thumbnail(SHOP, b"png")
        assert warning_of(disk / "library.sqlite") == ""
