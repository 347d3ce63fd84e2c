"""Has previews made on another thread and shows the newest; one for older choices is given up."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from infrasketch_desktop.exchange.exports import Family, Form
from infrasketch_desktop.exchange.options import ExportOptions
from infrasketch_desktop.exchange.subject import Subject
from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.errors import is_expected
from infrasketch_desktop.ui.exporting.preview import PreviewPane
from infrasketch_desktop.ui.exporting.previews import Preview, Room, make_preview
from infrasketch_desktop.ui.lifeline import lifeline
from infrasketch_desktop.ui.paid.work import watched
from infrasketch_desktop.ui.tasks import Progress, Task, Tasks

SLOW_MS = 300
"""A preview of another form that takes longer than this is announced."""


class Previewer(QObject):
    """`shown` follows every preview, and every one that could not be made."""

    shown = Signal()

    def __init__(
        self, pane: PreviewPane, tasks: Tasks, crashed: Callable[[BaseException], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._pane = pane
        self._tasks = tasks
        self._crashed = crashed
        self._task: Task | None = None
        self._shown_form = self._form = ""
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(SLOW_MS)
        self._slow.timeout.connect(self._on_slow)

    def draw(self, form: Form, subject: Subject, options: ExportOptions) -> None:
        """Begin to make the preview of `form` as it would be exported."""
        self.cancel()
        self._form = form.id
        if form.id != self._shown_form:
            self._slow.start()
        size = self._pane.room if form.family is Family.PICTURES else self._pane.page_room
        room = Room(size, self._pane.devicePixelRatioF())
        is_there = lifeline(self)

        def work(progress: Progress) -> Preview:
            progress.check()
            return make_preview(form, subject, options, room, watched(progress))

        def arrived(preview: Preview) -> None:
            if is_there() and self._task is task:
                self._show(preview)

        def failed(error: Exception) -> None:
            if is_there() and self._task is task:
                self._explain(error)

        task = self._task = self._tasks.run(tr("Drawing the preview"), work, arrived, failed, quiet=True)

    def cancel(self) -> None:
        self._slow.stop()
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _on_slow(self) -> None:
        """What is seen is not what is chosen, and a person would take it for that."""
        self._shown_form = ""
        self._pane.say(tr("Drawing the preview…"))

    def _arrived(self) -> None:
        self._task = None
        self._slow.stop()
        self._shown_form = self._form

    def _show(self, preview: Preview) -> None:
        self._arrived()
        self._pane.show_preview(preview)
        self.shown.emit()

    def _explain(self, error: Exception) -> None:
        self._arrived()
        self._pane.say(tr("There is no preview: {why}", why=str(error)))
        if not is_expected(error):
            self._crashed(error)
        self.shown.emit()
