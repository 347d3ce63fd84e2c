"""The review panel lists findings, shows their place and mends them in one undo step."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from infrasketch_desktop.diagram import edits
from infrasketch_desktop.storage import sketch_file
from infrasketch_desktop.ui.main_window import MainWindow
from infrasketch_desktop.ui.panels.findings.panel import FindingsPanel

Idle = Callable[[MainWindow], None]


@pytest.fixture
def panel(sketched: MainWindow, idle: Idle, qtbot: QtBot) -> FindingsPanel:
    sketched.show()
    sketched.panels.reveal("findings")
    found = sketched.bench.panels.findings
    qtbot.wait_until(lambda: bool(found.findings))
    return found


def row_of(panel: FindingsPanel, rule: str) -> int:
    return [finding.rule for finding in panel.findings].index(rule)


def rules(panel: FindingsPanel) -> set[str]:
    return {finding.rule for finding in panel.findings}


def press(panel: FindingsPanel) -> None:
    (button, *_) = panel.detail.fixes
    assert isinstance(button, QPushButton)
    button.click()


def test_each_finding_is_a_row_and_the_summary_counts_them(panel: FindingsPanel) -> None:
    assert panel.list.count() == len(panel.findings) > 0
    assert str(sum(f.severity == "low" for f in panel.findings)) + " low" in panel.summary.text()


def test_choosing_a_finding_selects_what_it_is_about_and_says_why(panel: FindingsPanel, sketched: MainWindow) -> None:
    panel.list.setCurrentRow(row_of(panel, "no-replica"))
    finding = panel.findings[panel.list.currentRow()]
    assert set(sketched.editor.selection.ids) == set(finding.elements)
    assert panel.detail.reason.text() == finding.reason


def test_a_fix_is_one_undo_step_and_its_finding_goes(
    panel: FindingsPanel, sketched: MainWindow, idle: Idle, qtbot: QtBot
) -> None:
    before = sketch_file.write(sketched.editor.document.diagram)
    panel.list.setCurrentRow(row_of(panel, "no-replica"))
    press(panel)
    qtbot.wait_until(lambda: "no-replica" not in rules(panel))
    assert sketched.editor.document.undo_title == "Add a replica of PostgreSQL"
    sketched.editor.undo()
    assert sketch_file.write(sketched.editor.document.diagram) == before
    qtbot.wait_until(lambda: "no-replica" in rules(panel))


def test_tab_leads_from_the_list_to_the_fix_and_the_focus_comes_back(
    panel: FindingsPanel, sketched: MainWindow, qtbot: QtBot
) -> None:
    panel.list.setFocus()
    panel.list.setCurrentRow(row_of(panel, "no-replica"))
    qtbot.wait_until(panel.detail.fixes[0].isVisible)
    qtbot.keyClick(panel.list, Qt.Key.Key_Tab)
    assert sketched.focusWidget() is panel.detail.fixes[0]
    qtbot.keyClick(panel.detail.fixes[0], Qt.Key.Key_Return)
    qtbot.wait_until(lambda: "no-replica" not in rules(panel))
    assert sketched.focusWidget() is panel.list


def test_an_edit_is_reviewed_after_a_pause_and_the_chosen_finding_stays(
    panel: FindingsPanel, sketched: MainWindow, qtbot: QtBot
) -> None:
    panel.list.setCurrentRow(row_of(panel, "no-replica"))
    names = list(sketched.editor.document.diagram.nodes)
    label = sketched.editor.document.diagram.nodes[names[0]].label
    sketched.editor.edit("Rename", lambda edit: edits.rename(edit, names[1], label))
    qtbot.wait_until(lambda: "duplicate-name" in rules(panel))
    assert panel.findings[panel.list.currentRow()].rule == "no-replica"


def test_a_hidden_panel_does_not_review(sketched: MainWindow, idle: Idle) -> None:
    idle(sketched)
    assert sketched.bench.panels.findings.findings == ()


def test_an_empty_sheet_says_what_will_appear(window: MainWindow, idle: Idle, qtbot: QtBot) -> None:
    window.show()
    window.files.new()
    window.panels.reveal("findings")
    panel = window.bench.panels.findings
    qtbot.wait_until(lambda: "appear here" in panel.summary.text())
    assert not panel.list.isVisible()
    assert not panel.detail.isVisible()
