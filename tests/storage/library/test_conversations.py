"""Conversations by sketch: kept, carried along when a sketch is saved elsewhere, bounded, and forgotten with it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.storage.errors import LibraryError
from infrasketch_desktop.storage.library import Library, conversations, draft_key, open_library, sketch_key

SHOP, BLOG, DRAFT = sketch_key(Path("/sketches/shop")), sketch_key(Path("/sketches/blog")), draft_key("d1")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    seconds = count()
    with open_library(
        tmp_path / "library.sqlite", lambda: datetime(2026, 11, 1, tzinfo=UTC) + timedelta(seconds=next(seconds))
    ).library as opened:
        yield opened


def test_what_was_never_talked_about_is_empty(library: Library) -> None:
    assert library.conversations.load(SHOP) == ""


def test_the_newest_text_of_each_sketch_is_kept(library: Library) -> None:
    library.conversations.keep(SHOP, "one")
    library.conversations.keep(BLOG, "of the blog")
    library.conversations.keep(SHOP, "two")
    assert library.conversations.load(SHOP) == "two"
    assert library.conversations.load(BLOG) == "of the blog"


def test_it_is_there_after_a_restart(library: Library, tmp_path: Path) -> None:
    library.conversations.keep(DRAFT, "was täte ein Cache?")
    with open_library(tmp_path / "library.sqlite", lambda: datetime.now(UTC)).library as again:
        assert again.conversations.load(DRAFT) == "was täte ein Cache?"


def test_it_goes_with_a_draft_that_gets_a_file(library: Library) -> None:
    library.conversations.keep(DRAFT, "said")
    library.conversations.carry(DRAFT, SHOP)
    assert (library.conversations.load(SHOP), library.conversations.load(DRAFT)) == ("said", "")


def test_both_have_it_after_saving_a_copy(library: Library) -> None:
    library.conversations.keep(SHOP, "said")
    library.conversations.carry(SHOP, BLOG, keep=True)
    assert (library.conversations.load(SHOP), library.conversations.load(BLOG)) == ("said", "said")


def test_a_sketch_that_replaces_another_does_not_inherit_what_was_said_of_that(library: Library) -> None:
    library.conversations.keep(BLOG, "of the old one")
    library.conversations.carry(SHOP, BLOG)
    assert library.conversations.load(BLOG) == ""


def test_saving_under_the_same_name_keeps_it(library: Library) -> None:
    library.conversations.keep(SHOP, "said")
    library.conversations.carry(SHOP, SHOP)
    assert library.conversations.load(SHOP) == "said"


def test_the_empty_text_forgets(library: Library) -> None:
    library.conversations.keep(SHOP, "said")
    library.conversations.keep(SHOP, "")
    assert library.conversations.load(SHOP) == ""


def test_a_forgotten_sketch_takes_its_conversation_with_it(library: Library) -> None:
    path = Path("/sketches/shop")
    library.catalog.note_saved(path, Diagram())
    library.conversations.keep(SHOP, "said")
    library.catalog.forget(path)
    assert library.conversations.load(SHOP) == ""


def test_those_silent_for_longest_are_forgotten_first(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversations, "MOST_CONVERSATIONS", 2)
    for about in (SHOP, BLOG):
        library.conversations.keep(about, "said")
    library.conversations.keep(SHOP, "said again")
    library.conversations.keep(DRAFT, "new")
    assert [library.conversations.load(about) for about in (SHOP, BLOG, DRAFT)] == ["said again", "", "new"]


def test_half_a_surrogate_pair_does_not_stop_it(library: Library) -> None:
    library.conversations.keep(SHOP, "a\ud800b")
    assert library.conversations.load(SHOP) == "a?b"


def test_a_closed_library_says_so(tmp_path: Path) -> None:
    opened = open_library(tmp_path / "library.sqlite", lambda: datetime.now(UTC)).library
    opened.close()
    with pytest.raises(LibraryError):
        opened.conversations.load(SHOP)
