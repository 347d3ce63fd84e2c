"""The two pages of a window: its home page, and the sketch that is open in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QWidget

from infrasketch_desktop.ui.home.page import HomePage

if TYPE_CHECKING:  # comes with the first sketch
    from infrasketch_desktop.storage.session import SketchSession
    from infrasketch_desktop.ui.editor.editor import Editor
    from infrasketch_desktop.ui.workbench import Workbench


class SketchPages(QStackedWidget):
    """The home page may lie over an open sketch, which then is still there."""

    def __init__(self, home: HomePage, parent: QWidget) -> None:
        super().__init__(parent)
        self._home = home
        self.bench: Workbench | None = None
        self.addWidget(home)

    @property
    def shows_home(self) -> bool:
        return self.currentWidget() is self._home

    @property
    def shown(self) -> Workbench | None:
        """The open sketch, while it is what is seen."""
        bench = self.bench
        return bench if bench is not None and self.currentWidget() is bench.page else None

    @property
    def editor(self) -> Editor | None:
        shown = self.shown
        return shown.editor if shown is not None else None

    def put(self, bench: Workbench) -> None:
        """Have this sketch open; `show_sketch` shows it."""
        self.bench = bench
        self.addWidget(bench.page)

    def put_away(self, *, keep: bool) -> None:
        """Close what is open, after bringing it to safety if it is to be kept."""
        bench, self.bench = self.bench, None
        if bench is None:
            return
        if keep:
            bench.finish()
        self._remove(bench)
        bench.close(keep=keep)

    def release(self) -> SketchSession | None:
        """Take out the open sketch as it is, to go on elsewhere."""
        bench, self.bench = self.bench, None
        if bench is None:
            return None
        self._remove(bench)
        return bench.release()

    def show_home(self) -> None:
        self.setCurrentWidget(self._home)

    def show_sketch(self) -> None:
        if self.bench is not None:
            self.setCurrentWidget(self.bench.page)

    def regions(self) -> Sequence[QWidget]:
        """The parts of the shown page that F6 goes through."""
        return (self._home,) if self.shown is None else self.shown.page.regions()

    def _remove(self, bench: Workbench) -> None:
        self.show_home()
        self.removeWidget(bench.page)
