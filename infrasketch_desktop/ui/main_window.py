"""One window: the home page, or one open sketch with its panels."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, QPoint, Signal
from PySide6.QtGui import QCloseEvent, QCursor, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QMessageBox, QStackedWidget, QVBoxLayout, QWidget

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.language import tr
from infrasketch_desktop.storage.settings import as_bytes
from infrasketch_desktop.ui.actions.qactions import ActionSet
from infrasketch_desktop.ui.actions.table import all_actions
from infrasketch_desktop.ui.caption import Caption
from infrasketch_desktop.ui.chat.commands import ChatCommands
from infrasketch_desktop.ui.code.commands import CodeCommands
from infrasketch_desktop.ui.command_palette.popup import CommandPalette
from infrasketch_desktop.ui.command_palette.sources import entries
from infrasketch_desktop.ui.credits.commands import CreditsCommands
from infrasketch_desktop.ui.credits.sync_button import SyncButton
from infrasketch_desktop.ui.editor.drafts import Draft
from infrasketch_desktop.ui.errors import is_expected
from infrasketch_desktop.ui.files.blank import blank
from infrasketch_desktop.ui.files.commands import SAVE_FAILED, FileCommands
from infrasketch_desktop.ui.files.saving import Saved, Saver
from infrasketch_desktop.ui.help_commands import HelpCommands
from infrasketch_desktop.ui.home.controller import HomeController
from infrasketch_desktop.ui.home.page import HomePage
from infrasketch_desktop.ui.importing.commands import ImportCommands
from infrasketch_desktop.ui.importing.drops import dropped_paths
from infrasketch_desktop.ui.looks import Looks
from infrasketch_desktop.ui.menus import context_ids, fill_menu_bar, open_context_menu
from infrasketch_desktop.ui.panels.docks import Docks
from infrasketch_desktop.ui.panels.parts.part import Part
from infrasketch_desktop.ui.proposals.notices import REFUSED
from infrasketch_desktop.ui.regions import Regions
from infrasketch_desktop.ui.services import Services
from infrasketch_desktop.ui.settings.commands import SettingsCommands
from infrasketch_desktop.ui.shortcuts_dialog import ShortcutsDialog
from infrasketch_desktop.ui.sketch_commands import SketchCommands
from infrasketch_desktop.ui.status_bar import StatusBar
from infrasketch_desktop.ui.tasks import Tasks
from infrasketch_desktop.ui.theme.skin import Skin
from infrasketch_desktop.ui.toolbar import TopBar
from infrasketch_desktop.ui.updates.commands import UpdateCommands
from infrasketch_desktop.ui.widgets.banner import BannerStack, Choice, Notice, Tone
from infrasketch_desktop.ui.window_place import remember_place

if TYPE_CHECKING:
    from infrasketch_desktop.storage.session import SketchSession
    from infrasketch_desktop.ui.chat.panel import ChatPanel
    from infrasketch_desktop.ui.code.project import CodeProject
    from infrasketch_desktop.ui.editor.clipboard import Clipper
    from infrasketch_desktop.ui.editor.editor import Editor
    from infrasketch_desktop.ui.proposals.review import Refused
    from infrasketch_desktop.ui.workbench import Workbench

SAY_MS = 6000


class Siblings(Protocol):
    """The other windows of the program."""

    def add(self) -> MainWindow: ...
    def bring_up(self, path: Path) -> bool: ...
    def quit(self) -> None: ...


class MainWindow(QMainWindow):
    """Home page and editor in turn; `turned` follows each change between them.

    `closed` is emitted when the window has gone and nothing of it runs any more.
    """

    closed = Signal()
    turned = Signal()

    def __init__(self, services: Services, siblings: Siblings) -> None:
        super().__init__()
        self._services = services
        self._siblings = siblings
        self._bench: Workbench | None = None
        self._technologies: tuple[Part, ...] = ()
        self.tasks = Tasks(self.tell_error, self)
        self.looks = Looks(services.preferences, services.skin)
        self.credits = CreditsCommands(self, self, services)
        self.assistant = ChatCommands(self, self, services, self.credits)
        self.code = CodeCommands(self, self, services)
        self.sketch = SketchCommands(lambda: self._bench, self._below_tidy)
        self.settings = SettingsCommands(self, self, services)
        self.help = HelpCommands(self, services)
        self.updates = UpdateCommands(self, self, services)
        self.files = FileCommands(self, self, services)
        self.importer = ImportCommands(self, self, services)
        self.banners = BannerStack(services.icons)
        self.home = HomePage(services.icons, services.skin)
        self.home_controller = HomeController(self.home, services, self.tasks, self)
        self.commands = ActionSet(all_actions(), self, services.icons, self)
        self.sync = SyncButton(services.credits, self.credits.show_wallet)
        self.status = StatusBar(self.tasks, services.icons, self.sync, lambda: self.commands.perform("view.zoom-100"))
        self._caption = Caption(self, self.status, services.profile)
        self.top_bar = TopBar(self.commands, services.icons, services.credits, self.assistant.model_button)
        self._pages = QStackedWidget()
        self._build()
        self.panels = Docks(self, services.icons)
        self.regions = Regions(self, self._regions_of_page)
        self.panels.remember(as_bytes(services.preferences.current.window_layout))
        self.command_palette = CommandPalette(self, services.icons, services.skin, lambda: entries(self))
        self.show_home()

    # --- what is open

    @property
    def editor(self) -> Editor | None:
        return self._bench.editor if self._bench is not None and not self.shows_home else None

    @property
    def bench(self) -> Workbench | None:
        """What belongs to the open sketch, also while the home page lies over it."""
        return self._bench

    @property
    def saver(self) -> Saver | None:
        return self._bench.saver if self._bench is not None else None

    @property
    def clipper(self) -> Clipper:
        assert self._bench is not None
        return self._bench.clipper

    @property
    def skin(self) -> Skin:
        return self._services.skin

    @property
    def services(self) -> Services:
        return self._services

    @property
    def shows_home(self) -> bool:
        return self._pages.currentWidget() is self.home

    @property
    def chat(self) -> ChatPanel | None:
        return self._bench.chat if self._bench is not None and not self.shows_home else None

    @property
    def code_project(self) -> CodeProject | None:
        return self._bench.code if self._bench is not None else None

    def reveal_code(self) -> None:
        if self._bench is not None:
            self.show_sketch()
            self.panels.reveal("code")

    def reveal_chat(self) -> None:
        if self._bench is not None:
            self.show_sketch()
            self.panels.reveal("chat")

    def adopt(self, session: SketchSession) -> None:
        """Show this sketch instead of what is shown, which is brought to safety first."""
        from infrasketch_desktop.ui.proposals.waiting import notice_of  # noqa: PLC0415 - comes with the first sketch
        from infrasketch_desktop.ui.workbench import Hooks, Workbench  # noqa: PLC0415 - likewise

        self._put_away(keep=True)
        hooks = Hooks(
            save_failed=self.files.save_failed,
            changed_on_disk=self.files.tell_changed_on_disk,
            open_path=self.files.open,
            open_menu=self._open_outline_menu,
            perform=self.commands.perform,
            technologies=lambda: self._technologies,
            say=lambda text: self.status.showMessage(text, SAY_MS),
            refused=self._on_proposal_refused,
            chat=self.assistant.hooks(),
        )
        bench = self._bench = Workbench(session, self._services, self.tasks, self, hooks)
        self._pages.addWidget(bench.page)
        self.commands.attach_canvas(bench.editor.canvas)
        bench.editor.changed.connect(self._refresh)
        bench.editor.refused.connect(self._on_refused)
        bench.offer.offered.connect(lambda title: self.show_notice(notice_of(bench.offer, title)))
        bench.saver.state_changed.connect(self._show_saved)
        bench.editor.canvas.context_menu_requested.connect(self._open_canvas_menu)
        self.panels.fill(bench.panels)
        self.show_sketch()
        bench.editor.canvas.fit_all()

    def discard(self) -> None:
        """Close what is shown without keeping what is unsaved of it."""
        self._put_away(keep=False)

    def release(self) -> SketchSession | None:
        """Take the open sketch out of this window, to go on in another one as it is."""
        bench, self._bench = self._bench, None
        if bench is None:
            return None
        self._pages.setCurrentWidget(self.home)
        self._pages.removeWidget(bench.page)
        return bench.release()

    def _put_away(self, *, keep: bool) -> None:
        bench, self._bench = self._bench, None
        if bench is None:
            return
        if keep:
            bench.finish()
        self._pages.setCurrentWidget(self.home)
        self._pages.removeWidget(bench.page)
        bench.close(keep=keep)

    # --- beginning

    def begin(self, diagram: Diagram) -> None:
        self.adopt(self._services.workspace.new(diagram))

    def begin_with(self, draft: Draft, sentence: str) -> None:
        self.begin(blank(self._services.preferences.current))
        assert self._bench is not None
        if self._bench.prompter.apply(draft):
            self._bench.prompter.show(draft, sentence)

    def open_path(self, path: Path) -> None:
        self.files.open_here(path)

    def choose_and_open(self) -> None:
        self.files.choose_and_open()

    def choose_and_import(self) -> None:
        self.importer.choose_files()

    def import_paths(self, paths: Sequence[Path]) -> None:
        self.importer.import_paths(paths)

    def add_window(self) -> MainWindow:
        return self._siblings.add()

    def another(self) -> FileCommands:
        return self._siblings.add().files

    def elsewhere(self, path: Path) -> bool:
        return self._siblings.bring_up(path)

    def set_technologies(self, parts: tuple[Part, ...]) -> None:
        """The lexicon has been loaded."""
        self._technologies = parts
        if self._bench is not None:
            self._bench.set_technologies(parts)

    # --- what is shown

    def show_home(self) -> None:
        self.panels.hide_all()
        self._pages.setCurrentWidget(self.home)
        self.top_bar.hide()
        self.home.set_open_sketch(self._bench.editor.session.name or tr("Untitled") if self._bench else "")
        self.home_controller.show_recent()
        self.home.box.setFocus()
        self._refresh()
        self.turned.emit()

    def show_sketch(self) -> None:
        """Show the open sketch instead of the home page."""
        if self._bench is None:
            return
        self._pages.setCurrentWidget(self._bench.page)
        self.top_bar.show()
        self.panels.show_again()
        self._bench.editor.canvas.setFocus()
        self._refresh()
        self._show_saved()
        self.turned.emit()

    def show_notice(self, notice: Notice) -> None:
        self.banners.show_notice(notice)

    def clear_notice(self, key: str) -> None:
        self.banners.clear(key)

    def tell_error(self, error: Exception) -> None:
        """Expected failures calmly in the window, all others in the dialog with details."""
        if is_expected(error):
            self.show_notice(Notice(str(error), Tone.DANGER))
        else:
            self._services.crashed(error)

    def show_palette(self) -> None:
        self.command_palette.open_palette()

    def show_shortcuts(self) -> None:
        ShortcutsDialog(self.commands, self).open()

    def toggle_full_screen(self) -> None:
        self.showNormal() if self.isFullScreen() else self.showFullScreen()

    def quit(self) -> None:
        self._siblings.quit()

    # --- events

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._bench is not None and not self._bench.finish() and not self._may_lose():
            event.ignore()
            return
        remember_place(self, self.panels.state(), self._services.preferences)
        self._put_away(keep=True)
        self.tasks.close()
        event.accept()
        self.closed.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self._services.credits.came_back()
            if self._bench is not None:
                self._bench.watch.look()

    def _regions_of_page(self) -> Sequence[QWidget]:
        return (self.home,) if self._bench is None or self.shows_home else self._bench.page.regions()

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Also called when what has the focus is hidden or deleted: then the widgets around it are Qt's to judge."""
        focused: QWidget | None = self.focusWidget()
        if focused is None or not focused.isVisible():
            return super().focusNextPrevChild(forwards)
        return self.regions.tab(focused, forwards=forwards)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.importer.take(dropped_paths(event.mimeData()))

    def _may_lose(self) -> bool:
        """Neither file nor journal took the work: the one case in which closing asks."""
        buttons = QMessageBox.StandardButton
        text = tr("The changes could be saved neither to the file nor to the recovery journal. Close anyway?")
        answer = QMessageBox.warning(
            self, tr("Close without saving?"), text, buttons.Close | buttons.Cancel, buttons.Cancel
        )
        return answer == buttons.Close

    # --- following

    def _build(self) -> None:
        middle = QWidget()
        layout = QVBoxLayout(middle)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.banners)
        layout.addWidget(self._pages, 1)
        self.setCentralWidget(middle)
        self._pages.addWidget(self.home)
        self.addToolBar(self.top_bar)
        self.setStatusBar(self.status)
        self.setAcceptDrops(True)
        self.setMinimumSize(720, 520)
        fill_menu_bar(self.menuBar(), self.commands)
        self.tasks.changed.connect(lambda: self._caption.show_status(home=self.shows_home))
        self.home.back_wanted.connect(self.show_sketch)
        self.home.first_steps.tour_wanted.connect(self.help.take_tour)
        self.home.first_steps.sample_wanted.connect(self.help.open_sample)
        self._services.skin.changed.connect(self.commands.refresh)
        self._services.preferences.changed.connect(self._on_preferences_changed)
        self._services.credits.changed.connect(self.commands.refresh)
        self._services.credits.added.connect(self.credits.tell_added)

    def _on_preferences_changed(self) -> None:
        if self._bench is not None:
            self._bench.follow_preferences()
        self.panels.follow_preferences()
        self.commands.refresh()

    def _on_refused(self, text: str) -> None:
        self.show_notice(Notice(text, Tone.WARNING, passing=True, key="refused"))

    def _on_proposal_refused(self, refused: Refused) -> None:
        """Escape is pressed quickly: offer the way back for a moment."""
        bench, text = self._bench, tr("{title}: refused, nothing was changed.", title=refused.proposal.title)
        if bench is not None:
            again = Choice(tr("Look again"), lambda: bench.review.open_again(refused))
            self.show_notice(Notice(text, choices=(again,), passing=True, key=REFUSED))

    def _refresh(self) -> None:
        self.commands.refresh()
        self._caption.show(self.editor)

    def _show_saved(self) -> None:
        saver = self.saver
        if saver is not None:
            self._caption.show_saved(saver, self.editor)
            if saver.state is Saved.SAVED:
                self.clear_notice(SAVE_FAILED)

    def _below_tidy(self) -> QPoint:
        return self.top_bar.tidy.mapTo(self, QPoint(0, self.top_bar.tidy.height() + 8))

    def _open_canvas_menu(self, _hit: object, at: QPoint) -> None:
        editor = self.editor
        if editor is not None:
            record = editor.document.diagram.get(editor.selection.current or "")
            open_context_menu(self, context_ids(record, several=len(editor.selection) > 1), self.commands, at)

    def _open_outline_menu(self) -> None:
        self._open_canvas_menu(None, QCursor.pos())
