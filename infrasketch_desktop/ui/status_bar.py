"""The status bar: saved state, counts, what is selected, running work with progress and cancel, zoom."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QStatusBar, QToolButton, QWidget

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.language import dotted, tr, tr_count
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.numbers import percent
from infrasketch_desktop.ui.tasks import Tasks
from infrasketch_desktop.ui.theme.measures import grown, keep_grown
from infrasketch_desktop.ui.widgets.busy import BusyBar
from infrasketch_desktop.ui.widgets.roles import icon_button, label

_FULL = 1000


class StatusBar(QStatusBar):
    """Everything quiet that is good to know; shows nothing about a sketch while there is none."""

    def __init__(self, tasks: Tasks, icons: Icons, sync: QWidget, zoom_clicked: Callable[[], None]) -> None:
        """`sync` is what is said about credits."""
        super().__init__()
        self._tasks = tasks
        self.setSizeGripEnabled(False)
        self.saved, self.counts, self.selected = label(""), label(""), label("")
        self.work = label("")
        self.progress = BusyBar()
        keep_grown(self.progress, lambda: self.progress.setFixedWidth(grown(120)))
        self.cancel = icon_button(icons, "stop", tr("Cancel"), self._cancel, "muted")
        self.zoom = QToolButton()
        self.zoom.setToolTip(tr("Zoom to {share}", share=percent(1)))
        self.zoom.setAccessibleName(tr("Zoom"))
        self.zoom.clicked.connect(zoom_clicked)
        left: tuple[QWidget, ...] = (self.saved, self.counts, self.selected)
        for widget in left:
            self.addWidget(widget)
        right: tuple[QWidget, ...] = (self.work, self.progress, self.cancel, sync, self.zoom)
        for widget in right:
            self.addPermanentWidget(widget)
        tasks.changed.connect(self._show_work)
        self._show_work()
        self.show_sketch(None)

    def show_sketch(self, diagram: Diagram | None, selected: int = 0, zoom: float = 1.0) -> None:
        """Counts, selection and zoom of the sketch that is open; None clears them."""
        widgets: tuple[QWidget, ...] = (self.saved, self.counts, self.selected, self.zoom)
        for widget in widgets:
            widget.setVisible(diagram is not None)
        if diagram is None:
            return
        nodes = tr_count("%n node", "%n nodes", len(diagram.nodes))
        edges = tr_count("%n connection", "%n connections", len(diagram.edges))
        self.counts.setText(dotted((nodes, edges)))
        self.selected.setText(tr_count("%n selected", "%n selected", selected) if selected else "")
        self.zoom.setText(percent(zoom))

    @property
    def has_work(self) -> bool:
        return bool(self._tasks.running)

    def show_saved(self, text: str) -> None:
        self.saved.setText(text)

    def _show_work(self) -> None:
        running = self._tasks.running
        for widget in (self.work, self.progress, self.cancel):
            widget.setVisible(bool(running))
        if not running:
            return
        first, fraction = running[0], running[0].fraction
        more = len(running) - 1
        self.work.setText(
            tr_count("{task} and %n more", "{task} and %n more", more, task=first.title) if more else first.title
        )
        self.progress.setRange(0, 0 if fraction is None else _FULL)
        self.progress.setValue(0 if fraction is None else round(fraction * _FULL))

    def _cancel(self) -> None:
        for task in self._tasks.running[:1]:
            task.cancel()
