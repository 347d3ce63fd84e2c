"""Somebody who tries everything in no order: mouse, keys, actions, sentences; the same seed does the same."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from infrasketch_desktop.diagram.geometry import Point
from infrasketch_desktop.diagram.records import Edge, Sheet
from tests.support.desktop import Desktop

NONE, CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
KEYS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Delete, Qt.Key.Key_Escape)
TOOLS = ("select", "hand", "node", "edge", "text", "group")
SENTENCES = (
    "add a Redis cache",
    "add a CDN in front of the API",
    "put a queue between the API and the worker",
    "connect the API to PostgreSQL",
    "rename Redis to Session cache",
    "remove the worker",
    "group the API and PostgreSQL as Backend",
    "what talks to the API?",
    "an API in FastAPI with PostgreSQL and a worker that takes jobs from RabbitMQ",
    "remove the flux capacitor",
    "replace PostgreSQL with MySQL",
    "¿?",
)
NOT_ALONE = (
    "file.",
    "help.",
    "credits.",
    "view.full-screen",
    "view.appearance",
    "arrange.tidy",
    "edit.prompt",
    "edit.find",
)
"""Actions that open something else than the diagram; some of them have deeds of their own."""
CROWDED = 60
"""From so many records on, deeds that remove come more often, so that a long run stays quick."""


class RandomUser:
    """`step` does one thing and writes into `log` what it was."""

    def __init__(self, desktop: Desktop, seed: int) -> None:
        self._desktop = desktop
        self._random = Random(seed)
        self.log: list[str] = []
        self._deeds: dict[Callable[[], str], int] = {
            self._drag: 25,
            self._use_tool: 12,
            self._click: 12,
            self._double_click: 6,
            self._press_key: 12,
            self._act: 22,
            self._say: 4,
            self._undo_some: 8,
            self._wheel: 4,
            self._open_menu: 2,
            self._tidy: 2,
            self._find: 1,
        }

    def step(self) -> None:
        deeds, weights = zip(*self._deeds.items(), strict=True)
        deed = self._clear_up if len(self._desktop.diagram) > CROWDED else self._random.choices(deeds, weights)[0]
        self.log.append(deed.__name__)
        self.log[-1] = f"{deed.__name__} {deed()}"
        self._come_back()

    def _come_back(self) -> None:
        """Close what lies over the canvas and let what is under way arrive."""
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        self._desktop.settle()

    @property
    def _canvas(self) -> QWidget:
        return self._desktop.editor.canvas

    def _pixel(self) -> QPoint:
        """Mostly on a record, sometimes anywhere."""
        diagram, canvas = self._desktop.diagram, self._desktop.editor.canvas
        drawn = [record for record in diagram if not isinstance(record, Sheet)]
        point = QPoint(self._random.randrange(canvas.width()), self._random.randrange(canvas.height()))
        if drawn and self._random.random() < 0.7:
            record = self._random.choice(drawn)
            inside = self._on_edge(record) if isinstance(record, Edge) else canvas.bounds(record.id).center
            near = self._desktop.pixel(Point(*inside))
            near += QPoint(self._random.randint(-40, 40), self._random.randint(-20, 20))
            if canvas.rect().contains(near):
                return near
        return point

    def _on_edge(self, edge: Edge) -> Point:
        line = self._desktop.editor.canvas.line(edge.id)
        return self._random.choice(line) if line else Point(0, 0)

    def _modifier(self) -> Qt.KeyboardModifier:
        return self._random.choices((NONE, CTRL, SHIFT, ALT), (8, 1, 2, 1))[0]

    def _drag(self) -> str:
        start, end, modifier = self._pixel(), self._pixel(), self._modifier()
        button, bot = Qt.MouseButton.LeftButton, self._desktop.qtbot
        bot.mouseMove(self._canvas, start)
        bot.mousePress(self._canvas, button, modifier, start)
        for part in (0.3, 0.7, 1.0):
            bot.mouseMove(self._canvas, start + (end - start) * part)
        if self._random.random() < 0.1:
            bot.keyClick(self._canvas, Qt.Key.Key_Escape)
        bot.mouseRelease(self._canvas, button, modifier, end)
        return f"{start.toTuple()} {end.toTuple()} {modifier.name} {self._answer_menu()}"

    def _answer_menu(self) -> str:
        """Where an edge ended in the open: take one of the kinds, or leave it to `_come_back` to close the menu."""
        menu = QApplication.activePopupWidget()
        if not isinstance(menu, QMenu) or self._random.random() < 0.3:
            return ""
        for _ in range(self._random.randrange(5)):
            self._desktop.qtbot.keyClick(menu, Qt.Key.Key_Down)
        self._desktop.qtbot.keyClick(menu, Qt.Key.Key_Return)
        self._desktop.window.activateWindow()  # without a window manager a popup leaves no window active
        return f"takes {self._type_label()}"

    def _use_tool(self) -> str:
        name = self._random.choice(TOOLS)
        self._desktop.window.commands.perform(f"tool.{name}")
        return f"{name}, {self._drag()}"

    def _click(self) -> str:
        point, modifier = self._pixel(), self._modifier()
        self._desktop.qtbot.mouseClick(self._canvas, Qt.MouseButton.LeftButton, modifier, point)
        return f"{point.toTuple()} {modifier.name}"

    def _double_click(self) -> str:
        point = self._pixel()
        self._desktop.qtbot.mouseDClick(self._canvas, Qt.MouseButton.LeftButton, NONE, point)
        return f"{point.toTuple()} {self._type_label()}"

    def _type_label(self) -> str:
        """Type into whatever took the focus for it."""
        focused = QApplication.focusWidget()
        if focused is None or focused is self._canvas or not self._canvas.isAncestorOf(focused):
            return ""
        text = self._random.choice(("", "Orders", "a–ß 漢字", "x" * 80))
        typed = QInputMethodEvent()  # as an input method does it: key clicks know Latin letters only
        typed.setCommitString(text)
        QApplication.sendEvent(focused, typed)
        end = self._random.choice((Qt.Key.Key_Return, Qt.Key.Key_Escape))
        self._desktop.qtbot.keyClick(focused, end)
        return f"{text!r} {end.name}"

    def _press_key(self) -> str:
        key, modifier = self._random.choice(KEYS), self._modifier()
        self._desktop.press(key, modifier)
        return f"{key.name} {modifier.name}"

    def _act(self) -> str:
        commands = self._desktop.window.commands
        commands.refresh()
        possible = [a.id for a in commands if not a.id.startswith(NOT_ALONE) and commands.is_enabled(a.id)]
        chosen = self._random.choice(possible)
        commands.perform(chosen)
        return f"{chosen} {self._type_label()}"

    def _say(self) -> str:
        sentence = self._random.choice(SENTENCES)
        self._desktop.bench.page.prompt.box.set_text("")
        self._desktop.say(sentence)
        self._canvas.setFocus()
        return sentence

    def _undo_some(self) -> str:
        count = self._random.randint(1, 6)
        action = self._random.choice(("edit.undo", "edit.redo"))
        for _ in range(count):
            self._desktop.window.commands.perform(action)
        return f"{action} x {count}"

    def _wheel(self) -> str:
        point, turn, modifier = self._pixel(), self._random.choice((-120, 120)), self._random.choice((NONE, CTRL))
        place = QPointF(point)
        event = QWheelEvent(
            place,
            QPointF(self._canvas.mapToGlobal(point)),
            QPoint(),
            QPoint(0, turn),
            Qt.MouseButton.NoButton,
            modifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(self._canvas, event)
        return f"{turn} {modifier.name}"

    def _open_menu(self) -> str:
        point = self._pixel()
        self._desktop.qtbot.mouseClick(self._canvas, Qt.MouseButton.RightButton, NONE, point)
        return str(point.toTuple())

    def _tidy(self) -> str:
        popover = self._desktop.bench.tidy
        self._desktop.window.commands.perform("arrange.tidy")
        self._desktop.settle()
        if popover.go.isEnabled() and self._random.random() < 0.7:
            self._desktop.qtbot.mouseClick(popover.go, Qt.MouseButton.LeftButton)
            return "go"
        popover.close_popover()
        return "cancel"

    def _find(self) -> str:
        self._desktop.window.commands.perform("edit.find")
        focused = QApplication.focusWidget()
        if focused is not None:
            self._desktop.qtbot.keyClicks(focused, self._random.choice(("API", "zzz", "re")))
            self._desktop.qtbot.keyClick(focused, Qt.Key.Key_Return)
            self._desktop.qtbot.keyClick(focused, Qt.Key.Key_Escape)
        self._canvas.setFocus()
        return ""

    def _clear_up(self) -> str:
        """Remove about half of what is there."""
        diagram = self._desktop.diagram
        ids = [record.id for record in diagram if not isinstance(record, Sheet) and self._random.random() < 0.5]
        self._desktop.editor.selection.set(ids)
        self._desktop.window.commands.perform("edit.delete")
        return f"{len(ids)} records"
