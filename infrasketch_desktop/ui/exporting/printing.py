"""The print dialog: how the diagram lies on paper, to be seen before a sheet is used; free."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPageSize, QResizeEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.exchange.options import Paper
from infrasketch_desktop.language import tr, tr_count
from infrasketch_desktop.ui.errors import is_expected
from infrasketch_desktop.ui.exporting.choices import Radios, Segments
from infrasketch_desktop.ui.exporting.paper import PaperChoice, divide, preview_sheet, print_sheets
from infrasketch_desktop.ui.exporting.preview import PreviewPane
from infrasketch_desktop.ui.exporting.previews import MOST_PAGES, PagesPreview
from infrasketch_desktop.ui.exporting.remembering import recall, remember
from infrasketch_desktop.ui.lifeline import lifeline
from infrasketch_desktop.ui.services import Services
from infrasketch_desktop.ui.tasks import Progress, Task, Tasks
from infrasketch_desktop.ui.theme.measures import grown, keep_grown, resize_grown
from infrasketch_desktop.ui.widgets.roles import button, label, set_role

_ID = "print"
_WIDTH = 240
_RESIZED_MS = 120
_SIZES = {Paper.A4.value: QPageSize.PageSizeId.A4, Paper.LETTER.value: QPageSize.PageSizeId.Letter}
_SCALES = {"one": None, "100": 1.0, "75": 0.75, "50": 0.5}


class PrintDialog(QDialog):
    """Choices, the sheets as they will be, and the way to the printer."""

    def __init__(self, diagram: Diagram, services: Services, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(parent)
        self._diagram = diagram
        self._services = services
        self._tasks = tasks
        self._drawing: Task | None = None
        self._task: Task | None = None
        self.setWindowTitle(tr("Print"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.preview = PreviewPane(services.skin)
        self.paper = Segments(tr("Paper"), [(Paper.A4.value, "A4"), (Paper.LETTER.value, tr("Letter"))])
        self.fit = Radios(
            tr("Size"),
            [
                ("one", tr("All on one sheet")),
                ("100", tr("Natural size")),
                ("75", tr("Three quarters")),
                ("50", tr("Half")),
            ],
        )
        self.sheets = label("", "hint")
        self.trouble = label("", wrap=True, live=True)
        self.cancel = button(tr("Cancel"), self.reject)
        self.go = button(tr("Print…"), self.print, "primary")
        self._resized = QTimer(self)
        self._build()
        self._recall()
        for choice in (self.paper, self.fit):
            choice.changed.connect(self._on_changed)

    @property
    def chosen(self) -> PaperChoice:
        return PaperChoice(_SIZES[self.paper.value], _SCALES[self.fit.value])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._resized.start()

    def reject(self) -> None:
        """Escape first stops what is being printed."""
        if self._task is not None:
            self._task.cancel()
        else:
            super().reject()

    def print(self) -> None:
        """Ask the system for a printer, then print on another thread."""
        printer = self._services.chooser.printer(self) if self._task is None else None
        if printer is not None:
            self._start(printer)

    def _start(self, printer: QPrinter) -> None:
        diagram, choice = self._diagram, self.chosen

        def work(progress: Progress) -> None:
            progress.check()
            print_sheets(divide(diagram, choice), printer, progress.report)

        self._task = self._tasks.run(tr("Printing"), work, self._printed, self._failed, stopped=self._stopped)
        self._follow()

    def _printed(self, _nothing: object) -> None:
        self._task = None
        self.accept()

    def _stopped(self) -> None:
        self._task = None
        self._say(tr("Cancelled."))

    def _failed(self, error: Exception) -> None:
        self._task = None
        self._say(str(error) if is_expected(error) else tr("Printing failed."), "danger")
        if not is_expected(error):
            self._services.crashed(error)

    def _say(self, text: str, role: str = "muted") -> None:
        set_role(self.trouble, role)
        self.trouble.setText(text)
        self._follow()

    def _follow(self) -> None:
        running = self._task is not None
        self.go.setEnabled(not running)
        self.paper.setEnabled(not running)
        self.fit.setEnabled(not running)
        if running:
            set_role(self.trouble, "muted")
            self.trouble.setText(tr("Printing…"))

    # --- the preview

    def _draw(self) -> None:
        if self._drawing is not None:
            self._drawing.cancel()
        diagram, choice = self._diagram, self.chosen
        width, ratio = self.preview.page_room.width(), self.devicePixelRatioF()
        is_there = lifeline(self)

        def work(progress: Progress) -> PagesPreview:
            progress.check()
            job = divide(diagram, choice)
            count = len(job.division.sheets)
            pages = []
            for number in range(min(count, MOST_PAGES)):
                progress.check()
                pages.append(preview_sheet(job, number, width, ratio))
            return PagesPreview(tuple(pages), count)

        def arrived(preview: PagesPreview) -> None:
            if is_there() and self._drawing is task:
                self._drawing = None
                self.preview.show_preview(preview)
                self.sheets.setText(tr_count("%n sheet", "%n sheets", preview.count))

        task = self._drawing = self._tasks.run(tr("Drawing the preview"), work, arrived, quiet=True)

    # --- choices

    def _recall(self) -> None:
        found = recall(self._services.preferences.current.export_choices, _ID)
        self.paper.choose(found.get("paper", ""))
        self.fit.choose(found.get("size", ""))

    def _on_changed(self) -> None:
        words = self._services.preferences.current.export_choices
        chosen = {"paper": self.paper.value, "size": self.fit.value}
        self._services.preferences.change(export_choices=remember(words, _ID, chosen))
        self._draw()

    def _build(self) -> None:
        side = QVBoxLayout()
        side.setSpacing(10)
        for widget in (self.paper, self.fit, self.sheets, self.trouble):
            side.addWidget(widget)
        side.addStretch(1)
        column = QWidget()
        column.setLayout(side)
        keep_grown(column, lambda: column.setFixedWidth(grown(_WIDTH)))
        side.setContentsMargins(0, 0, 0, 0)
        middle = QHBoxLayout()
        middle.setContentsMargins(20, 20, 20, 16)
        middle.setSpacing(20)
        middle.addWidget(self.preview, 1)
        middle.addWidget(column)
        bar = QFrame()
        set_role(bar, "bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(24, 12, 24, 12)
        row.setSpacing(12)
        row.addWidget(label(tr("Free"), "muted"), 1)
        row.addWidget(self.cancel)
        row.addWidget(self.go)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(middle, 1)
        layout.addWidget(bar)
        self._resized.setSingleShot(True)
        self._resized.setInterval(_RESIZED_MS)
        self._resized.timeout.connect(self._draw)
        resize_grown(self, 940, 640)
        self.go.setDefault(True)
        self.go.setFocus()
