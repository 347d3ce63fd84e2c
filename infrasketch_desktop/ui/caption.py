"""What one window says of the sketch in it: its title, and the line at its lower edge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from infrasketch_desktop.language import tr
from infrasketch_desktop.storage.profile import Profile
from infrasketch_desktop.ui.files.saving import Saver, describe_saved
from infrasketch_desktop.ui.profile_name import program_title
from infrasketch_desktop.ui.status_bar import StatusBar

if TYPE_CHECKING:  # the editor is loaded after the first paint
    from infrasketch_desktop.ui.editor.editor import Editor


class Caption:
    """`window` wears the title; `profile` is named in it where it is not the usual one."""

    def __init__(self, window: QWidget, status: StatusBar, profile: Profile) -> None:
        self._window = window
        self._status = status
        self._profile = profile

    def show(self, editor: Editor | None) -> None:
        """Tell of the sketch in `editor`; without one, of the home page."""
        if editor is None:
            self._status.show_sketch(None)
        else:
            self._status.show_sketch(editor.document.diagram, len(editor.selection), editor.canvas.zoom)
        self.show_status(home=editor is None)
        self.show_title(editor)

    def show_status(self, *, home: bool) -> None:
        """The home page has nothing to say down there, except while something is being worked on."""
        self._status.setVisible(not home or self._status.has_work)

    def show_title(self, editor: Editor | None) -> None:
        session = editor.session if editor is not None else None
        unnamed = tr("Untitled")
        name = f"{session.name or unnamed}[*] – " if session is not None else ""
        self._window.setWindowTitle(f"{name}{program_title(self._profile)}")
        self._window.setWindowModified(session is not None and session.is_modified)

    def show_saved(self, saver: Saver, editor: Editor | None) -> None:
        """Tell how far the sketch is on the disk."""
        self._status.show_saved(describe_saved(saver.state))
        self.show_title(editor)
