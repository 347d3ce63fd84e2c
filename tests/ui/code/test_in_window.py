"""Generating code in the whole window: from a menu or by keys to the files in the panel."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from infrasketch_desktop.ui.actions.conditions import nodes
from infrasketch_desktop.ui.code.dialog import GenerateDialog
from infrasketch_desktop.ui.main_window import MainWindow
from infrasketch_desktop.ui.menus import context_ids
from tests.support.credits_desk import MemoryDesk
from tests.support.dialogs import Rest, press, shown, words


def test_nodes_are_generated_from_their_menu(sketched: MainWindow, rest: Rest) -> None:
    editor = sketched.editor
    editor.select_all()
    sketched.commands.refresh()
    assert "code.node" in context_ids(None, several=True)
    assert sketched.commands["code.node"].text() == f"Generate code for {len(nodes(sketched))} nodes…"
    node = next(iter(editor.document.diagram.nodes.values()))
    editor.selection.set([node.id])
    assert "code.node" in context_ids(node, several=False)
    sketched.commands.perform("code.node")
    rest()
    dialog = shown(GenerateDialog)
    assert f"Generate code for “{node.label}”" in words(dialog)
    dialog.reject()


def test_keys_open_it_and_what_was_generated_is_shown_and_can_be_opened_again(
    sketched: MainWindow, desk: MemoryDesk, rest: Rest, qtbot: QtBot
) -> None:
    assert sketched.bench.panels.code.survey is None, "nothing is planned before somebody can see it"
    control = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(sketched.editor.canvas, Qt.Key.Key_E, control)
    rest()
    dialog = shown(GenerateDialog)
    assert dialog.folder.name == "Untitled-code"
    press(qtbot, dialog.bar.go)
    rest()
    dialog.accept()
    rest()
    panel = sketched.bench.panels.code_panel
    assert sketched.panels.is_shown("code")
    assert panel.files.standing_of("README.md") == "unchecked"
    assert str(dialog.folder) in words(panel)
    assert desk.here == 250 - 3 * len(sketched.editor.document.diagram.nodes)
    sketched.commands.perform("code.folder")
    assert sketched.services.opener.folders == [dialog.folder]
