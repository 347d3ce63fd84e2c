"""Somebody who cannot see the screen: the program read and worked over D-Bus alone, and by keyboard alone."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from infrasketch_desktop.diagram.records import Note
from infrasketch_desktop.storage import sketches
from tests.support.assistive import AssistiveSession, GoneError, Thing
from tests.support.desktop import FakeChooser, running
from tests.support.diagrams import document, edge, group, node
from tests.support.processes import Start
from tests.support.waiting import wait_until

ALT, SHIFT, CTRL = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
NAMED = {
    "push button", "check box", "radio button", "combo box", "text", "entry", "list item", "tree item", "menu item",
    "page tab", "list", "tree", "tree table", "table", "canvas", "dialog", "frame", "slider", "spin button", "spin box",
}  # fmt: skip
"""Roles of what does something or is a thing of its own."""


def shop(folder: Path) -> Path:
    drawn = document(
        node("web", 0, 0, label="Web app"),
        group("backend"),
        node("api", 400, 0, group="backend", technology="FastAPI", label="API"),
        node("orders", 700, 0, group="backend", locked=True),
        Note(id="note", text="Ask Ada", x=0, y=200),
        edge("web", "api", label="HTTPS"),
        edge("api", "orders"),
    )
    file = folder / "shop.infrasketch"
    sketches.save(file, drawn.diagram)
    return file


def open_program(session: AssistiveSession, start_process: Start, folder: Path, *files: Path) -> Thing:
    command = [sys.executable, "-m", "infrasketch_desktop", "--profile", folder / "profile", *files]
    start_process(command, environment=session.environment)
    return session.reader.program("InfraSketch")


def nameless(thing: Thing) -> list[str]:
    """What takes the keyboard or does something, and has no name, or one that does not tell what it is."""
    found = []
    for each in thing.walk():
        with suppress(GoneError):  # what goes meanwhile needs no name
            role = each.role
            if role == "label":
                continue
            # The window keeps the bars of hidden panels, without tabs and beyond the border of the screen.
            empty = role == "page tab list" and all(child.role != "page tab" for child in each.children)
            is_named = bool(each.name.strip()) or not (role in NAMED or "focusable" in each.states)
            if not (is_named or empty) or is_unclear(each, role):
                found.append(f"{role} {each.name!r} in {each.parent.role} {each.parent.name!r}")
    return found


def test_a_diagram_is_read_and_changed_without_seeing_it(
    assistive_session: AssistiveSession, start_process: Start, tmp_path: Path
) -> None:
    reader = assistive_session.reader
    program = open_program(assistive_session, start_process, tmp_path, shop(tmp_path))
    window = there(lambda: program.find("frame", "shop"), what="the window")
    canvas = there(lambda: window.find("canvas", "Diagram"), what="the canvas")
    assert not nameless(window)

    backend = read_outline(canvas)
    api = backend.children[0]
    api.do("Press")
    reader.hear(lambda e: e.says("focused", "API"), what="the focus on the API")
    assert {"selected", "focused"} <= api.states
    assert there(lambda: window.find("text", "Label"), what="its properties")

    api.do("Rename")
    there(lambda: canvas.find("text", "Label"), what="the field over its card").write("Front door")
    canvas.find("list item", "Web app,").do("Press")
    reader.hear(lambda e: e.says("accessible-name", "Front door, service"), what="its new name")
    backend.do("Toggle")
    assert {"collapsed", "expandable"} <= backend.states
    assert not backend.children

    window.find("push button", "Export").do("Press")
    dialog = there(lambda: program.find("dialog", "Export"), what="the export dialog")
    assert not nameless(dialog)
    dialog.find("push button", "Cancel").do("Press")
    window.find("push button", "Home page").do("Press")
    there(lambda: window.find("text", "Describe your system"), what="the home page")
    assert not nameless(window)


DIALOGS = (
    ("File", "Settings", "Settings", "Close"),
    ("File", "Export", "Export", "Cancel"),
    ("Tools", "Generate all code", "Generate code", "Cancel"),
    ("Tools", "Assistant", "Assistant", "Close"),
    ("Credits", "Wallet", "Wallet", "Close"),
    ("Credits", "Buy", "Buy credits", "Cancel"),
    ("Credits", "Account", "Account", "Close"),
    ("Help", "Report", "Report a problem", "Close"),
    ("Help", "About", "About InfraSketch", "Close"),
)
"""Menu, entry, title, and the button that leaves."""


@pytest.mark.long  # thousands of questions over the bus
def test_every_dialog_is_opened_read_and_left_and_what_happens_is_said(
    assistive_session: AssistiveSession, start_process: Start, tmp_path: Path
) -> None:
    reader = assistive_session.reader
    program = open_program(assistive_session, start_process, tmp_path)
    window = there(lambda: program.find("frame", ""), what="the window")
    there(lambda: window.find("text", "Describe your system"), what="the box").write("An API stores in PostgreSQL")
    window.find("push button", "Send").do("Press")
    reader.hear(lambda e: e.announces("Drew 2 nodes"), what="that it is drawn")
    for menu, entry, title, way_out in DIALOGS:
        choose(window, menu, entry)
        dialog = there(lambda title=title: program.find("dialog", title), what=title)
        there(lambda dialog=dialog, way_out=way_out: dialog.find("push button", way_out), what=way_out)
        assert (title, nameless(dialog)) == (title, [])
        dialog.find("push button", way_out).do("Press")
        wait_until(lambda: len(program.children) == 1, what=f"the end of {title}")
    choose(window, "Edit", "Undo")
    reader.hear(lambda e: e.announces("Undone: "), what="what was undone")
    choose(window, "Edit", "Redo")
    reader.hear(lambda e: e.announces("Redone: "), what="what was done again")
    choose(window, "Edit", "Find")
    field = there(lambda: window.find("text", "Find"), what="the find bar")
    field.write("api")
    reader.hear(lambda e: e.announces("1 found"), what="how many were found")
    field.parent.find("push button", "Next").do("Press")
    reader.hear(lambda e: e.announces("API, "), what="what was gone to")


def choose(window: Thing, menu: str, entry: str) -> None:
    """Choose an entry of a menu, by the beginnings of their names."""
    head = there(lambda: window.find("menu item", menu), what=menu)
    head.do("ShowMenu")

    def look() -> Thing:
        shown = (each for below in head.children for each in below.children)
        return next(each for each in shown if each.name.startswith(entry))

    there(look, what=entry).do("Press")


def is_unclear(thing: Thing, role: str) -> bool:
    """Whether a menu tells its value alone, or what is set by degrees has no bounds around its value."""
    if role == "combo box":
        return not thing.labels and not thing.description
    if role in {"slider", "spin button", "spin box"}:
        least, now, most = thing.range
        return not least <= now <= most or least == most
    return False


def read_outline(canvas: Thing) -> Thing:
    """Compare names, roles, places and relations with the drawing; returns the group."""
    assert [(each.role, each.name) for each in canvas.children[:5]] == [
        ("panel", "Backend, group: 2 members"),
        ("list item", "Web app, service: 0 in, 1 out"),
        ("note", "Note: Ask Ada"),
        ("list item", "API to Orders, request"),
        ("list item", "Web app to API, request: HTTPS"),
    ]
    backend = canvas.children[0]
    api, orders = backend.children
    assert (api.name, api.index, api.parent) == ("API, service, FastAPI: 1 in, 1 out", 0, backend)
    assert (orders.description, orders.parent, backend.parent) == ("Locked.", backend, canvas)
    assert orders.attributes["level"] == "2"
    assert api.flows() == {"from": ["Web app, service: 0 in, 1 out"], "to": ["Orders, service: 1 in, 0 out"]}
    for inner, outer in ((api, backend), (orders, backend), (backend, canvas)):
        assert is_inside(inner.extents, outer.extents)
    return backend


def is_inside(inner: tuple[int, int, int, int], outer: tuple[int, int, int, int]) -> bool:
    x, y, width, height = inner
    left, top, wide, high = outer
    return left <= x and top <= y and x + width <= left + wide and y + height <= top + high


def there(look: Callable[[], Thing], *, what: str) -> Thing:
    """What `look` finds, once it does."""

    def found() -> Thing | None:
        with suppress(LookupError, StopIteration):
            return look()
        return None

    return wait_until(found, what=what)


def test_a_whole_diagram_is_drawn_walked_and_exported_by_keyboard_alone(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    target = tmp_path / "shop.png"
    with running(qapp, qtbot, tmp_path, chooser=FakeChooser(target)) as desktop:
        keys = Keys(qtbot)
        keys.press(Qt.Key.Key_F6)
        keys.type("A web app calls an API that stores orders in PostgreSQL\r")
        desktop.until(lambda: desktop.window.editor is not None)
        desktop.settle()
        diagram, selection = desktop.diagram, desktop.editor.selection

        keys.press(Qt.Key.Key_Tab)  # on the canvas: the first record in reading order
        first = selection.current
        assert first in diagram.nodes
        keys.press(Qt.Key.Key_Down, ALT)
        assert selection.current in diagram.nodes
        assert selection.current != first

        before = set(diagram.nodes)
        keys.press(Qt.Key.Key_Right, ALT | SHIFT)  # a new node, connected
        (made,) = set(diagram.nodes) - before
        assert selection.current == made
        assert diagram.incident(made)
        keys.press(Qt.Key.Key_F2)
        keys.type("Search\r")
        assert diagram.nodes[made].label == "Search"

        keys.press(Qt.Key.Key_2, CTRL)  # the outline, where the same node is current
        keys.go_round_to(desktop.bench.panels.outline)
        assert desktop.bench.panels.outline.model.record_id(desktop.bench.panels.outline.tree.currentIndex()) == made
        keys.press(Qt.Key.Key_Home)
        assert selection.current != made
        keys.press(Qt.Key.Key_Return)
        keys.type("Shop front\r")
        desktop.until(lambda: "Shop front" in {node.label for node in diagram.nodes.values()})

        keys.press(Qt.Key.Key_E, CTRL)
        desktop.until(lambda: bool(dialogs()))
        (dialog,) = dialogs()
        desktop.until(lambda: dialog.isAncestorOf(QApplication.focusWidget()) and dialog.bar.go.isEnabled())
        keys.press(Qt.Key.Key_Tab, SHIFT)  # Export is the last of the round
        while QApplication.focusWidget() is not dialog.bar.go:
            keys.press(Qt.Key.Key_Tab)
        keys.press(Qt.Key.Key_Return)
        desktop.until(lambda: dialog.pages.current is dialog.receipt and not desktop.window.tasks.busy)
        assert target.exists()
        keys.press(Qt.Key.Key_Escape)
        desktop.until(lambda: not dialogs())


class Keys:
    """Keys alone, to whatever has the focus, as a keyboard sends them."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        focused = QApplication.focusWidget() or QApplication.activeWindow()
        self._qtbot.keyClick(focused, key, modifiers)

    def type(self, text: str) -> None:
        for letter in text:
            self._qtbot.keyClick(QApplication.focusWidget(), letter)

    def go_round_to(self, region: QWidget) -> None:
        """F6 until the focus is there; a round has fewer than ten stops."""
        for _ in range(10):
            if region.isAncestorOf(QApplication.focusWidget()):
                return
            self.press(Qt.Key.Key_F6)
        raise LookupError(f"F6 never came to {region}")


def dialogs() -> list[QDialog]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()]
