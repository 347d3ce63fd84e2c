"""Any history of generating, editing and deleting: nothing that a person wrote is lost, and nothing is ever stuck."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from infrasketch_desktop.codegen.manifest import read_manifest
from infrasketch_desktop.codegen.updating import State
from tests.codegen.folders import Place, states

PATHS = ("services/api/a.py", "services/api/b.py", "README.md")
texts = st.lists(st.sampled_from(["one\n", "two\n", "three\n", "four\n"]), max_size=5).map("".join)
generations = st.tuples(st.just("generate"), st.dictionaries(st.sampled_from(PATHS), texts, max_size=3))
edits = st.tuples(st.just("edit"), st.tuples(st.sampled_from(PATHS), st.integers(0, 5)))
deletions = st.tuples(st.just("delete"), st.sampled_from(PATHS))


@settings(max_examples=40)
@given(st.lists(st.one_of(generations, edits, deletions), max_size=8))
def test_no_history_loses_what_a_person_wrote(history: list[tuple[str, Any]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Place(Path(folder) / "shop")
        written: dict[str, set[str]] = {}
        for number, (what, detail) in enumerate(history):
            if what == "generate":
                before = place.paths if place.folder.exists() else set()
                deleted = {path for path in known(place) if path not in before}
                generate(place, dict(detail))
                assert deleted.isdisjoint(place.paths)
            elif what == "edit":
                path, line = detail
                lines = place.read(path).splitlines(keepends=True) if (place.folder / path).exists() else []
                mark = f"written by hand {number}\n"
                place.edit(path, "".join([*lines[:line], mark, *lines[line:]]))
                written.setdefault(path, set()).add(mark)
            elif (place.folder / detail).exists():
                (place.folder / detail).unlink()
                written.pop(detail, None)
            for path, marks in written.items():
                assert all(place.read(path).count(mark) == 1 for mark in marks)


def generate(place: Place, files: dict[str, str]) -> None:
    """Generate, and find that doing it again changes nothing."""
    place.generate(files)
    again = place.plan(files)
    assert again.is_empty
    assert set(states(again).values()) <= {State.SAME, State.KEPT, State.DELETED, State.SKIPPED}


def known(place: Place) -> set[str]:
    manifest = read_manifest(place.folder)
    return set(manifest.files) if manifest else set()
