"""Opens the settings over a window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

from infrasketch_desktop.language import in_english
from infrasketch_desktop.ui.credits.commands import CreditsCommands
from infrasketch_desktop.ui.opener import try_folder
from infrasketch_desktop.ui.services import Services
from infrasketch_desktop.ui.widgets.banner import Notice, Tone
from infrasketch_desktop.vendor import read_vendor

if TYPE_CHECKING:  # dialogs are imported when they are opened, not before the first paint
    from infrasketch_desktop.ui.settings.dialog import SettingsDialog


class Assistant(Protocol):
    """The commands about the assistant of the same window."""

    def choose_source(self) -> object: ...


class Help(Protocol):
    """What helps in the same window."""

    def show_shortcuts(self) -> None: ...


class Place(Protocol):
    """What these commands need of their window."""

    @property
    def credits(self) -> CreditsCommands: ...
    @property
    def assistant(self) -> Assistant: ...
    @property
    def help(self) -> Help: ...
    def show_notice(self, notice: Notice) -> None: ...


class SettingsCommands:
    """`widget` is the parent of the dialog."""

    def __init__(self, place: Place, widget: QWidget, services: Services) -> None:
        self._place = place
        self._widget = widget
        self._services = services

    def show(self) -> SettingsDialog:
        from infrasketch_desktop.ui.settings.dialog import SettingsDialog  # noqa: PLC0415 - see the head
        from infrasketch_desktop.ui.settings.doors import Doors  # noqa: PLC0415
        from infrasketch_desktop.ui.settings.table import sections  # noqa: PLC0415

        doors = Doors(
            show_sources=self._place.assistant.choose_source,
            show_account=self._place.credits.show_account,
            show_wallet=self._place.credits.show_wallet,
            show_shortcuts=self._place.help.show_shortcuts,
            open_profile=self.open_profile,
        )
        preferences, may_choose = self._services.preferences, not read_vendor().is_live
        rows = sections(preferences, doors, may_choose_server=may_choose)
        with in_english():
            english = sections(preferences, doors, may_choose_server=may_choose)
        dialog = SettingsDialog(preferences, self._services.icons, rows, english, self._widget)
        dialog.open()
        return dialog

    def open_profile(self) -> None:
        """Show the folder of the settings in the file manager, or say where it is."""
        trouble = try_folder(self._services.opener, self._services.profile.settings_folder)
        if trouble:
            self._place.show_notice(Notice(trouble, Tone.WARNING))
