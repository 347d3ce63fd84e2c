"""What becomes of each file when code is generated again."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from infrasketch_desktop.codegen.errors import FolderError, ManifestError
from infrasketch_desktop.codegen.files import CodeFile
from infrasketch_desktop.codegen.manifest import MANIFEST
from infrasketch_desktop.codegen.updating import Scope, State, plan_update
from infrasketch_desktop.codegen.updating.deciding import FOREIGN, NO_BASE, UNRESOLVED
from tests.codegen.folders import API, LINES, Place, states

posix = pytest.mark.skipif(os.name == "nt", reason="links and pipes of POSIX")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "shop")


def test_a_new_folder_gets_every_file(place: Place) -> None:
    assert states(place.plan({API: LINES, "README.md": "x\n"})) == {API: State.NEW, "README.md": State.NEW}
    assert not place.folder.exists()


def test_generating_the_same_again_changes_nothing(place: Place) -> None:
    place.generate({API: LINES})
    update = place.plan({API: LINES})
    assert (states(update), update.is_empty, update.delivered_parts) == ({API: State.SAME}, True, frozenset())


def test_a_file_that_nobody_edited_is_replaced(place: Place) -> None:
    place.generate({API: LINES})
    update = place.generate({API: "other\n"})
    assert states(update) == {API: State.CHANGED}
    assert place.read(API) == "other\n"
    assert update.delivered_parts == {"n1"}


def test_an_edit_is_kept_while_nothing_new_is_generated(place: Place) -> None:
    place.generate({API: LINES})
    place.edit(API, LINES + "mine\n")
    assert states(place.generate({API: LINES})) == {API: State.KEPT}
    assert place.read(API) == LINES + "mine\n"


def test_an_edit_and_a_change_elsewhere_are_merged(place: Place) -> None:
    place.generate({API: LINES})
    place.edit(API, LINES + "mine\n")
    assert states(place.generate({API: "new\n" + LINES})) == {API: State.MERGED}
    assert place.read(API) == "new\n" + LINES + "mine\n"
    assert states(place.plan({API: "new\n" + LINES})) == {API: State.KEPT}


def test_an_edit_and_a_change_at_one_place_conflict(place: Place) -> None:
    place.generate({API: LINES})
    place.edit(API, LINES.replace("two", "mine"))
    (change,) = place.generate({API: LINES.replace("two", "theirs")}).changes
    assert change.state is State.CONFLICT
    assert place.read(API) == change.result
    assert (change.base, change.mine) == (LINES, LINES.replace("two", "mine"))


def test_marks_of_a_conflict_are_left_until_somebody_resolves_them(place: Place) -> None:
    place.generate({API: LINES})
    place.edit(API, LINES.replace("two", "mine"))
    place.generate({API: LINES.replace("two", "theirs")})
    (change,) = place.generate({API: LINES.replace("two", "others")}).changes
    assert (change.state, change.why) == (State.SKIPPED, UNRESOLVED)
    place.edit(API, LINES.replace("two", "resolved"))
    (change,) = place.plan({API: LINES.replace("two", "others")}).changes
    assert change.state is State.CONFLICT
    assert states(place.plan({API: LINES.replace("two", "theirs") + "more\n"})) == {API: State.MERGED}


def test_a_deleted_file_stays_deleted(place: Place) -> None:
    place.generate({API: LINES, "b.txt": "b\n"})
    (place.folder / API).unlink()
    assert states(place.generate({API: "new\n", "b.txt": "b\n"}))[API] is State.DELETED
    assert states(place.generate({API: "newer\n", "b.txt": "b\n"}))[API] is State.DELETED
    assert place.paths == {"b.txt"}


def test_a_file_that_is_not_generated_any_more_is_removed_with_its_empty_folders(place: Place) -> None:
    place.generate({API: LINES, "b.txt": "b\n"})
    assert states(place.generate({"b.txt": "b\n"})) == {API: State.REMOVED, "b.txt": State.SAME}
    assert place.paths == {"b.txt"}
    assert not (place.folder / "services").exists()


def test_an_edited_file_that_is_not_generated_any_more_is_kept_and_merged_when_it_comes_back(place: Place) -> None:
    place.generate({API: LINES, "b.txt": "b\n"})
    place.edit(API, LINES + "mine\n")
    assert states(place.generate({"b.txt": "b\n"}))[API] is State.KEPT
    assert states(place.generate({API: "new\n" + LINES, "b.txt": "b\n"}))[API] is State.MERGED
    assert place.read(API) == "new\n" + LINES + "mine\n"


def test_the_files_of_other_nodes_stay_when_one_is_generated(place: Place) -> None:
    place.names = {"n1": "api", "n2": "web"}
    place.generate({API: LINES}, "n1", is_whole=False)
    place.names = {"n2": "web"}
    assert states(place.generate({"web/web/x.ts": "x\n"}, "n2", is_whole=False)) == {"web/web/x.ts": State.NEW}
    assert place.paths == {API, "web/web/x.ts"}


def test_files_of_a_node_that_could_not_be_made_stay(place: Place) -> None:
    place.generate({API: LINES})
    update = plan_update(place.folder, [], Scope("shop", {}, is_whole=True, failed=frozenset({"n1"})))
    assert update.changes == ()


def test_a_file_that_was_there_before_is_never_touched(place: Place) -> None:
    place.edit("README.md", "my own\n")
    (change,) = place.generate({"README.md": "generated\n"}).changes
    assert (change.state, change.why) == (State.SKIPPED, FOREIGN)
    assert place.read("README.md") == "my own\n"
    assert states(place.plan({"README.md": "generated\n"})) == {"README.md": State.SKIPPED}


def test_a_folder_that_lost_its_memory_takes_every_file_for_its_own(place: Place) -> None:
    place.generate({API: LINES, "b.txt": "b\n"})
    (place.folder / MANIFEST).unlink()
    assert states(place.plan({API: "new\n", "b.txt": "b\n"})) == {API: State.SKIPPED, "b.txt": State.SAME}


def test_an_edited_file_whose_base_is_lost_is_left_alone(place: Place) -> None:
    place.generate({API: LINES, "b.txt": "b\n"})
    (place.folder / ".infrasketch/base.zip").write_bytes(b"PK no zip")
    place.edit(API, "mine\n")
    update = place.plan({API: "new\n", "b.txt": "c\n"})
    assert states(update) == {API: State.SKIPPED, "b.txt": State.CHANGED}
    assert update.changes[1].why == NO_BASE


def test_a_base_that_belongs_to_another_generation_is_not_merged_with(place: Place) -> None:
    place.generate({API: LINES})
    older = (place.folder / ".infrasketch/base.zip").read_bytes()
    place.generate({API: "first\n" + LINES})
    (place.folder / ".infrasketch/base.zip").write_bytes(older)
    place.edit(API, "mine\n" + LINES)
    (change,) = place.plan({API: "second\n" + LINES}).changes
    assert (change.state, change.base) == (State.SKIPPED, None)


def test_other_line_ends_are_no_edit_and_are_kept(place: Place) -> None:
    place.generate({API: LINES})
    place.edit(API, LINES.replace("\n", "\r\n"))
    assert states(place.plan({API: LINES})) == {API: State.SAME}
    assert states(place.generate({API: LINES + "new\n"})) == {API: State.CHANGED}
    assert (place.folder / API).read_bytes() == (LINES + "new\n").replace("\n", "\r\n").encode()


# Renamed nodes


def test_a_renamed_node_takes_its_edits_along(place: Place) -> None:
    client = "services/web/src/web/clients/api.py"
    test = "services/web/tests/test_api.py"
    place.names = {"n1": "api", "n2": "web"}
    terraform = "deploy/terraform/part_api.tf"
    place.generate({API: LINES, client: "c\n", test: "t\n", terraform: "f\n"})
    place.edit(API, LINES + "mine\n")
    place.names = {"n1": "order-book", "n2": "web"}
    moved = "services/order-book/src/order_book/app.py"
    renamed_client = "services/web/src/web/clients/order_book.py"
    renamed_test = "services/web/tests/test_order_book.py"
    renamed_terraform = "deploy/terraform/part_order_book.tf"
    files = {moved: "new\n" + LINES, renamed_client: "c\n", renamed_test: "t2\n", renamed_terraform: "f\n"}
    update = place.generate(files)
    assert states(update) == {path: State.MERGED if path == moved else State.CHANGED for path in files}
    assert place.read(moved) == "new\n" + LINES + "mine\n"
    assert place.paths == set(files)
    assert states(place.plan(files)) == {path: State.KEPT if path == moved else State.SAME for path in files}


def test_two_nodes_that_swap_their_names_lose_nothing(place: Place) -> None:
    place.names = {"n1": "api", "n2": "web"}
    place.generate({"services/api/x.py": "api\n", "services/web/x.py": "web\n"})
    place.edit("services/api/x.py", "api\nmine\n")
    place.names = {"n1": "web", "n2": "api"}
    place.generate({"services/api/x.py": "web\n", "services/web/x.py": "api\n"})
    assert "mine" in place.read("services/api/x.py")


def test_a_renamed_node_does_not_write_over_what_is_there(place: Place) -> None:
    place.generate({"services/api/x.py": "x\n"})
    place.edit("services/book/x.py", "foreign\n")
    place.names = {"n1": "book"}
    update = place.generate({"services/book/x.py": "x\n"})
    assert states(update) == {"services/api/x.py": State.REMOVED, "services/book/x.py": State.SKIPPED}
    assert place.read("services/book/x.py") == "foreign\n"


def test_a_renamed_node_does_not_take_over_a_file_that_was_deleted(place: Place) -> None:
    place.names = {"n1": "api", "n2": "book"}
    place.generate({"services/api/x.py": "api\n", "services/book/x.py": "book\n"})
    (place.folder / "services/book/x.py").unlink()
    place.names = {"n1": "book", "n2": "shelf"}
    update = place.plan({"services/book/x.py": "api\n", "services/shelf/y.py": "y\n"})
    assert states(update)["services/book/x.py"] is State.DELETED


# What is in the way


@posix
@pytest.mark.parametrize("link", [API, "services/api", "services"])
def test_nothing_is_written_through_a_link(place: Place, tmp_path: Path, link: str) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (place.folder / link).parent.mkdir(parents=True)
    (place.folder / link).symlink_to(outside)
    (change,) = place.generate({API: LINES}).changes
    assert change.state is State.SKIPPED
    assert "link" in change.why
    assert list(outside.iterdir()) == []


@posix
def test_a_link_that_leads_nowhere_is_in_the_way(place: Place) -> None:
    place.folder.mkdir()
    (place.folder / "b.txt").symlink_to("nowhere")
    assert states(place.plan({"b.txt": "b\n"})) == {"b.txt": State.SKIPPED}


def test_a_folder_or_a_file_in_the_way_is_told(place: Place) -> None:
    (place.folder / "README.md").mkdir(parents=True)
    place.edit("services", "a file")
    whys = {change.path: change.why for change in place.generate({API: LINES, "README.md": "x\n"}).changes}
    assert whys == {
        API: "“services” is a file where a folder has to be.",
        "README.md": "A folder is in its place.",
    }


@posix
def test_a_pipe_is_not_waited_for(place: Place) -> None:
    place.folder.mkdir()
    os.mkfifo(place.folder / "b.txt")
    assert states(place.plan({"b.txt": "b\n"})) == {"b.txt": State.SKIPPED}


@pytest.mark.parametrize("content", [b"\xff\xfe\x00binary", b"x" * (1024 * 1024 + 1)])
def test_a_file_that_cannot_be_merged_is_left_alone(place: Place, content: bytes) -> None:
    place.generate({API: LINES})
    (place.folder / API).write_bytes(content)
    assert states(place.generate({API: "new\n"})) == {API: State.SKIPPED}
    assert (place.folder / API).read_bytes() == content


def test_names_that_differ_in_case_alone_do_not_come_together(place: Place) -> None:
    place.edit("Readme.md", "mine\n")
    (change,) = place.plan({"README.md": "x\n"}).changes
    assert change.state is State.SKIPPED
    assert "Readme.md" in change.why


@pytest.mark.parametrize(
    "paths",
    [
        ["../x"],
        ["/etc/passwd"],
        ["a/../../x"],
        ["a\\b"],
        ["C:x"],
        [".git/hooks/pre-commit"],
        [".infrasketch/manifest.json"],
        ["a//b"],
        [""],
        ["nul.txt"],
        ["a/b."],
        ["a", "a"],
        ["README.md", "readme.md"],
        ["Api/one.py", "api/two.py"],
    ],
)
def test_unsafe_paths_are_refused(place: Place, paths: list[str]) -> None:
    files = [CodeFile(path=path, text="x\n") for path in paths]
    with pytest.raises(ValueError, match="unsafe or equal"):
        plan_update(place.folder, files, Scope("shop", {}, is_whole=True))


def test_a_file_is_no_folder(place: Place) -> None:
    place.folder.write_text("a file")
    with pytest.raises(FolderError):
        place.plan({API: LINES})


@posix
def test_a_memory_that_is_a_link_is_refused(place: Place, tmp_path: Path) -> None:
    place.folder.mkdir()
    (place.folder / ".infrasketch").symlink_to(tmp_path)
    with pytest.raises(FolderError):
        place.plan({API: LINES})


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff",
        b"[" * 5_000,
        b'{"format": 99}',
        b'{"format": 1, "project": "p", "parts": {}, "files": {"../x": {"part": "", "sha256": "%s"}}}' % (b"0" * 64),
        b'{"format": 1, "project": "p", "parts": {}, "files": {"x": {"part": "", "sha256": "0"}}}',
        b'{"format": 1, "project": 7, "parts": {}, "files": {}}',
    ],
)
def test_a_damaged_memory_is_refused_and_not_replaced(place: Place, content: bytes) -> None:
    (place.folder / ".infrasketch").mkdir(parents=True)
    (place.folder / MANIFEST).write_bytes(content)
    with pytest.raises(ManifestError):
        place.plan({API: LINES})
    assert (place.folder / MANIFEST).read_bytes() == content
