"""The folder of each sketch."""

from pathlib import Path

from infrasketch_desktop.ui.code.remembering import MOST, folder_of, with_folder


def test_each_sketch_has_its_own_folder() -> None:
    folders = with_folder(with_folder((), Path("/a"), Path("/code/a")), Path("/b"), Path("/code/b"))
    assert folder_of(folders, Path("/a")) == Path("/code/a")
    assert folder_of(folders, Path("/b")) == Path("/code/b")
    assert folder_of(folders, Path("/c")) is None


def test_another_folder_takes_the_place_of_the_first() -> None:
    folders = with_folder(with_folder((), Path("/a"), Path("/one")), Path("/a"), Path("/two"))
    assert folders == (("/a", "/two"),)


def test_the_sketches_used_longest_ago_are_forgotten() -> None:
    folders = ()
    for number in range(MOST + 5):
        folders = with_folder(folders, Path(f"/{number}"), Path("/code"))
    assert len(folders) == MOST
    assert folder_of(folders, Path("/0")) is None


def test_what_is_no_pair_is_passed_over() -> None:
    assert folder_of((("/a",), (), ("/a", "/b", "/c")), Path("/a")) is None
