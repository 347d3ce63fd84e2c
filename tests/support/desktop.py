"""The real program in the test process: its windows driven by keys and mouse, its dialogs answered from a list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from infrasketch_desktop.app import Program
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.geometry import Point
from infrasketch_desktop.storage.profile import Profile
from infrasketch_desktop.ui.editor.editor import Editor
from infrasketch_desktop.ui.main_window import MainWindow
from infrasketch_desktop.ui.workbench import Workbench
from tests.support.credits_desk import MemoryDesk, RecordingOpener

SECONDS = 20_000
"""Milliseconds after which something that should have happened did not."""


class FakeChooser:
    """Answers file dialogs with `path`; None is a person who thought better of it. `asked` is what may be replaced."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self.replaces = True
        self.asked: list[str] = []

    def sketch_to_open(self, _parent: QWidget, _folder: Path) -> Path | None:
        return self.path

    def sketch_to_save(self, _parent: QWidget, _suggested: Path) -> Path | None:
        return self.path

    def files_to_import(self, _parent: QWidget, _folder: Path) -> tuple[Path, ...]:
        return (self.path,) if self.path is not None else ()

    def folder_to_import(self, _parent: QWidget, _folder: Path) -> Path | None:
        return self.path

    def export_to_save(self, _parent: QWidget, _suggested: Path, _sort: str) -> Path | None:
        return self.path

    def copy_to_save(self, _parent: QWidget, _suggested: Path) -> Path | None:
        return self.path

    def folder_to_fill(self, _parent: QWidget, _suggested: Path) -> Path | None:
        return self.path

    def printer(self, _parent: QWidget) -> QPrinter | None:
        """One that writes `path` as PDF."""
        if self.path is None:
            return None
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.path))
        return printer

    def may_replace(self, _parent: QWidget, names: Sequence[str]) -> bool:
        self.asked += names
        return self.replaces


class Desktop:
    """One run of the program and what a person does in its first window."""

    def __init__(self, program: Program, chooser: FakeChooser, qtbot: QtBot) -> None:
        self.program = program
        self.chooser = chooser
        self.qtbot = qtbot

    @property
    def window(self) -> MainWindow:
        return self.program.windows.all[0]

    @property
    def bench(self) -> Workbench:
        bench = self.window.bench
        assert bench is not None
        return bench

    @property
    def editor(self) -> Editor:
        return self.bench.editor

    @property
    def diagram(self) -> Diagram:
        return self.editor.document.diagram

    def until(self, happened: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(happened, timeout=SECONDS)

    def settle(self) -> None:
        """Until nothing is under way any more in any window."""
        self.until(lambda: not any(window.tasks.busy for window in self.program.windows.all))

    def describe(self, sentence: str) -> None:
        """Type a sentence into the box of the home page and wait for its diagram."""
        self._type(self.window.home.box.edit, sentence)
        self.until(lambda: self.window.editor is not None)
        self.settle()
        QApplication.processEvents()  # the diagram is fitted once the answer has taken its room

    def say(self, sentence: str) -> None:
        """Type a sentence into the prompt line and wait until it was worked on."""
        self._type(self.bench.page.prompt.box.edit, sentence)
        self.settle()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key on the canvas."""
        canvas = self.editor.canvas
        canvas.setFocus()
        self.qtbot.keyClick(canvas, key, modifier)

    def drag(self, start: Point, end: Point) -> None:
        """Drag with the left button from one place of the diagram to another."""
        canvas, button = self.editor.canvas, Qt.MouseButton.LeftButton
        self.qtbot.mousePress(canvas, button, pos=self.pixel(start))
        for part in (0.25, 0.5, 0.75, 1.0):
            between = Point(start.x + (end.x - start.x) * part, start.y + (end.y - start.y) * part)
            self.qtbot.mouseMove(canvas, self.pixel(between))
        self.qtbot.mouseRelease(canvas, button, pos=self.pixel(end))

    def pixel(self, point: Point) -> QPoint:
        x, y = self.editor.canvas.viewport.to_view(point)
        return QPoint(round(x), round(y))

    def _type(self, edit: QWidget, sentence: str) -> None:
        edit.setFocus()
        self.qtbot.keyClicks(edit, sentence)
        self.qtbot.keyClick(edit, Qt.Key.Key_Return)


@contextmanager
def running(
    app: QApplication,
    qtbot: QtBot,
    profile: Path,
    files: Sequence[Path] = (),
    chooser: FakeChooser | None = None,
    *,
    has_wallet: bool = False,
) -> Iterator[Desktop]:
    """The program from its first window to the close of the last; compiled things lie in the cache of the test run.

    With `has_wallet` it opens the wallet of its profile, instead of one in memory with 250 credits.
    """
    with ExitStack() as stack:
        chooser = chooser or FakeChooser()
        cache = Profile.standard().cache_folder
        desk, opener = None if has_wallet else MemoryDesk(250), RecordingOpener()
        place = replace(Profile.at(profile), cache_folder=cache)
        program = Program(app, place, stack, chooser, desk=desk, opener=opener)
        program.start(files)
        desktop = Desktop(program, chooser, qtbot)
        desktop.until(lambda: bool(desktop.window.home.template_cards))
        desktop.settle()
        try:
            yield desktop
        finally:
            program.windows.quit()
            qtbot.waitUntil(lambda: not program.windows.all, timeout=SECONDS)
