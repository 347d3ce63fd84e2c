"""Writing an update: whole files, the memory last, and going on after any stop."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from infrasketch_desktop.codegen.base import BASE
from infrasketch_desktop.codegen.bundle import pack, unpack
from infrasketch_desktop.codegen.errors import FolderError
from infrasketch_desktop.codegen.manifest import MANIFEST, Manifest, read_manifest
from infrasketch_desktop.codegen.updating import State, Update
from infrasketch_desktop.codegen.writing import EDITED_SINCE
from tests.codegen.folders import API, LINES, Place, put_quickly, states

FIRST = {API: LINES, "gone.txt": "gone\n", "services/api/old.py": "old\n", "edited.txt": LINES, "same.txt": "same\n"}
SECOND = {API: LINES + "more\n", "new.txt": "new\n", "edited.txt": "top\n" + LINES, "same.txt": "same\n"}


class Death(BaseException):
    """The program is killed."""


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "shop")


def second(place: Place) -> Update:
    """A folder of which `edited.txt` was edited, and what becomes of it then."""
    place.generate(FIRST)
    place.edit("edited.txt", LINES + "mine\n")
    return place.plan(SECOND)


def content(place: Place) -> dict[str, bytes]:
    return {path: (place.folder / path).read_bytes() for path in sorted({*place.paths, MANIFEST, BASE})}


def dying(after: int) -> Callable[[Path, bytes], object]:
    """A writer that works `after` times; then the program dies."""
    left = after

    def put(path: Path, content: bytes) -> None:
        nonlocal left
        if left == 0:
            raise Death
        left -= 1
        put_quickly(path, content)

    return put


def test_the_memory_names_every_file_by_its_node(place: Place) -> None:
    place.generate({API: LINES})
    manifest = read_manifest(place.folder)
    assert manifest is not None
    assert (manifest.project, manifest.names, set(manifest.files)) == ("shop", {"n1": "api"}, {API})
    assert manifest.files[API].part == "n1"
    with zipfile.ZipFile(place.folder / BASE) as archive:
        assert archive.read(API).decode() == LINES


def test_the_memory_is_the_same_for_the_same_code(place: Place, tmp_path: Path) -> None:
    other = Place(tmp_path / "other")
    place.generate(FIRST)
    other.generate(dict(reversed(FIRST.items())))
    assert content(place) == content(other)


def test_the_memory_forgets_what_is_gone(place: Place) -> None:
    place.write(second(place))
    (place.folder / "new.txt").unlink()
    place.generate({API: LINES})
    manifest = read_manifest(place.folder)
    assert manifest is not None
    assert set(manifest.files) == {API, "edited.txt"}


def test_an_update_is_complete_after_any_death(place: Place) -> None:
    update = second(place)
    start = shutil.copytree(place.folder, place.folder.with_name("start"))
    place.write(update)
    expected = content(place)
    for deaths in range(5):  # three files are written, then the texts and the manifest
        shutil.rmtree(place.folder)
        shutil.copytree(start, place.folder)
        old = {path: (start / path).read_bytes() for path in FIRST}
        with pytest.raises(Death):
            place.write(update, dying(deaths))
        for path in {*FIRST, *SECOND} - {"gone.txt", "services/api/old.py"}:
            if (place.folder / path).exists():
                assert (place.folder / path).read_bytes() in {old.get(path), expected.get(path)}
        again = unpack(pack(update), read_manifest(place.folder) or Manifest())
        assert place.write(again).unwritten == ()
        assert content(place) == expected


def test_an_update_can_be_planned_anew_after_any_death(place: Place) -> None:
    """Without the bundle, too: what was written already is the generated text, or counts as edited."""
    update = second(place)
    for deaths in (0, 1, 1, 1):
        with pytest.raises(Death):
            place.write(update, dying(deaths))
        update = place.plan(SECOND)
    place.generate(SECOND)
    assert place.read("edited.txt") == "top\n" + LINES + "mine\n"
    assert place.read(API) == SECOND[API]


def test_what_was_edited_between_planning_and_writing_is_left_alone(place: Place) -> None:
    update = second(place)
    place.edit(API, "in between\n")
    place.edit("gone.txt", "wanted after all\n")
    written = place.write(update)
    assert [(one.path, one.why, one.may_go_on) for one in written.unwritten] == [
        ("gone.txt", EDITED_SINCE, False),
        (API, EDITED_SINCE, False),
    ]
    assert written.is_complete
    assert place.read(API) == "in between\n"
    assert states(place.plan(SECOND))[API] is State.CONFLICT


def test_a_file_that_cannot_be_written_stops_no_other_and_is_remembered_as_it_was(place: Place) -> None:
    update = second(place)

    def put(path: Path, content: bytes) -> None:
        if path.name == "app.py":
            raise OSError(28, "No space left on device")
        put_quickly(path, content)

    written = place.write(update, put)
    assert [(one.path, one.why, one.may_go_on) for one in written.unwritten] == [
        (API, "No space left on device.", True)
    ]
    assert not written.is_complete
    assert place.read("new.txt") == "new\n"
    assert states(place.plan(SECOND))[API] is State.CHANGED


@pytest.mark.skipif(os.name == "nt", reason="links of POSIX")
def test_a_link_that_appears_after_planning_is_not_followed(place: Place, tmp_path: Path) -> None:
    update = place.plan({API: LINES})
    outside = tmp_path / "outside"
    outside.mkdir()
    place.folder.mkdir()
    (place.folder / "services").symlink_to(outside)
    (unwritten,) = place.write(update).unwritten
    assert (unwritten.path, unwritten.may_go_on) == (API, False)
    assert list(outside.iterdir()) == []


def test_a_bundle_brings_the_update_over(place: Place) -> None:
    update = second(place)
    again = unpack(pack(update), update.before)
    assert pack(again) == pack(update)
    assert [(one.path, one.state, one.content, one.theirs) for one in again.changes] == [
        (one.path, one.state, one.content, one.theirs) for one in update.changes
    ]
    assert again.scope == update.scope


def bundle(**told: object) -> bytes:
    """A bundle that says what it should not."""
    change = {
        "path": "a.txt",
        "part": "",
        "state": "new",
        "moved_from": "",
        "on_disk": "",
        "has_crlf": False,
        "is_generated": True,
        **told,
    }
    scope = {"project": "p", "names": {}, "is_whole": True, "failed": []}
    from infrasketch_desktop.packing import zipped

    contents = json.dumps({"scope": scope, "changes": [change]}).encode()
    return zipped({"update.json": contents, "results/a.txt": b"x", "results/../x": b"x", "generated/a.txt": b"x"})


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04 no zip",
        bundle(path="../x"),
        bundle(path=".git/hooks/post-checkout"),
        bundle(moved_from="../x"),
        bundle(state="odd"),
        bundle(path="missing.txt"),
    ],
)
def test_a_bundle_that_is_damaged_or_leads_out_is_refused(content: bytes) -> None:
    with pytest.raises(FolderError):
        unpack(content, Manifest())


def test_a_good_bundle_is_taken() -> None:
    assert unpack(bundle(), Manifest()).changes[0].content == b"x"
