"""The catalog: recent sketches in order, found by their words, forgotten when they are gone."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.records import Sheet
from infrasketch_desktop.storage.errors import LibraryError
from infrasketch_desktop.storage.library import Catalog, Library, open_library
from tests.support.diagrams import edge, group, node

SHOP, CHAT, FEED = (
    Path("/sketches/shop.infrasketch"),
    Path("/sketches/chat.infrasketch"),
    Path("/sketches/feed.infrasketch"),
)


class Watch:
    """A clock that moves a minute with each look."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 21, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.time += timedelta(minutes=1)
        return self.time


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "library.sqlite", Watch()).library as opened:
        yield opened


@pytest.fixture
def catalog(library: Library) -> Catalog:
    return library.catalog


def shop() -> Diagram:
    return build_diagram(
        [
            Sheet(title="Web shop"),
            group("backend"),
            node("api", label="Order API", technology="FastAPI", group="backend"),
            node("db", label="Bestände", technology="PostgreSQL"),
            edge("api", "db"),
        ]
    )


def paths(catalog: Catalog) -> list[Path]:
    return [entry.path for entry in catalog.recent()]


def test_a_new_catalog_is_empty(catalog: Catalog) -> None:
    assert catalog.recent() == ()


def test_an_entry_tells_what_was_seen(catalog: Catalog) -> None:
    catalog.note_opened(SHOP, shop())
    (entry,) = catalog.recent()
    assert (entry.path, entry.title, entry.node_count, entry.edge_count) == (SHOP, "Web shop", 2, 1)
    assert entry.opened_at == datetime(2026, 11, 21, 12, 1, tzinfo=UTC)
    assert (entry.saved_at, entry.thumbnail, entry.pinned) == (None, None, False)


def test_a_sketch_without_title_goes_by_its_file(catalog: Catalog) -> None:
    catalog.note_opened(SHOP, Diagram())
    assert catalog.recent()[0].title == "shop"


def test_the_latest_comes_first_and_each_once(catalog: Catalog) -> None:
    for path in (SHOP, CHAT, FEED, SHOP):
        catalog.note_opened(path, Diagram())
    assert paths(catalog) == [SHOP, FEED, CHAT]
    assert len(catalog.recent(limit=2)) == 2


def test_pinned_sketches_come_first(catalog: Catalog) -> None:
    for path in (SHOP, CHAT, FEED):
        catalog.note_opened(path, Diagram())
    catalog.set_pinned(SHOP, True)
    assert paths(catalog) == [SHOP, FEED, CHAT]
    catalog.note_saved(SHOP, shop())
    assert catalog.recent()[0].pinned
    catalog.set_pinned(SHOP, False)
    catalog.note_opened(CHAT, Diagram())
    assert paths(catalog)[0] == CHAT


def test_a_thumbnail_stays_until_a_new_one_comes(catalog: Catalog) -> None:
    catalog.note_saved(SHOP, shop(), b"first")
    catalog.note_saved(SHOP, shop())
    assert catalog.recent()[0].thumbnail == b"first"
    catalog.set_thumbnail(SHOP, b"second")
    assert catalog.recent()[0].thumbnail == b"second"
    assert catalog.recent()[0].saved_at is not None


@pytest.mark.parametrize(
    "text", ["shop", "WEB", "order", "ord api", "postgres", "bestande", "backend fast", '"fastapi"', "api -"]
)
def test_a_sketch_is_found_by_its_words(catalog: Catalog, text: str) -> None:
    catalog.note_opened(SHOP, shop())
    catalog.note_opened(CHAT, build_diagram([node("x", label="Messages", technology="Redis")]))
    assert [entry.path for entry in catalog.search(text)] == [SHOP]


@pytest.mark.parametrize(
    "text", ["", "  ", "kafka", "shop kafka", '"', "*", "NOT", "api OR kafka", "title:shop", "(", "\ud800", "\0"]
)
def test_no_search_text_is_an_error(catalog: Catalog, text: str) -> None:
    catalog.note_opened(SHOP, shop())
    assert catalog.search(text) == ()


def test_a_title_counts_more_than_a_label(catalog: Catalog) -> None:
    catalog.note_opened(SHOP, build_diagram([Sheet(title="Payments")]))
    catalog.note_opened(CHAT, build_diagram([Sheet(title="Chat"), node("payments")]))
    assert [entry.path for entry in catalog.search("payments")] == [SHOP, CHAT]


def test_search_follows_changes(catalog: Catalog) -> None:
    catalog.note_opened(SHOP, shop())
    catalog.note_saved(SHOP, build_diagram([node("kafka")]))
    assert catalog.search("order") == ()
    assert len(catalog.search("kafka")) == 1
    catalog.forget(SHOP)
    assert catalog.search("kafka") == ()


def test_forgetting_removes_the_versions_too(library: Library) -> None:
    library.catalog.note_saved(SHOP, shop())
    library.versions.keep(SHOP, b"one")
    library.catalog.forget(SHOP)
    assert library.catalog.recent() == ()
    assert library.versions.list(SHOP) == ()
    assert library._db.table("contents").count == 0


def test_missing_files_are_forgotten_unless_pinned_or_kept_in_versions(library: Library) -> None:
    catalog = library.catalog
    for path in (SHOP, CHAT, FEED, Path("/sketches/here")):
        catalog.note_saved(path, Diagram())
    catalog.set_pinned(SHOP, True)
    library.versions.keep(CHAT, b"one")
    assert catalog.forget_missing(lambda path: path.name == "here") == (FEED,)
    assert set(paths(catalog)) == {SHOP, CHAT, Path("/sketches/here")}


def test_names_and_labels_that_are_no_text_are_taken(catalog: Catalog) -> None:
    path = Path(os.fsdecode(b"/sketches/\xff.infrasketch"))
    catalog.note_opened(path, build_diagram([node("a", label="half \ud83d pair")]))
    assert paths(catalog) == [path]
    assert len(catalog.search("pair")) == 1


def test_a_failed_note_changes_nothing(library: Library) -> None:
    library.catalog.note_opened(SHOP, shop())
    with pytest.raises(LibraryError):
        library.catalog.set_thumbnail(SHOP, "text, which a strict table refuses")
    assert library.catalog.recent()[0].thumbnail is None
