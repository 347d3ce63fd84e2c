"""A window that is on the screen before all of it is made."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QMainWindow

from infrasketch_desktop.ui.made_later import MadeLater

if TYPE_CHECKING:  # they come after the first paint
    from infrasketch_desktop.ui.actions.qactions import ActionSet
    from infrasketch_desktop.ui.caption import Caption
    from infrasketch_desktop.ui.chat.commands import ChatCommands
    from infrasketch_desktop.ui.code.commands import CodeCommands
    from infrasketch_desktop.ui.command_palette.popup import CommandPalette
    from infrasketch_desktop.ui.credits.commands import CreditsCommands
    from infrasketch_desktop.ui.credits.sync_button import SyncButton
    from infrasketch_desktop.ui.files.commands import FileCommands
    from infrasketch_desktop.ui.help_commands import HelpCommands
    from infrasketch_desktop.ui.home.controller import HomeController
    from infrasketch_desktop.ui.hosting import Hosting
    from infrasketch_desktop.ui.importing.commands import ImportCommands
    from infrasketch_desktop.ui.looks import Looks
    from infrasketch_desktop.ui.regions import Regions
    from infrasketch_desktop.ui.settings.commands import SettingsCommands
    from infrasketch_desktop.ui.sketch_commands import SketchCommands
    from infrasketch_desktop.ui.status_bar import StatusBar
    from infrasketch_desktop.ui.tasks import Tasks
    from infrasketch_desktop.ui.toolbar import TopBar
    from infrasketch_desktop.ui.updates.commands import UpdateCommands

UNSEEN_MS = 1000
"""A window that is painted no sooner, such as a minimised one, is finished without that."""


class LateWindow(QMainWindow):
    """`painted` tells that it is on the screen; `go_on` makes the rest in slices after that.

    Whoever asks for something of the rest earlier has all of it made at once.
    """

    painted = Signal()

    tasks: MadeLater[Tasks] = MadeLater()
    looks: MadeLater[Looks] = MadeLater()
    credits: MadeLater[CreditsCommands] = MadeLater()
    assistant: MadeLater[ChatCommands] = MadeLater()
    code: MadeLater[CodeCommands] = MadeLater()
    sketch: MadeLater[SketchCommands] = MadeLater()
    settings: MadeLater[SettingsCommands] = MadeLater()
    help: MadeLater[HelpCommands] = MadeLater()
    updates: MadeLater[UpdateCommands] = MadeLater()
    files: MadeLater[FileCommands] = MadeLater()
    importer: MadeLater[ImportCommands] = MadeLater()
    hosting: MadeLater[Hosting] = MadeLater()
    home_controller: MadeLater[HomeController] = MadeLater()
    commands: MadeLater[ActionSet] = MadeLater()
    sync: MadeLater[SyncButton] = MadeLater()
    status: MadeLater[StatusBar] = MadeLater()
    caption: MadeLater[Caption] = MadeLater()
    top_bar: MadeLater[TopBar] = MadeLater()
    regions: MadeLater[Regions] = MadeLater()
    command_palette: MadeLater[CommandPalette] = MadeLater()

    def __init__(self) -> None:
        super().__init__()
        self.is_finished = False
        self._steps: Iterator[None] | None = None
        self._was_painted = False
        QTimer.singleShot(UNSEEN_MS, self, self._tell_painted)

    def go_on(self) -> bool:
        """Make a little more of the window; False when everything is there."""
        if self.is_finished:
            return False
        if self._steps is None:
            self._steps = self._furnish()
        return next(self._steps, self) is not self

    def finish(self) -> None:
        """Make all that is missing now: somebody asks for it."""
        while self.go_on():
            pass

    @abstractmethod
    def _furnish(self) -> Iterator[None]:
        """Make one part after the other, and set `is_finished` at the end."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            QTimer.singleShot(0, self, self._tell_painted)

    def _tell_painted(self) -> None:
        if not self._was_painted:
            self._was_painted = True
            self.painted.emit()
