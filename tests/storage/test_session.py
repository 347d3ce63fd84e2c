"""An open sketch: what is modified, saved, seen on disk, and who may open it."""

import json
import os
from pathlib import Path

import pytest

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.storage import sketches
from infrasketch_desktop.storage.disk_copy import DiskState
from infrasketch_desktop.storage.errors import (
    AlreadyOpenError,
    ChangedOnDiskError,
    NewerVersionError,
    OpenError,
    SaveError,
    SketchFormatError,
)
from infrasketch_desktop.storage.session import SketchSession
from infrasketch_desktop.storage.workspace import Workspace
from tests.storage.disks import mounted
from tests.storage.workspaces import add, names, workspace
from tests.support.diagrams import node


@pytest.fixture
def space(tmp_path: Path) -> Workspace:
    return workspace(tmp_path)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "shop.infrasketch"
    sketches.save(path, build_diagram([node("a")]))
    return path


@pytest.fixture
def session(space: Workspace, file: Path) -> SketchSession:
    return space.open(file)


def journals(folder: Path) -> list[str]:
    state = folder / "state" / "journals"
    return sorted(path.name for path in state.iterdir()) if state.exists() else []


def test_an_opened_sketch_is_unmodified_and_leaves_no_journal(session: SketchSession, tmp_path: Path) -> None:
    assert not session.is_modified
    assert session.name == "shop"
    assert journals(tmp_path) == []


def test_an_edit_modifies_and_undo_to_the_saved_state_does_not(session: SketchSession) -> None:
    add(session, "b")
    assert session.is_modified
    session.document.undo()
    assert not session.is_modified


def test_saving_writes_the_file_and_clears_the_journal(session: SketchSession, file: Path, tmp_path: Path) -> None:
    add(session, "b")
    assert journals(tmp_path) == ["run-1.journal", "run-1.lock"]
    session.save()
    assert not session.is_modified
    assert names(sketches.load(file)) == ["a", "b"]
    assert journals(tmp_path) == ["run-1.lock"]


def test_undo_reaches_behind_a_save(session: SketchSession) -> None:
    add(session, "b")
    session.save()
    session.document.undo()
    assert session.is_modified


def test_a_new_sketch_is_unmodified_whatever_it_begins_with(space: Workspace) -> None:
    session = space.new(build_diagram([node("a")]))
    assert not session.is_modified
    assert session.path is None
    with pytest.raises(SaveError, match=r"no file yet.*Save As"):
        session.save()


def test_save_as_goes_on_with_the_new_file(
    session: SketchSession, file: Path, tmp_path: Path, space: Workspace
) -> None:
    add(session, "b")
    session.save_as(tmp_path / "other.infrasketch")
    assert session.path == tmp_path / "other.infrasketch"
    assert names(sketches.load(file)) == ["a"]
    assert names(space.open(file).document.diagram) == ["a"]  # the first file is free again
    with pytest.raises(AlreadyOpenError):
        space.open(tmp_path / "other.infrasketch")


def test_a_failed_save_as_keeps_the_old_file(
    session: SketchSession, file: Path, tmp_path: Path, space: Workspace
) -> None:
    add(session, "b")
    with pytest.raises(SaveError):
        session.save_as(tmp_path / "missing" / "other.infrasketch")
    assert session.path == file
    assert session.is_modified
    (tmp_path / "missing").mkdir()
    session.save_as(tmp_path / "missing" / "other.infrasketch")


def test_an_abandoned_save_as_frees_its_file(session: SketchSession, tmp_path: Path) -> None:
    target = tmp_path / "other.infrasketch"
    sketches.save(target, build_diagram([node("x")]))
    job = session.start_save(target)
    with pytest.raises(AlreadyOpenError):
        workspace(tmp_path, "other run").open(target)
    session.abandon_save(job)
    assert names(workspace(tmp_path, "other run").open(target).document.diagram) == ["x"]
    assert job.path == target  # the job still lives: its lock was not freed by chance


def test_save_as_does_not_take_a_file_that_is_open_elsewhere(
    session: SketchSession, file: Path, space: Workspace
) -> None:
    with pytest.raises(AlreadyOpenError):
        space.new().save_as(file)
    assert names(sketches.load(file)) == ["a"]


def test_a_sketch_opens_in_one_window_only(session: SketchSession, file: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.infrasketch"
    link.symlink_to(file)
    for path in (file, link):
        with pytest.raises(AlreadyOpenError, match=r"already open in another window.*Go on in that window"):
            workspace(tmp_path, "other run").open(path)
    session.close()
    assert names(workspace(tmp_path, "other run").open(link).document.diagram) == ["a"]


def test_a_refused_file_is_not_locked(space: Workspace, tmp_path: Path) -> None:
    refusals = []
    for content, error in {b"{": SketchFormatError, b'{"infrasketch": 9}': NewerVersionError}.items():
        (tmp_path / "bad").write_bytes(content)
        for _ in range(2):
            with pytest.raises(error) as refusal:
                space.open(tmp_path / "bad")
            refusals.append(refusal)  # so that nothing is freed by chance
        assert (tmp_path / "bad").read_bytes() == content
    with pytest.raises(OpenError, match="not exist"):
        space.open(tmp_path / "missing")


def test_autosave_writes_only_what_is_modified_and_has_a_file(
    session: SketchSession, file: Path, space: Workspace
) -> None:
    assert not session.autosave()
    add(session, "b")
    assert session.autosave()
    assert names(sketches.load(file)) == ["a", "b"]
    untitled = space.new()
    add(untitled, "x")
    assert not untitled.autosave()


def test_a_file_changed_by_another_program_is_seen_and_not_overwritten(session: SketchSession, file: Path) -> None:
    assert session.disk_state() is DiskState.UNCHANGED
    sketches.save(file, build_diagram([node("theirs")]))
    assert session.disk_state() is DiskState.CHANGED
    add(session, "b")
    for save in (session.save, session.autosave):
        with pytest.raises(ChangedOnDiskError, match=r"changed by another program.*not overwritten"):
            save()
    assert names(sketches.load(file)) == ["theirs"]
    session.save(overwrite=True)
    assert names(sketches.load(file)) == ["a", "b"]
    assert session.disk_state() is DiskState.UNCHANGED


def test_a_touched_file_is_not_a_changed_one(session: SketchSession, file: Path) -> None:
    os.utime(file, (1, 1))
    assert session.disk_state() is DiskState.UNCHANGED
    assert session._copy is not None
    assert session._copy.stamp[0] == 10**9


def test_a_removed_file_is_seen_and_comes_back_only_by_saving(session: SketchSession, file: Path) -> None:
    file.unlink()
    assert session.disk_state() is DiskState.MISSING
    add(session, "b")
    assert not session.autosave()
    assert not file.exists()
    session.save()
    assert names(sketches.load(file)) == ["a", "b"]


def test_an_untitled_sketch_has_no_disk_state(space: Workspace) -> None:
    assert space.new().disk_state() is DiskState.UNTITLED


def test_edits_during_a_save_stay_modified_and_in_the_journal(
    session: SketchSession, file: Path, tmp_path: Path
) -> None:
    add(session, "b")
    job = session.start_save()
    add(session, "c")
    saved = job.run()
    add(session, "d")
    session.finish_save(saved)
    assert names(sketches.load(file)) == ["a", "b"]
    assert session.is_modified
    text = (tmp_path / "state" / "journals" / "run-1.journal").read_text(encoding="utf-8")
    assert [json.loads(line[9:])["edit"] for line in text.splitlines()[-2:]] == ["Add c", "Add d"]


def test_a_save_of_our_own_is_not_a_change_by_another_program(session: SketchSession) -> None:
    add(session, "b")
    job = session.start_save()
    saved = job.run()
    assert session.disk_state() is DiskState.UNCHANGED  # asked between the worker's last step and ours
    session.finish_save(saved)
    assert session.disk_state() is DiskState.UNCHANGED


def test_only_one_save_runs_at_a_time(session: SketchSession) -> None:
    add(session, "b")
    job = session.start_save()
    assert session.start_autosave() is None
    with pytest.raises(SaveError, match="being saved already"):
        session.save()
    session.abandon_save(job)
    session.save()


def test_closing_leaves_nothing_behind(session: SketchSession, tmp_path: Path) -> None:
    add(session, "b")
    session.close()
    assert journals(tmp_path) == []
    assert list((tmp_path / "state" / "open").iterdir()) == []


def test_edits_after_closing_reach_no_journal(session: SketchSession, tmp_path: Path) -> None:
    session.close()
    add(session, "b")
    assert journals(tmp_path) == []


def test_a_full_disk_under_the_file_keeps_old_file_and_work(space: Workspace, tmp_path: Path) -> None:
    with mounted(tmp_path / "small", "size=16k") as disk:
        file = disk / "shop.infrasketch"
        sketches.save(file, build_diagram([node("a")]))
        before = file.read_bytes()
        session = space.open(file)
        with session.document.edit("Describe") as edit:
            edit.put(node("big", description="x" * 19_000))
        with pytest.raises(SaveError, match="disk is full"):
            session.save()
        assert file.read_bytes() == before
        assert session.is_modified
        assert session.trouble is None
        session.save_as(tmp_path / "elsewhere.infrasketch")
        assert names(sketches.load(tmp_path / "elsewhere.infrasketch")) == ["a", "big"]


def test_a_full_disk_under_the_journal_is_told_and_editing_goes_on(tmp_path: Path) -> None:
    with mounted(tmp_path / "small", "size=16k,nr_inodes=20") as disk:
        session = workspace(disk).new()
        add(session, "a")
        assert session.trouble is None
        with session.document.edit("Describe") as edit:
            edit.put(node("big", description="x" * 19_000))
        assert session.trouble is not None
        assert "Crash recovery is off" in str(session.trouble)
        add(session, "c")
        session.save_as(tmp_path / "rescued.infrasketch")
        assert names(sketches.load(tmp_path / "rescued.infrasketch")) == ["a", "big", "c"]
        assert session.trouble is None
        session.close()


def test_without_a_state_folder_sketches_open_and_save(file: Path, tmp_path: Path) -> None:
    (tmp_path / "state").write_bytes(b"a file stands where the folder should be")
    session = workspace(tmp_path).open(file)
    add(session, "b")
    assert session.trouble is not None
    session.save()
    assert names(sketches.load(file)) == ["a", "b"]
    session.close()
