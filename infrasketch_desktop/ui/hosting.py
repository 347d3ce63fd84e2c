"""Opens sketches in a window and tells there what happens in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QCursor

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.files.commands import SAVE_FAILED
from infrasketch_desktop.ui.files.saving import Saved
from infrasketch_desktop.ui.menus import context_ids, open_context_menu
from infrasketch_desktop.ui.proposals.notices import REFUSED
from infrasketch_desktop.ui.services import Services
from infrasketch_desktop.ui.widgets.banner import Choice, Notice, Tone

if TYPE_CHECKING:  # the editor is loaded with the first sketch
    from infrasketch_desktop.storage.session import SketchSession
    from infrasketch_desktop.ui.main_window import MainWindow
    from infrasketch_desktop.ui.proposals.review import Refused
    from infrasketch_desktop.ui.workbench import Hooks, Workbench

SAY_MS = 6000


class Hosting:
    """One for each window."""

    def __init__(self, window: MainWindow, services: Services) -> None:
        self._window = window
        self._services = services

    def make(self, session: SketchSession) -> Workbench:
        """The bench of a sketch, with the window listening to it."""
        from infrasketch_desktop.ui.proposals.waiting import notice_of  # noqa: PLC0415 - comes with the first sketch
        from infrasketch_desktop.ui.workbench import Workbench  # noqa: PLC0415 - likewise

        window = self._window
        bench = Workbench(session, self._services, window.tasks, window, self._hooks())
        bench.editor.refused.connect(self._on_refused)
        bench.offer.offered.connect(lambda title: window.show_notice(notice_of(bench.offer, title)))
        bench.saver.state_changed.connect(self.show_saved)
        bench.editor.canvas.context_menu_requested.connect(self._open_canvas_menu)
        return bench

    def show_saved(self) -> None:
        """Tell how far the sketch is on the disk."""
        saver = self._window.saver
        if saver is not None:
            self._window.caption.show_saved(saver, self._window.editor)
            if saver.state is Saved.SAVED:
                self._window.clear_notice(SAVE_FAILED)

    def below_tidy(self) -> QPoint:
        tidy = self._window.top_bar.tidy
        return tidy.mapTo(self._window, QPoint(0, tidy.height() + 8))

    def _hooks(self) -> Hooks:
        from infrasketch_desktop.ui.workbench import Hooks  # noqa: PLC0415 - comes with the first sketch

        window = self._window
        return Hooks(
            save_failed=window.files.save_failed,
            changed_on_disk=window.files.tell_changed_on_disk,
            open_path=window.files.open,
            open_menu=self._open_outline_menu,
            perform=window.commands.perform,
            technologies=lambda: window.technologies,
            say=lambda text: window.status.showMessage(text, SAY_MS),
            refused=self._on_proposal_refused,
            chat=window.assistant.hooks(),
        )

    def _on_refused(self, text: str) -> None:
        self._window.show_notice(Notice(text, Tone.WARNING, passing=True, key="refused"))

    def _on_proposal_refused(self, refused: Refused) -> None:
        """Escape is pressed quickly: offer the way back for a moment."""
        bench = self._window.bench
        text = tr("{title}: refused, nothing was changed.", title=refused.proposal.title)
        if bench is not None:
            again = Choice(tr("Look again"), lambda: bench.review.open_again(refused))
            self._window.show_notice(Notice(text, choices=(again,), passing=True, key=REFUSED))

    def _open_canvas_menu(self, _hit: object, at: QPoint) -> None:
        editor = self._window.editor
        if editor is not None:
            record = editor.document.diagram.get(editor.selection.current or "")
            ids = context_ids(record, several=len(editor.selection) > 1)
            open_context_menu(self._window, ids, self._window.commands, at)

    def _open_outline_menu(self) -> None:
        self._open_canvas_menu(None, QCursor.pos())
