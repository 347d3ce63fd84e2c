"""The window by mouse and keyboard: tools, undo, clipboard, command palette, panels, appearance."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QTabBar
from pytestqt.qtbot import QtBot

from infrasketch_desktop.app import Program
from infrasketch_desktop.diagram.geometry import Point
from infrasketch_desktop.storage.settings import Theme as Appearance
from infrasketch_desktop.ui.main_window import MainWindow
from infrasketch_desktop.ui.window_place import HEIGHT

Keys = Qt.Key
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def press(sketched: MainWindow, qtbot: QtBot) -> Callable[..., None]:
    """Presses keys while the canvas has the focus."""

    def on_canvas(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        sketched.editor.canvas.setFocus()
        qtbot.keyClick(sketched.editor.canvas, key, modifiers)

    return on_canvas


def place_of(window: MainWindow, record_id: str) -> QPoint:
    """The middle of a record in the canvas widget."""
    center = window.editor.canvas.viewport.to_view(window.editor.document.diagram.bounds(record_id).center)
    return QPoint(round(center.x), round(center.y))


def drag(qtbot: QtBot, window: MainWindow, start: QPoint, end: QPoint) -> None:
    canvas, left = window.editor.canvas, Qt.MouseButton.LeftButton
    qtbot.mousePress(canvas, left, pos=start)
    for part in (0.3, 0.6, 1.0):
        qtbot.mouseMove(canvas, start + (end - start) * part)
    qtbot.mouseRelease(canvas, left, pos=end)


def test_first_node(window: MainWindow) -> str:
    window.commands.perform("file.new")
    window.commands.perform("insert.api")
    assert len(window.editor.document.diagram.nodes) == 1


@pytest.mark.parametrize(
    ("key", "tool"),
    [(Keys.Key_H, "hand"), (Keys.Key_N, "node"), (Keys.Key_A, "edge"), (Keys.Key_T, "text"), (Keys.Key_G, "group")],
)
def test_letters_choose_tools(sketched: MainWindow, press: Callable[..., None], key: Qt.Key, tool: str) -> None:
    press(key)
    assert sketched.sketch.tool == tool
    assert sketched.commands[f"tool.{tool}"].isChecked()
    press(Keys.Key_V)
    assert sketched.sketch.tool == "select"


def test_letters_are_letters_while_typing(sketched: MainWindow, qtbot: QtBot) -> None:
    box = sketched.bench.page.prompt.box.edit
    box.setFocus()
    qtbot.keyClicks(box, "vhnatg/?")
    assert sketched.sketch.tool == "select"
    assert box.toPlainText() == "vhnatg/?"


def test_click_selects_and_drag_moves(sketched: MainWindow, qtbot: QtBot) -> None:
    record_id = next(iter(sketched.editor.document.diagram.nodes))
    before = sketched.editor.document.diagram.nodes[record_id]
    start = place_of(sketched, record_id)
    drag(qtbot, sketched, start, start + QPoint(-80, 60))
    after = sketched.editor.document.diagram.nodes[record_id]
    assert sketched.editor.selection.ids == (record_id,)
    assert after.x < before.x
    assert after.pinned
    sketched.commands.perform("edit.undo")
    assert sketched.editor.document.diagram.nodes[record_id] == before


def test_undo_and_redo_by_keys(sketched: MainWindow, press: Callable[..., None]) -> None:
    sketched.commands.perform("insert.cdn")
    count = len(sketched.editor.document.diagram.nodes)
    press(Keys.Key_Z, CTRL)
    assert len(sketched.editor.document.diagram.nodes) == count - 1
    press(Keys.Key_Z, CTRL | SHIFT)
    assert len(sketched.editor.document.diagram.nodes) == count
    press(Keys.Key_Z, CTRL)
    press(Keys.Key_Y, CTRL)
    assert len(sketched.editor.document.diagram.nodes) == count


def test_undo_says_what_it_undoes(sketched: MainWindow) -> None:
    sketched.commands.perform("insert.cdn")
    assert sketched.commands["edit.undo"].text() == "Undo: Add CDN"


def test_group_and_ungroup_by_keys(sketched: MainWindow, press: Callable[..., None]) -> None:
    before = sketched.editor.document.snapshot()
    press(Keys.Key_A, CTRL)
    press(Keys.Key_G, CTRL)
    (frame,) = sketched.editor.document.diagram.groups
    assert sketched.editor.selection.ids == (frame,)
    press(Keys.Key_G, CTRL | SHIFT)
    assert sketched.editor.document.diagram.nodes == before.nodes


def test_connect_to_a_new_node_by_keys(sketched: MainWindow, press: Callable[..., None]) -> None:
    origin = next(iter(sketched.editor.document.diagram.nodes))
    sketched.editor.selection.set([origin])
    press(Keys.Key_Right, ALT | SHIFT)
    new = sketched.editor.selection.current
    assert new != origin
    edges = [sketched.editor.document.diagram.edges[i] for i in sketched.editor.document.diagram.incident(new)]
    assert [(edge.source, edge.target) for edge in edges] == [(origin, new)]


def test_walk_along_edges_and_back(sketched: MainWindow, press: Callable[..., None]) -> None:
    diagram = sketched.editor.document.diagram
    edge = next(iter(diagram.edges.values()))
    sketched.editor.selection.set([edge.source])
    press(Keys.Key_Down, ALT)
    assert sketched.editor.selection.current in {e.target for e in diagram.edges.values()}
    press(Keys.Key_Up, ALT)
    assert sketched.editor.selection.current == edge.source


def test_nudge_by_keys(sketched: MainWindow, press: Callable[..., None]) -> None:
    record_id = next(iter(sketched.editor.document.diagram.nodes))
    x = sketched.editor.document.diagram.nodes[record_id].x
    sketched.editor.selection.set([record_id])
    press(Keys.Key_Right)
    assert sketched.editor.document.diagram.nodes[record_id].x == x + 1
    press(Keys.Key_Left, SHIFT)
    assert sketched.editor.document.diagram.nodes[record_id].x == x - 19


def test_f2_edits_the_label_in_place(sketched: MainWindow, press: Callable[..., None], qtbot: QtBot) -> None:
    record_id = next(iter(sketched.editor.document.diagram.nodes))
    sketched.editor.selection.set([record_id])
    press(Keys.Key_F2)
    label = sketched.bench.page.label_editor
    assert label.isVisible()
    qtbot.keyClicks(label, "Shop API")
    qtbot.keyClick(label, Keys.Key_Return)
    assert sketched.editor.document.diagram.nodes[record_id].label == "Shop API"


def test_delete_and_copy_and_paste(sketched: MainWindow, press: Callable[..., None]) -> None:
    diagram = sketched.editor.document.diagram
    nodes, edges = len(diagram.nodes), len(diagram.edges)
    press(Keys.Key_A, CTRL)
    press(Keys.Key_C, CTRL)
    press(Keys.Key_V, CTRL)
    assert (len(diagram.nodes), len(diagram.edges)) == (2 * nodes, 2 * edges)
    press(Keys.Key_Delete)
    assert (len(diagram.nodes), len(diagram.edges)) == (nodes, edges)


def test_records_paste_into_another_window(sketched: MainWindow, program: Program, press: Callable[..., None]) -> None:
    press(Keys.Key_A, CTRL)
    press(Keys.Key_C, CTRL)
    sketched.commands.perform("file.new")
    other = program.windows.all[1]
    other.commands.perform("edit.paste")
    assert len(other.editor.document.diagram.nodes) == len(sketched.editor.document.diagram.nodes)
    assert len(other.editor.document.diagram.edges) == len(sketched.editor.document.diagram.edges)


def test_copied_text_is_an_outline(sketched: MainWindow, press: Callable[..., None]) -> None:
    press(Keys.Key_A, CTRL)
    press(Keys.Key_C, CTRL)
    assert "Redis" in QApplication.clipboard().text()


def test_picture_goes_to_the_clipboard(sketched: MainWindow, press: Callable[..., None]) -> None:
    press(Keys.Key_C, SHIFT | ALT)
    assert QApplication.clipboard().image().width() > 100


def test_prose_is_pasted_as_a_description(window: MainWindow, idle: Callable[[MainWindow], None]) -> None:
    window.commands.perform("file.new")
    QApplication.clipboard().setText("nginx -> Django -> MySQL")
    window.commands.perform("edit.paste")
    idle(window)
    assert len(window.editor.document.diagram.nodes) == 3


def test_command_palette_runs_what_was_typed(sketched: MainWindow, press: Callable[..., None], qtbot: QtBot) -> None:
    press(Keys.Key_K, CTRL)
    palette = sketched.command_palette
    assert palette.isVisible()
    qtbot.keyClicks(palette.edit, "add queue")
    qtbot.keyClick(palette.edit, Keys.Key_Return)
    assert not palette.isVisible()
    assert any(node.kind.value == "queue" for node in sketched.editor.document.diagram.nodes.values())


def test_command_palette_goes_to_nodes(sketched: MainWindow, press: Callable[..., None], qtbot: QtBot) -> None:
    press(Keys.Key_P, CTRL | SHIFT)
    qtbot.keyClicks(sketched.command_palette.edit, "go to redis")
    qtbot.keyClick(sketched.command_palette.edit, Keys.Key_Return)
    current = sketched.editor.document.diagram.nodes[sketched.editor.selection.current]
    assert current.technology == "Redis"
    assert sketched.editor.canvas.hasFocus()


def test_escape_closes_the_palette(sketched: MainWindow, press: Callable[..., None], qtbot: QtBot) -> None:
    press(Keys.Key_K, CTRL)
    qtbot.keyClick(sketched.command_palette.edit, Keys.Key_Escape)
    assert not sketched.command_palette.isVisible()
    assert sketched.editor.canvas.hasFocus()


def test_palette_opens_templates_from_the_home_page(window: MainWindow, qtbot: QtBot) -> None:
    window.commands.perform("help.palette")
    qtbot.keyClicks(window.command_palette.edit, "template chat")
    qtbot.keyClick(window.command_palette.edit, Keys.Key_Return)
    qtbot.waitUntil(lambda: not window.shows_home)
    assert window.editor.document.diagram.nodes


def test_shortcuts_are_listed_and_searched(sketched: MainWindow, press: Callable[..., None], qtbot: QtBot) -> None:
    press(Keys.Key_Question)
    dialog = next(
        w for w in QApplication.topLevelWidgets() if w.windowTitle() == "Keyboard shortcuts" and w.isVisible()
    )
    qtbot.keyClicks(dialog.search, "duplicate")
    shown = [label.text() for label in dialog.findChildren(type(sketched.status.saved)) if label.isVisible()]
    assert "Duplicate" in shown
    assert "Undo" not in shown
    dialog.close()


def test_zoom_by_keys(sketched: MainWindow, press: Callable[..., None]) -> None:
    canvas = sketched.editor.canvas
    press(Keys.Key_0, CTRL)
    assert canvas.zoom == 1
    press(Keys.Key_Plus, CTRL)
    assert canvas.zoom > 1
    press(Keys.Key_1, SHIFT)
    assert all(canvas.visible.encloses(n.rect) for n in sketched.editor.document.diagram.nodes.values())


def test_grid_and_minimap_are_remembered(sketched: MainWindow, press: Callable[..., None]) -> None:
    press(Keys.Key_Apostrophe, CTRL)
    assert not sketched.editor.canvas.grid_shown
    assert not sketched.services.preferences.current.show_grid


def test_minimap_comes_when_a_part_is_out_of_sight(sketched: MainWindow, press: Callable[..., None]) -> None:
    press(Keys.Key_1, SHIFT)
    assert not sketched.bench.page.minimap.isVisible()
    sketched.editor.canvas.zoom_to(3.0)
    assert sketched.bench.page.minimap.isVisible()
    press(Keys.Key_M, CTRL)
    assert not sketched.bench.page.minimap.isVisible()


def test_panels_are_hidden_and_found_hidden_again(
    sketched: MainWindow, press: Callable[..., None], start: Callable[..., Program], qtbot: QtBot
) -> None:
    press(Keys.Key_4, CTRL)
    assert not sketched.panels.is_shown("properties")
    sketched.close()
    window = start().windows.all[-1]
    window.commands.perform("file.new")
    assert not window.panels.is_shown("properties")
    window.commands.perform("view.reset-panels")
    assert window.panels.is_shown("properties")


def test_every_tab_of_the_right_side_can_be_read(sketched: MainWindow, qtbot: QtBot) -> None:
    sketched.resize(1360, 830)
    sketched.show()
    sketched.panels.reveal("document")
    (tabs,) = [bar for bar in sketched.findChildren(QTabBar) if "Document" in map(bar.tabText, range(bar.count()))]

    def cut() -> list[str]:
        rows = range(tabs.count())
        width = {row: tabs.fontMetrics().horizontalAdvance(tabs.tabText(row)) for row in rows}
        return [tabs.tabText(row) for row in rows if tabs.tabRect(row).width() < width[row] + 2 * 8]

    qtbot.wait_until(lambda: tabs.isVisible() and not cut())
    for _ in range(3):
        sketched.commands.perform("view.text-larger")
    qtbot.wait_until(lambda: not cut())


def test_appearance_is_switched_and_remembered(sketched: MainWindow, start: Callable[..., Program]) -> None:
    sketched.commands.perform("view.appearance-dark")
    assert sketched.editor.canvas.theme.name == "dark"
    assert sketched.commands["view.appearance-dark"].isChecked()
    assert sketched.skin.colors.window in QApplication.instance().styleSheet()
    sketched.close()
    assert start().services.skin.appearance is Appearance.DARK


def test_text_grows_with_the_setting(sketched: MainWindow) -> None:
    before = sketched.status.saved.fontMetrics().height()
    for _ in range(4):
        sketched.commands.perform("view.text-larger")
    assert sketched.status.saved.fontMetrics().height() > before


def test_tidy_says_what_it_moves_and_spares_the_pinned(
    sketched: MainWindow, idle: Callable[[MainWindow], None], qtbot: QtBot
) -> None:
    nodes = tuple(sketched.editor.document.diagram.nodes)
    from infrasketch_desktop.diagram import edits

    sketched.editor.edit(
        "Scatter", lambda edit: edits.place(edit, {i: Point(n * 7, n * 333) for n, i in enumerate(nodes)})
    )
    sketched.editor.edit("Pin", lambda edit: edits.pin(edit, nodes[:1]))
    pinned = sketched.editor.document.diagram.nodes[nodes[0]]
    sketched.commands.perform("arrange.tidy")
    idle(sketched)
    tidy = sketched.bench.tidy
    assert "1 is pinned" in tidy.outcome.text()
    qtbot.mouseClick(tidy.go, Qt.MouseButton.LeftButton)
    assert sketched.editor.document.diagram.nodes[nodes[0]] == pinned
    assert sketched.editor.document.undo_title == "Tidy"
    sketched.commands.perform("arrange.tidy")
    idle(sketched)
    assert tidy.outcome.text() == "Everything is tidy already."


def test_refused_edit_is_explained(sketched: MainWindow) -> None:
    sketched.editor.edit(
        "Break", lambda edit: edit.remove(next(iter(sketched.editor.document.diagram.edges.values())).source)
    )
    assert "still has connections" in sketched.banners.notices[0].text


def test_every_control_has_a_name_for_screen_readers(sketched: MainWindow) -> None:
    from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit

    sketched.editor.selection.set(list(sketched.editor.document.diagram.nodes)[:1])
    unnamed = [
        widget
        for kind in (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit)
        for widget in sketched.findChildren(kind)
        if widget.isVisible() and not (widget.accessibleName() or getattr(widget, "text", str)().strip())
    ]
    assert [(type(w).__name__, w.objectName(), w.parent().objectName()) for w in unnamed] == []


def test_first_window_fills_a_screen_without_room_to_spare(window: MainWindow) -> None:
    assert window.screen().availableSize().height() <= HEIGHT  # as it is offscreen
    assert window.isMaximized()
