"""Generating from the window: free to look at, paid once for what is delivered, nothing overwritten silently."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from infrasketch_desktop.codegen import generator
from infrasketch_desktop.codegen.files import CodeFile
from infrasketch_desktop.codegen.manifest import read_manifest
from infrasketch_desktop.codegen.project import Part, Project, Role
from infrasketch_desktop.codegen.rendering import Templates
from infrasketch_desktop.codegen.writing import Written
from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.exchange import code
from infrasketch_desktop.ui.code.choosing import Choice
from infrasketch_desktop.ui.code.dialog import GenerateDialog, Request
from infrasketch_desktop.ui.tasks import Tasks
from tests.support.credits_desk import MemoryDesk, RecordingOpener
from tests.support.desktop import FakeChooser
from tests.support.diagrams import node
from tests.support.dialogs import escape, press, words
from tests.ui.code.conftest import Open, Sales

APP = "services/orders/src/app.py"
Settled = Callable[[], None]


@pytest.fixture
def generated(open_dialog: Open, qtbot: QtBot, settled: Settled, folder: Path) -> Path:
    """The folder with the code of the diagram in it."""
    dialog = open_dialog()
    press(qtbot, dialog.bar.go)
    settled()
    dialog.accept()
    return folder


@pytest.fixture
def later(diagram: Diagram) -> Diagram:
    """The diagram with another technology for the API."""
    api = node("api", kind=NodeKind.API, label="Orders", technology="Flask")
    return build_diagram([api, *(record for record in diagram if record.id != "api")])


def test_files_price_and_first_lines_are_seen_before_anything_is_paid(open_dialog: Open, desk: MemoryDesk) -> None:
    dialog = open_dialog()
    assert "7 files, 1.0 kB: 7 new." in words(dialog)
    assert "3 × 3 nodes = 9 credits" in words(dialog)
    assert "250 left → 241 after" in words(dialog)
    assert dialog.files.standing_of(APP) == "New"
    assert "deliver" not in desk.calls


def test_no_more_than_a_third_of_a_file_is_shown_before_it_is_paid(open_dialog: Open, settled: Settled) -> None:
    dialog = open_dialog()
    dialog.files.choose(APP)
    settled()
    shown = dialog.change.file
    assert shown.view.toPlainText().startswith("def begin():\n    step(0)")
    assert "stop()" not in shown.view.toPlainText()
    assert "The first 8 of 25 lines" in words(dialog)
    assert not shown.copy.isEnabled()
    assert not shown.save.isEnabled()


def test_code_costs_what_was_shown_and_leaves_a_receipt(  # noqa: PLR0917 - fixtures are asked for by name
    open_dialog: Open, desk: MemoryDesk, folder: Path, settled: Settled, opener: RecordingOpener, qtbot: QtBot
) -> None:
    dialog = open_dialog()
    with qtbot.waitSignal(dialog.delivered):
        press(qtbot, dialog.bar.go)
    settled()
    assert (folder / APP).is_file()
    assert desk.here == 241
    assert "7 files were written" in words(dialog.receipt)
    assert "3 nodes · 9 credits · 241 credits left" in words(dialog.receipt)
    press(qtbot, dialog.receipt.folder)
    assert opener.folders == [folder]


def test_one_node_costs_five_and_brings_its_libraries(
    open_dialog: Open, desk: MemoryDesk, folder: Path, settled: Settled, qtbot: QtBot
) -> None:
    dialog = open_dialog("api")
    assert "5 credits" in words(dialog)
    press(qtbot, dialog.bar.go)
    settled()
    assert desk.here == 245
    assert len(list(folder.glob("libraries/*/src/app.py"))) == 2
    assert not (folder / "README.md").exists()


def test_several_nodes_are_paid_one_by_one(open_dialog: Open) -> None:
    dialog = open_dialog("api", "db")
    assert "5 × 2 nodes = 10 credits" in words(dialog)
    assert "All 3 nodes together cost 9 credits." in dialog.heading.remarks.toPlainText()


def test_planning_says_how_far_it_is_and_ends_with_the_dialog(  # noqa: PLR0917 - fixtures are asked for by name
    diagram: Diagram,
    services: SimpleNamespace,
    sales: Sales,
    tasks: Tasks,
    folder: Path,
    settled: Settled,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun: list[str] = []
    go_on = threading.Event()

    def slowly(_project: Project, part: Part, _templates: Templates) -> Iterator[CodeFile]:
        begun.append(part.id)
        if len(begun) == 2:
            go_on.wait(20)
        yield CodeFile(path=f"{part.folder}/app.py", text="", part=part.id)

    monkeypatch.setattr(generator, "PART_MAKERS", dict.fromkeys(Role, slowly))
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = GenerateDialog(Request(diagram, (), "Generate", folder), services, sales, tasks, parent)
    dialog.show()
    qtbot.waitUntil(lambda: "Looking at what is there… 25 %" in words(dialog))
    escape(qtbot, dialog)
    go_on.set()
    settled()
    assert len(begun) == 2


def test_what_is_generated_instead_is_said(diagram: Diagram, open_dialog: Open) -> None:
    odd = node("api", kind=NodeKind.API, label="Orders", technology="Unheard-of 7")
    dialog = open_dialog(changed=build_diagram([odd, *(record for record in diagram if record.id != "api")]))
    assert dialog.heading.remarks.isVisible()
    assert "Orders: Unheard-of 7 has no template yet" in dialog.heading.remarks.toPlainText()


def test_thinking_better_of_it_costs_nothing(open_dialog: Open, desk: MemoryDesk, folder: Path, qtbot: QtBot) -> None:
    escape(qtbot, open_dialog())
    assert "deliver" not in desk.calls
    assert not folder.exists()


def test_cancelling_while_it_is_made_costs_nothing_and_leaves_nothing(
    open_dialog: Open, desk: MemoryDesk, folder: Path, settled: Settled, qtbot: QtBot
) -> None:
    dialog = open_dialog()
    desk.gate.clear()
    press(qtbot, dialog.bar.go)
    escape(qtbot, dialog)
    desk.gate.set()
    settled()
    assert "Nothing was written, and nothing was charged" in words(dialog)
    assert not folder.exists()
    assert desk.here == 250
    press(qtbot, dialog.bar.go)
    settled()
    assert desk.here == 241


def test_a_double_click_pays_once(open_dialog: Open, desk: MemoryDesk, settled: Settled, qtbot: QtBot) -> None:
    dialog = open_dialog()
    qtbot.mouseClick(dialog.bar.go, Qt.MouseButton.LeftButton)
    qtbot.mouseDClick(dialog.bar.go, Qt.MouseButton.LeftButton)
    dialog.begin()
    settled()
    assert desk.calls.count("deliver") == 1


def test_generating_again_without_a_change_is_not_offered(generated: Path, open_dialog: Open, desk: MemoryDesk) -> None:
    dialog = open_dialog()
    assert "Everything is there as it would be generated" in words(dialog)
    assert not dialog.bar.go.isEnabled()
    assert desk.here == 241


def test_only_nodes_that_changed_are_paid_again(  # noqa: PLR0917 - fixtures are asked for by name
    generated: Path, later: Diagram, open_dialog: Open, desk: MemoryDesk, settled: Settled, qtbot: QtBot
) -> None:
    dialog = open_dialog(changed=later)
    assert ": 1 changed." in words(dialog)
    press(qtbot, dialog.bar.go)
    settled()
    assert desk.here == 238
    assert "'Flask'" in (generated / APP).read_text()


def test_an_edit_elsewhere_in_the_file_is_merged(
    generated: Path, later: Diagram, open_dialog: Open, settled: Settled, qtbot: QtBot
) -> None:
    edited = (generated / APP).read_text().replace("stop()", "stop(softly=True)")
    (generated / APP).write_text(edited)
    dialog = open_dialog(changed=later)
    assert dialog.files.standing_of(APP) == "Merged"
    press(qtbot, dialog.bar.go)
    settled()
    assert "'Flask'" in (generated / APP).read_text()
    assert "stop(softly=True)" in (generated / APP).read_text()


class TestConflict:
    """The architect and the diagram changed the same line."""

    @pytest.fixture
    def dialog(self, generated: Path, later: Diagram, open_dialog: Open, settled: Settled) -> GenerateDialog:
        (generated / APP).write_text((generated / APP).read_text().replace("step('FastAPI')", "step('mine')"))
        dialog = open_dialog(changed=later)
        dialog.resize(1000, 700)
        settled()
        return dialog

    def test_it_is_looked_at_first_with_its_place_marked(self, dialog: GenerateDialog) -> None:
        assert "1 conflict" in words(dialog)
        assert dialog.files.path == APP
        assert dialog.files.standing_of("services/orders/src/") == "Conflict"
        assert "Conflict 1 of 1" in words(dialog)
        cursor = dialog.change.merge.compare.right.textCursor()
        assert cursor.block().text() == "<<<<<<< yours"

    def test_keeping_mine_leaves_the_file_and_costs_nothing(  # noqa: PLR0917 - fixtures are asked for by name
        self,
        dialog: GenerateDialog,
        generated: Path,
        later: Diagram,
        open_dialog: Open,
        settled: Settled,
        desk: MemoryDesk,
        qtbot: QtBot,
    ) -> None:
        press(qtbot, dialog.change.merge.choices[Choice.MINE])
        settled()
        assert dialog.files.standing_of(APP) == "Kept"
        assert "Free" in words(dialog)
        press(qtbot, dialog.bar.go)
        settled()
        assert "Nothing had to be written" in words(dialog.receipt)
        assert desk.here == 241
        assert "mine" in (generated / APP).read_text()
        again = open_dialog(changed=later)
        assert "1 kept" in words(again), "what was decided once is not asked again"

    def test_taking_the_generated_one_replaces_it(
        self, dialog: GenerateDialog, generated: Path, settled: Settled, qtbot: QtBot
    ) -> None:
        press(qtbot, dialog.change.merge.choices[Choice.NEW])
        settled()
        press(qtbot, dialog.bar.go)
        settled()
        assert "'Flask'" in (generated / APP).read_text()
        assert "mine" not in (generated / APP).read_text()

    def test_taking_both_marks_the_place_and_the_receipt_says_so(
        self, dialog: GenerateDialog, generated: Path, settled: Settled, qtbot: QtBot
    ) -> None:
        press(qtbot, dialog.bar.go)
        settled()
        assert "<<<<<<< yours\n    step('mine')\n=======\n    step('Flask')\n" in (generated / APP).read_text()
        assert f"Resolve the conflicts in {APP}." in words(dialog.receipt)

    def test_what_was_generated_before_can_be_compared(self, dialog: GenerateDialog, settled: Settled) -> None:
        views = dialog.change.merge.views
        views.setCurrentIndex(views.findData("mine"))
        views.activated.emit(views.currentIndex())
        settled()
        assert "step('FastAPI')" in dialog.change.merge.compare.left.toPlainText()
        assert "step('mine')" in dialog.change.merge.compare.right.toPlainText()


def test_an_edit_made_while_the_dialog_is_open_is_not_lost(
    generated: Path, later: Diagram, open_dialog: Open, settled: Settled, qtbot: QtBot
) -> None:
    dialog = open_dialog(changed=later)
    (generated / APP).write_text("edited meanwhile\n")
    press(qtbot, dialog.bar.go)
    settled()
    assert (generated / APP).read_text() == "edited meanwhile\n"
    assert "stays as it is" in words(dialog.receipt)


def test_another_folder_is_looked_at(
    open_dialog: Open, chooser: FakeChooser, tmp_path: Path, settled: Settled, qtbot: QtBot
) -> None:
    chooser.path = tmp_path / "other"
    chooser.path.mkdir()
    (chooser.path / "notes.txt").write_text("mine")
    dialog = open_dialog()
    press(qtbot, dialog.heading.choose)
    settled()
    assert "The folder holds other files; they stay as they are." in words(dialog)
    press(qtbot, dialog.bar.go)
    settled()
    assert read_manifest(chooser.path) is not None
    assert (chooser.path / "notes.txt").read_text() == "mine"


def test_a_damaged_memory_of_the_folder_is_told(folder: Path, open_dialog: Open, desk: MemoryDesk) -> None:
    (folder / ".infrasketch").mkdir(parents=True)
    (folder / ".infrasketch/manifest.json").write_text("{")
    dialog = open_dialog()
    assert "is damaged" in words(dialog)
    assert not dialog.bar.go.isEnabled()


class TestPoor:
    @pytest.fixture
    def desk(self) -> MemoryDesk:
        return MemoryDesk(4)

    def test_credits_are_sold_and_it_goes_on_with_what_was_wanted(  # noqa: PLR0917 - fixtures are asked for by name
        self,
        open_dialog: Open,
        desk: MemoryDesk,
        sales: Sales,
        settled: Settled,
        services: SimpleNamespace,
        qtbot: QtBot,
    ) -> None:
        dialog = open_dialog()
        assert dialog.bar.go.text() == "Buy credits and generate"
        press(qtbot, dialog.bar.go)
        assert sales.wanted == [9]
        desk.here = 100
        services.credits.refresh()
        settled()
        sales.then()
        settled()
        assert "7 files were written" in words(dialog.receipt)
        assert desk.here == 91


def test_what_is_paid_and_cannot_be_put_in_place_waits_for_the_next_look(  # noqa: PLR0917 - fixtures by name
    open_dialog: Open, monkeypatch: pytest.MonkeyPatch, desk: MemoryDesk, settled: Settled, folder: Path, qtbot: QtBot
) -> None:
    def full(*_arguments: object) -> Written:
        raise OSError(28, "No space left on device")

    dialog = open_dialog()
    with monkeypatch.context() as disk:
        disk.setattr(code, "write_update", full)
        press(qtbot, dialog.bar.go)
        settled()
    assert desk.here == 241
    assert "Paid for, and not in place yet" in words(dialog.receipt)
    assert "The folder could not be used: No space left on device. It is paid for" in words(dialog.receipt)
    dialog.accept()
    again = open_dialog()
    assert "7 files that were paid for earlier were put in place." in again.heading.remarks.toPlainText()
    assert (folder / APP).is_file()
    assert desk.here == 241


def test_a_node_whose_code_fails_is_told_and_not_charged(  # noqa: PLR0917 - fixtures are asked for by name
    open_dialog: Open, monkeypatch: pytest.MonkeyPatch, desk: MemoryDesk, settled: Settled, folder: Path, qtbot: QtBot
) -> None:
    def failing(_project: Project, _part: Part, _templates: Templates) -> Iterator[CodeFile]:
        raise KeyError("template")

    monkeypatch.setitem(generator.PART_MAKERS, Role.CACHE, failing)
    dialog = open_dialog()
    assert "3 × 2 nodes = 6 credits" in words(dialog)
    assert "Redis: its code could not be made" in dialog.heading.remarks.toPlainText()
    press(qtbot, dialog.bar.go)
    settled()
    assert desk.here == 244
    assert (folder / APP).is_file()
    assert "Redis: its code could not be made" in words(dialog.receipt)
