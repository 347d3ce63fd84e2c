"""What helps in one window: the tour, the keys, telling the vendor about a problem, and what this program is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.language import tr
from infrasketch_desktop.resources import resource_path
from infrasketch_desktop.storage.sketches import load
from infrasketch_desktop.ui.services import Services
from infrasketch_desktop.ui.widgets.banner import Notice
from infrasketch_desktop.vendor import read_vendor

if TYPE_CHECKING:  # what most runs never open is imported when it is opened
    from infrasketch_desktop.storage.session import SketchSession
    from infrasketch_desktop.ui.about.dialog import AboutDialog
    from infrasketch_desktop.ui.main_window import MainWindow
    from infrasketch_desktop.ui.tour.tour import Tour

SAMPLE = "ecommerce-checkout"
"""The template that shows most: groups, queues, stores, and enough for a reviewer to ask about."""


class HelpCommands:
    """Of `window`."""

    def __init__(self, window: MainWindow, services: Services) -> None:
        self._window = window
        self._services = services
        self.tour: Tour | None = None
        self._toured: object = None
        """The session of the sketch that the tour drew here."""

    def take_tour(self) -> None:
        """Here where nothing is open but the sketch of an earlier tour, otherwise in a window of its own: no sketch of
        anybody is touched.
        """
        if self.tour is not None:
            self.tour.come_back()
            return
        if self._window.bench is not None and not self._is_toured(self._window.bench.editor.session):
            self._window.add_window().help.take_tour()
            return
        from infrasketch_desktop.ui.tour.tour import Tour  # noqa: PLC0415 - see the head

        self.tour = Tour(self._window, self._services)
        self.tour.ended.connect(self._forget_tour)
        self.tour.start()

    def open_sample(self) -> None:
        """A finished example with its review beside it; like any template, it is a new sketch."""
        path = resource_path("templates", f"{SAMPLE}.infrasketch")
        self._window.tasks.run(tr("Opening the sample"), lambda _progress: load(path), self._show_sample, quiet=True)

    def report_problem(self) -> None:
        self._services.reporter().report_problem()

    def show_shortcuts(self) -> None:
        from infrasketch_desktop.ui.shortcuts_dialog import ShortcutsDialog  # noqa: PLC0415 - see the head

        ShortcutsDialog(self._window.commands, self._window).open()

    def show_about(self) -> AboutDialog:
        from infrasketch_desktop.ui.about.dialog import AboutDialog  # noqa: PLC0415 - see the head

        dialog = AboutDialog(self._services, read_vendor(), self._window.tasks, self._window)
        dialog.open()
        return dialog

    def _show_sample(self, diagram: Diagram) -> None:
        self._window.begin(diagram)
        self._window.panels.reveal("findings")
        text = tr("This is an example to look around in: Review, Document and Code at the side follow it.")
        self._window.show_notice(Notice(text, passing=True, key="sample"))

    def _is_toured(self, session: SketchSession) -> bool:
        return session is self._toured and session.path is None

    def _forget_tour(self) -> None:
        bench = self._window.bench
        self._toured = bench.editor.session if bench is not None else None
        self.tour = None
