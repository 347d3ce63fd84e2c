"""What one window tells about updates, and opens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.opener import try_page
from infrasketch_desktop.ui.services import Services
from infrasketch_desktop.ui.updates.silence import silence
from infrasketch_desktop.ui.widgets.banner import Choice, Notice, Tone
from infrasketch_desktop.vendor import read_vendor

if TYPE_CHECKING:  # most runs never need them
    from infrasketch_desktop.ui.updates.dialog import UpdateDialog
    from infrasketch_desktop.updates.update import Update

NOTICE = "update"
SILENCE = "silence of updates"


class Place(Protocol):
    """What these commands need of their window."""

    def show_notice(self, notice: Notice) -> None: ...


class UpdateCommands:
    """`widget` is the parent of the dialog."""

    def __init__(self, place: Place, widget: QWidget, services: Services) -> None:
        self._place = place
        self._widget = widget
        self._services = services

    def tell(self, update: Update) -> None:
        """One notice across the top of the window."""
        text = tr("InfraSketch {version} is available.", version=update.version)
        choices = (
            Choice(tr("What is new"), lambda: self._open(update)),
            Choice(tr("Open page"), lambda: self.open_page(update)),
            Choice(tr("Pass over this version"), lambda: self._services.updates.pass_over(update)),
        )
        notice = Notice(text, choices=choices, key=NOTICE, again=lambda window: window.updates.tell(update))
        self._place.show_notice(notice)

    def tell_silence(self) -> None:
        """One calm message; the same stands in the settings and in About from then on."""
        text = silence(self._services.preferences.current, read_vendor())
        notice = Notice(text, key=SILENCE, again=lambda window: window.updates.tell_silence())
        self._place.show_notice(notice)

    def check(self) -> UpdateDialog:
        """Ask at once, and say what came of it."""
        dialog = self._open(None)
        dialog.ask()
        return dialog

    def open_page(self, update: Update) -> None:
        trouble = try_page(self._services.opener, update.page)
        if trouble:
            self._place.show_notice(Notice(trouble, Tone.WARNING))

    def _open(self, update: Update | None) -> UpdateDialog:
        from infrasketch_desktop.ui.updates.dialog import UpdateDialog  # noqa: PLC0415 - see the head

        dialog = UpdateDialog(self._services, read_vendor(), self.open_page, self._widget)
        if update is not None:
            dialog.show_update(update)
        dialog.open()
        return dialog
