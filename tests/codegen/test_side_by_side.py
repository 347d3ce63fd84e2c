"""Files that are written side by side: many at once, and no folder goes meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Barrier, Event, Thread

import pytest

from infrasketch_desktop.codegen.side_by_side import WRITERS, SideBySide
from tests.codegen.folders import Place, put_quickly

MOMENT = 0.2
"""Seconds in which a thread that may go on does so; nobody waits for them where all is well."""


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "shop")


def test_files_are_written_at_the_same_time(place: Place) -> None:
    together = Barrier(WRITERS, timeout=20)

    def put(path: Path, content: bytes) -> None:
        if path.suffix == ".txt":
            together.wait()
        put_quickly(path, content)

    files = {f"{number}/a.txt": "new\n" for number in range(WRITERS)}
    assert place.write(place.plan(files), put).files == tuple(sorted(files))


def test_no_folder_goes_while_a_file_is_written_into_it(place: Place) -> None:
    place.generate({"api/old.txt": "old\n"})
    began, gone = Event(), Event()

    def put(path: Path, content: bytes) -> None:
        if path.name == "new.txt":
            began.set()
            gone.wait(MOMENT)
            assert (place.folder / "api/old.txt").exists()
        put_quickly(path, content)

    written = place.write(place.plan({"api/new.txt": "new\n"}), put)
    assert (written.files, written.removed, written.unwritten) == (("api/new.txt",), ("api/old.txt",), ())


def test_whoever_stops_it_waits_for_what_the_disk_has_in_hand_and_for_no_more() -> None:
    gate, through = Event(), Event()

    def wait() -> None:
        gate.wait(20)

    def begin_one_more() -> None:
        writing.begin(lambda: None)
        through.set()

    with SideBySide() as writing:
        for _ in range(WRITERS):
            writing.begin(wait)
        Thread(target=begin_one_more).start()
        assert not through.wait(MOMENT)
        gate.set()
        assert through.wait(20)


@pytest.mark.parametrize("count", [1, 3 * WRITERS])
def test_what_one_raises_is_raised(count: int) -> None:
    def work(number: int) -> Callable[[], None]:
        def fail() -> None:
            if number == 0:
                raise KeyboardInterrupt

        return fail

    with pytest.raises(KeyboardInterrupt), SideBySide() as writing:
        for number in range(count):
            writing.begin(work(number))
        writing.settle()
