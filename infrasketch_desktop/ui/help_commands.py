"""What helps in one window: telling the vendor about a problem, and what this program is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from infrasketch_desktop.ui.services import Services
from infrasketch_desktop.vendor import read_vendor

if TYPE_CHECKING:  # what most runs never open is imported when it is opened
    from infrasketch_desktop.ui.about.dialog import AboutDialog
    from infrasketch_desktop.ui.main_window import MainWindow


class HelpCommands:
    """Of `window`."""

    def __init__(self, window: MainWindow, services: Services) -> None:
        self._window = window
        self._services = services

    def report_problem(self) -> None:
        self._services.reporter().report_problem()

    def show_about(self) -> AboutDialog:
        from infrasketch_desktop.ui.about.dialog import AboutDialog  # noqa: PLC0415 - see the head

        dialog = AboutDialog(self._services, read_vendor(), self._window.tasks, self._window)
        dialog.open()
        return dialog
