"""After a killed run: every edit that was acknowledged comes back, whatever state the files are in."""

import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.kinds import Chapter
from infrasketch_desktop.diagram.records import Passage
from infrasketch_desktop.storage import journal as journal_module
from infrasketch_desktop.storage import sketch_file, sketches
from infrasketch_desktop.storage.disk_copy import DiskState
from infrasketch_desktop.storage.errors import ChangedOnDiskError, SketchFormatError
from infrasketch_desktop.storage.journal_lines import (
    Head,
    JournalError,
    LineWriter,
    edit_entry,
    read_journal,
)
from infrasketch_desktop.storage.recovery import rebuild
from tests.storage.workspaces import add, die, names, workspace
from tests.support.diagrams import diagrams, document, edge, group, node


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "shop.infrasketch"
    sketches.save(path, build_diagram([node("a")]))
    return path


def journal_of(tmp_path: Path) -> Path:
    (found,) = (tmp_path / "state" / "journals").glob("*.journal")
    return found


def test_edits_of_a_killed_run_come_back(file: Path, tmp_path: Path) -> None:
    killed = workspace(tmp_path).open(file)
    add(killed, "b", "c")
    killed.document.undo()
    die(killed)
    space = workspace(tmp_path, "next")
    (found,) = space.recoverable().sketches
    assert (found.path, found.edit_count, found.file_state) == (file, 3, DiskState.UNCHANGED)
    session = space.recover(found)
    assert names(session.document.diagram) == ["a", "b"]
    assert session.is_modified
    assert session.path == file
    session.save()
    assert names(sketches.load(file)) == ["a", "b"]
    session.close()
    assert list((tmp_path / "state" / "journals").iterdir()) == []


def test_what_was_written_in_the_document_comes_back(file: Path, tmp_path: Path) -> None:
    killed = workspace(tmp_path).open(file)
    passage = Passage(id="why", chapter=Chapter.SECURITY, text="TLS everywhere.", element="a")
    for record in (replace(passage, text="TLS."), passage, node("b", origin="compose.yaml:12")):
        with killed.document.edit("Write") as edit:
            edit.put(record)
    die(killed)
    space = workspace(tmp_path, "next")
    (found,) = space.recoverable().sketches
    session = space.recover(found)
    assert dict(session.document.diagram.passages) == {"why": passage}
    assert session.document.diagram.nodes["b"].origin == "compose.yaml:12"
    session.save()
    assert dict(sketches.load(file).passages) == {"why": passage}
    session.close()


def test_an_untitled_sketch_comes_back(tmp_path: Path) -> None:
    killed = workspace(tmp_path).new()
    add(killed, "b")
    die(killed)
    space = workspace(tmp_path, "next")
    (found,) = space.recoverable().sketches
    assert found.file_state is DiskState.UNTITLED
    session = space.recover(found)
    assert session.path is None
    assert names(session.document.diagram) == ["b"]


def test_a_recovered_sketch_survives_the_next_kill_before_any_edit(file: Path, tmp_path: Path) -> None:
    for path in (file, None):
        first = workspace(tmp_path, "1").open(path) if path else workspace(tmp_path, "1").new()
        add(first, "b")
        die(first)
        second = workspace(tmp_path, "2")
        die(second.recover(second.recoverable().sketches[0]))
        third = workspace(tmp_path, "3")
        (found,) = third.recoverable().sketches
        assert "b" in found.diagram.nodes
        found.discard()


def test_what_is_open_in_a_living_run_is_not_offered(file: Path, tmp_path: Path) -> None:
    living = workspace(tmp_path).open(file)
    add(living, "b")
    assert workspace(tmp_path, "next").recoverable().sketches == ()


def test_two_starts_at_once_do_not_offer_the_same_work(tmp_path: Path) -> None:
    killed = workspace(tmp_path).new()
    add(killed, "b")
    die(killed)
    (found,) = workspace(tmp_path, "2").recoverable().sketches
    assert workspace(tmp_path, "3").recoverable().sketches == ()
    found.leave()
    assert len(workspace(tmp_path, "3").recoverable().sketches) == 1


def test_work_that_reached_the_file_is_not_offered(file: Path, tmp_path: Path) -> None:
    killed = workspace(tmp_path).open(file)
    add(killed, "b")
    killed.start_save().run()  # killed between writing the file and clearing the journal
    die(killed)
    assert workspace(tmp_path, "next").recoverable().sketches == ()
    assert list((tmp_path / "state" / "journals").iterdir()) == []


def test_edits_during_a_save_that_died_come_back_and_its_file_counts_as_known(file: Path, tmp_path: Path) -> None:
    killed = workspace(tmp_path).open(file)
    add(killed, "b")
    job = killed.start_save()
    add(killed, "c")
    job.run()
    die(killed)
    (found,) = workspace(tmp_path, "next").recoverable().sketches
    assert names(found.diagram) == ["a", "b", "c"]
    assert found.file_state is DiskState.UNCHANGED


def test_a_file_changed_meanwhile_is_not_overwritten_by_recovered_work(file: Path, tmp_path: Path) -> None:
    killed = workspace(tmp_path).open(file)
    add(killed, "b")
    die(killed)
    sketches.save(file, build_diagram([node("theirs")]))
    space = workspace(tmp_path, "next")
    (found,) = space.recoverable().sketches
    assert found.file_state is DiskState.CHANGED
    session = space.recover(found)
    for save in (session.save, session.autosave):
        with pytest.raises(ChangedOnDiskError):
            save()
    session.save(overwrite=True)
    assert names(sketches.load(file)) == ["a", "b"]


@pytest.mark.parametrize("damage", [b"", b"\0" * 100, b'{"infrasketch": 1, "rec'])
def test_a_damaged_file_is_refused_and_its_journal_offered(file: Path, tmp_path: Path, damage: bytes) -> None:
    killed = workspace(tmp_path).open(file)
    add(killed, "b")
    die(killed)
    file.write_bytes(damage)
    space = workspace(tmp_path, "next")
    with pytest.raises(SketchFormatError):
        space.open(file)
    (found,) = space.recoverable(file).sketches
    assert names(found.diagram) == ["a", "b"]
    assert space.recoverable(tmp_path / "other.infrasketch").sketches == ()


def test_a_removed_file_can_be_written_again_from_its_journal(file: Path, tmp_path: Path) -> None:
    killed = workspace(tmp_path).open(file)
    add(killed, "b")
    die(killed)
    file.unlink()
    space = workspace(tmp_path, "next")
    (found,) = space.recoverable().sketches
    assert found.file_state is DiskState.MISSING
    session = space.recover(found)
    assert not session.autosave()
    session.save()
    assert names(sketches.load(file)) == ["a", "b"]


def test_work_on_a_file_that_is_open_again_comes_back_without_it(file: Path, tmp_path: Path) -> None:
    killed = workspace(tmp_path).open(file)
    add(killed, "b")
    die(killed)
    space = workspace(tmp_path, "next")
    opened = space.open(file)
    session = space.recover(space.recoverable().sketches[0])
    assert session.path is None
    assert opened.path == file


def test_a_kept_journal_is_offered_at_the_next_start(tmp_path: Path) -> None:
    session = workspace(tmp_path).new()
    add(session, "b")
    session.close(keep_journal=True)
    (found,) = workspace(tmp_path, "next").recoverable().sketches
    assert names(found.diagram) == ["b"]


def test_a_large_journal_of_an_untitled_sketch_is_shortened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal_module, "LARGE_BYTES", 1000)
    session = workspace(tmp_path).new()
    add(session, *[f"n{i}" for i in range(50)])
    size = journal_of(tmp_path).stat().st_size
    assert session.autosave()
    assert journal_of(tmp_path).stat().st_size < size
    assert session.is_modified
    add(session, "last")
    die(session)
    (found,) = workspace(tmp_path, "next").recoverable().sketches
    assert names(found.diagram) == sorted(["last", *[f"n{i}" for i in range(50)]])


def test_an_unreadable_journal_is_set_aside_once(tmp_path: Path) -> None:
    session = workspace(tmp_path).new()
    add(session, "b")
    die(session)
    journal = journal_of(tmp_path)
    journal.write_bytes(b"x" + journal.read_bytes())
    found = workspace(tmp_path, "2").recoverable()
    assert (found.sketches, found.damaged) == ((), (journal.with_suffix(".damaged"),))
    assert workspace(tmp_path, "3").recoverable().damaged == ()


def test_a_journal_whose_first_edit_is_damaged_is_set_aside_not_removed(tmp_path: Path) -> None:
    session = workspace(tmp_path).new()
    add(session, "a", "b")
    die(session)
    journal = journal_of(tmp_path)
    journal.write_bytes(journal.read_bytes().replace(b'"Add a"', b'"Add x"'))
    found = workspace(tmp_path, "2").recoverable()
    assert (found.sketches, found.damaged) == ((), (journal.with_suffix(".damaged"),))


def test_a_damaged_middle_gives_what_was_before_it_and_says_so(tmp_path: Path) -> None:
    session = workspace(tmp_path).new()
    add(session, "a", "b", "c")
    die(session)
    journal = journal_of(tmp_path)
    journal.write_bytes(journal.read_bytes().replace(b'"Add b"', b'"Add x"'))
    (found,) = workspace(tmp_path, "2").recoverable().sketches
    assert names(found.diagram) == ["a"]
    assert not found.complete


def test_a_journal_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    session = workspace(tmp_path).new()
    add(session, "b")
    die(session)
    journal = journal_of(tmp_path)
    body = b'{"journal": 2, "anything": []}'
    journal.write_bytes(b"%08x %b\n" % (zlib.crc32(body), body))
    found = workspace(tmp_path, "2").recoverable()
    assert (found.sketches, found.damaged) == ((), ())
    assert journal.exists()


def written(start: Diagram, edits: list[str]) -> bytes:
    lines = LineWriter()
    head = Head(path=None, title="", started="", on_disk=None)
    return lines.opening(head, sketch_file.write(start)) + b"".join(lines.line(entry) for entry in edits)


def work() -> tuple[bytes, list[Diagram]]:
    """A journal with every sort of change, and the diagram after each of its edits."""
    doc = document(node("a"))
    entries: list[str] = []
    states = [doc.snapshot()]
    doc.subscribe(lambda changes: (entries.append(edit_entry(changes)), states.append(doc.snapshot())))
    start = doc.snapshot()
    with doc.edit("Group") as edit:
        edit.put(group("g"))
        edit.put(node("b", group="g"))
        edit.put(edge("a", "b"))
    with doc.edit("Move “ä”") as edit:
        edit.put(node("b", x=10.5))
        edit.remove("g")
    doc.undo()
    with doc.edit("Remove") as edit:
        edit.remove("a--b")
        edit.remove("a")
    return written(start, entries), states


def test_a_journal_cut_at_any_byte_gives_the_state_after_some_edit() -> None:
    content, states = work()
    assert rebuild(read_journal(content))[0].same_records(states[-1])
    opening = len(written(states[0], []))
    reached = set()
    for length in range(len(content) + 1):
        if length < opening - 1:
            with pytest.raises(JournalError):
                read_journal(content[:length])
            continue
        text = read_journal(content[:length])
        diagram, count = rebuild(text)
        assert text.complete
        assert diagram.same_records(states[count])
        reached.add(count)
    assert reached == set(range(len(states)))


def test_a_journal_damaged_at_any_byte_gives_the_state_after_some_edit() -> None:
    content, states = work()
    for place in range(len(content)):
        damaged = content[:place] + bytes([content[place] ^ 0x20]) + content[place + 1 :]
        try:
            diagram, count = rebuild(read_journal(damaged))
        except JournalError:
            continue
        assert diagram.same_records(states[count])


@given(st.lists(diagrams(max_nodes=4), min_size=1, max_size=5))
def test_any_run_of_edits_is_replayed(targets: list[Diagram]) -> None:
    """Each edit turns the whole diagram into an unrelated one, in whatever order the parts fit."""
    doc = document()
    entries: list[str] = []
    doc.subscribe(lambda changes: entries.append(edit_entry(changes)))
    start = doc.snapshot()
    for target in targets:
        with doc.edit("Replace") as edit:
            for record in [*doc.diagram.edges.values(), *doc.diagram.notes.values(), *doc.diagram.nodes.values()]:
                edit.remove(record.id)
            for name in sorted(doc.diagram.groups, key=lambda name: -len(doc.diagram.ancestors(name))):
                edit.remove(name)
            for record in target:
                edit.put(record)
    assert rebuild(read_journal(written(start, entries)))[0].same_records(doc.diagram)


def test_edits_that_do_not_fit_together_give_those_that_do() -> None:
    entries = [
        f'{{"edit": "", "changes": [{{"type": "node", "id": "n{i}", "kind": "api", "label": ""}}]}}' for i in range(9)
    ]
    entries[5] = '{"edit": "", "changes": [{"type": "edge", "id": "e", "source": "n0", "target": "gone"}]}'
    diagram, count = rebuild(read_journal(written(Diagram(), entries)))
    assert count == 5
    assert names(diagram) == ["n0", "n1", "n2", "n3", "n4"]
