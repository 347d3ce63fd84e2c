"""Local versions: kept once, thinned, and brought back byte for byte."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.storage import sketch_file
from infrasketch_desktop.storage.errors import LibraryError
from infrasketch_desktop.storage.library import Library, ThinningPolicy, open_library
from tests.support.diagrams import node

SHOP, CHAT = Path("/sketches/shop.infrasketch"), Path("/sketches/chat.infrasketch")


class Calendar:
    def __init__(self) -> None:
        self.time = datetime(2026, 11, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def move(self, **interval: float) -> None:
        self.time += timedelta(**interval)


@pytest.fixture
def calendar() -> Calendar:
    return Calendar()


@pytest.fixture
def library(tmp_path: Path, calendar: Calendar) -> Iterator[Library]:
    policy = ThinningPolicy(max_count=5)
    with open_library(tmp_path / "library.sqlite", calendar, policy).library as opened:
        for path in (SHOP, CHAT):
            opened.catalog.note_saved(path, Diagram())
        yield opened


def contents(library: Library, path: Path = SHOP) -> list[bytes]:
    return [library.versions.content(version.id) for version in library.versions.list(path)]


def test_versions_are_listed_newest_first(library: Library, calendar: Calendar) -> None:
    library.versions.keep(SHOP, b"one")
    calendar.move(minutes=1)
    library.versions.keep(SHOP, b"two", "before restore")
    newest, oldest = library.versions.list(SHOP)
    assert (newest.reason, newest.size, newest.taken_at) == ("before restore", 3, calendar.time)
    assert oldest.reason == "save"
    assert contents(library) == [b"two", b"one"]


def test_the_same_content_again_is_no_new_version(library: Library) -> None:
    assert library.versions.keep(SHOP, b"one")
    assert not library.versions.keep(SHOP, b"one")
    assert len(library.versions.list(SHOP)) == 1


def test_a_content_is_stored_once_over_all_sketches(library: Library) -> None:
    for path, content in [(SHOP, b"one"), (SHOP, b"two"), (SHOP, b"one"), (CHAT, b"one")]:
        library.versions.keep(path, content)
    assert contents(library) == [b"one", b"two", b"one"]
    assert library._db.table("contents").count == 2


def test_old_versions_are_thinned_and_their_contents_go(library: Library, calendar: Calendar) -> None:
    for number in range(8):
        library.versions.keep(SHOP, b"%d" % number)
        calendar.move(minutes=10)
    assert contents(library) == [b"7", b"6", b"5", b"4", b"3"]
    calendar.move(days=30)
    library.versions.keep(SHOP, b"new")
    assert contents(library) == [b"new", b"7"]
    assert library._db.table("contents").count == 2


def test_a_version_comes_back_as_diagram(library: Library) -> None:
    diagram = build_diagram([node("a", x=40)])
    library.versions.keep(SHOP, sketch_file.write(diagram))
    (version,) = library.versions.list(SHOP)
    assert library.versions.diagram(version.id).same_records(diagram)


def test_a_large_content_is_kept_small(library: Library) -> None:
    content = sketch_file.write(build_diagram([node(f"service-{i}") for i in range(2000)]))
    library.versions.keep(SHOP, content)
    stored = next(library._db.table("contents").rows)["compressed"]
    assert len(stored) < len(content) / 5
    assert contents(library) == [content]


def test_an_unknown_sketch_has_no_versions_and_takes_none(library: Library) -> None:
    assert library.versions.list(Path("/other")) == ()
    with pytest.raises(LibraryError, match="does not know “other” yet"):
        library.versions.keep(Path("/other"), b"one")


def test_a_version_that_went_is_named(library: Library) -> None:
    with pytest.raises(LibraryError, match="no longer kept"):
        library.versions.content(99)


@pytest.mark.parametrize("damage", [b"", b"garbage", None])
def test_a_damaged_version_is_refused(library: Library, damage: bytes | None) -> None:
    library.versions.keep(SHOP, b"one" * 1000)
    table = library._db.table("contents")
    row = next(table.rows)
    changed = {"compressed": damage} if damage is not None else {"size": 5}
    table.update(row["hash"], changed)
    with pytest.raises(LibraryError, match="damaged"):
        library.versions.content(library.versions.list(SHOP)[0].id)
