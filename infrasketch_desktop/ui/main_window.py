"""One window: the home page, or one open sketch with its panels."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from infrasketch_desktop.language import tr
from infrasketch_desktop.storage.settings import as_bytes
from infrasketch_desktop.ui.home.early import EarlyWishes
from infrasketch_desktop.ui.home.page import HomePage
from infrasketch_desktop.ui.importing.drops import dropped_paths
from infrasketch_desktop.ui.made_later import MadeLater
from infrasketch_desktop.ui.menu_titles import add_menus
from infrasketch_desktop.ui.panels.docks import Docks
from infrasketch_desktop.ui.profile_name import program_title
from infrasketch_desktop.ui.services import Front, Services
from infrasketch_desktop.ui.widgets.banner import BannerStack, Notice, Tone
from infrasketch_desktop.ui.window_place import remember_place

if TYPE_CHECKING:  # everything but the home page comes after the first paint
    from infrasketch_desktop.diagram.diagram import Diagram
    from infrasketch_desktop.storage.session import SketchSession
    from infrasketch_desktop.ui.actions.qactions import ActionSet
    from infrasketch_desktop.ui.caption import Caption
    from infrasketch_desktop.ui.chat.commands import ChatCommands
    from infrasketch_desktop.ui.chat.panel import ChatPanel
    from infrasketch_desktop.ui.code.commands import CodeCommands
    from infrasketch_desktop.ui.code.project import CodeProject
    from infrasketch_desktop.ui.command_palette.popup import CommandPalette
    from infrasketch_desktop.ui.credits.commands import CreditsCommands
    from infrasketch_desktop.ui.credits.sync_button import SyncButton
    from infrasketch_desktop.ui.editor.clipboard import Clipper
    from infrasketch_desktop.ui.editor.drafts import Draft
    from infrasketch_desktop.ui.editor.editor import Editor
    from infrasketch_desktop.ui.files.commands import FileCommands
    from infrasketch_desktop.ui.files.saving import Saver
    from infrasketch_desktop.ui.help_commands import HelpCommands
    from infrasketch_desktop.ui.home.controller import HomeController
    from infrasketch_desktop.ui.hosting import Hosting
    from infrasketch_desktop.ui.importing.commands import ImportCommands
    from infrasketch_desktop.ui.looks import Looks
    from infrasketch_desktop.ui.panels.parts.part import Part
    from infrasketch_desktop.ui.regions import Regions
    from infrasketch_desktop.ui.settings.commands import SettingsCommands
    from infrasketch_desktop.ui.sketch_commands import SketchCommands
    from infrasketch_desktop.ui.status_bar import StatusBar
    from infrasketch_desktop.ui.tasks import Tasks
    from infrasketch_desktop.ui.theme.skin import Skin
    from infrasketch_desktop.ui.toolbar import TopBar
    from infrasketch_desktop.ui.updates.commands import UpdateCommands
    from infrasketch_desktop.ui.workbench import Workbench

UNSEEN_MS = 1000
"""A window that is painted no sooner, such as a minimised one, is finished without that."""


class Siblings(Protocol):
    """The other windows of the program."""

    def add(self) -> MainWindow: ...
    def bring_up(self, path: Path) -> bool: ...
    def quit(self) -> None: ...


class MainWindow(QMainWindow):
    """Home page and editor in turn; `turned` follows each change between them.

    `closed` is emitted when the window has gone and nothing of it runs any more.

    It begins as its home page alone. `painted` tells that this is on the screen; `go_on` makes the rest in slices after
    that, and whoever asks for something of the rest earlier has all of it made at once.
    """

    closed = Signal()
    turned = Signal()
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

    def __init__(self, front: Front, services: Callable[[], Services], siblings: Siblings) -> None:
        """`services` makes what only a finished window needs."""
        super().__init__()
        self._front = front
        self._make_services = services
        self._siblings = siblings
        self._bench: Workbench | None = None
        self.technologies: tuple[Part, ...] = ()
        self._steps: Iterator[None] | None = None
        self.is_finished = False
        self._was_painted = False
        self.banners = BannerStack(front.icons)
        self.home = HomePage(front.icons, front.skin)
        self._wishes = EarlyWishes(self.home)
        self._pages = QStackedWidget()
        self.menus = add_menus(self.menuBar())
        self._build()
        self.panels = Docks(self, front.icons)  # Qt arranges those that come into a window in sight in another way
        self.panels.remember(as_bytes(front.preferences.current.window_layout))
        self.home.box.setFocus()
        QTimer.singleShot(UNSEEN_MS, self, self._tell_painted)

    # --- the second half, after the first paint

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

    def _furnish(self) -> Iterator[None]:
        from infrasketch_desktop.ui.furnishing import furnish  # noqa: PLC0415 - imported on a thread by now

        yield from furnish(self, self.services)
        self.is_finished = True
        self.home_controller.show_recent()
        self.refresh()
        self._wishes.hand_over()

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
        return self._front.skin

    @property
    def services(self) -> Services:
        return self._make_services()

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
        self._put_away(keep=True)
        bench = self._bench = self.hosting.make(session)
        self._pages.addWidget(bench.page)
        self.commands.attach_canvas(bench.editor.canvas)
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
        self.adopt(self.services.workspace.new(diagram))

    def begin_with(self, draft: Draft, sentence: str) -> None:
        from infrasketch_desktop.ui.files.blank import blank  # noqa: PLC0415 - comes with the first sketch

        self.begin(blank(self._front.preferences.current))
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
        self.technologies = parts
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
        self.refresh()
        self.turned.emit()

    def show_sketch(self) -> None:
        """Show the open sketch instead of the home page."""
        if self._bench is None:
            return
        self._pages.setCurrentWidget(self._bench.page)
        self.top_bar.show()
        self.panels.show_again()
        self._bench.editor.canvas.setFocus()
        self.refresh()
        self.hosting.show_saved()
        self.turned.emit()

    def show_notice(self, notice: Notice) -> None:
        self.banners.show_notice(notice)

    def clear_notice(self, key: str) -> None:
        self.banners.clear(key)

    def tell_error(self, error: Exception) -> None:
        """Expected failures calmly in the window, all others in the dialog with details."""
        from infrasketch_desktop.ui.errors import is_expected  # noqa: PLC0415 - knows the errors of every room

        if is_expected(error):
            self.show_notice(Notice(str(error), Tone.DANGER))
        else:
            self.services.crashed(error)

    def show_palette(self) -> None:
        self.command_palette.open_palette()

    def show_shortcuts(self) -> None:
        from infrasketch_desktop.ui.shortcuts_dialog import ShortcutsDialog  # noqa: PLC0415 - not needed to start

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
        remember_place(self, self.panels.state(), self._front.preferences)
        self._put_away(keep=True)
        self.tasks.close()
        event.accept()
        self.closed.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if self.is_finished and event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.services.credits.came_back()
            if self._bench is not None:
                self._bench.watch.look()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            QTimer.singleShot(0, self, self._tell_painted)

    def _tell_painted(self) -> None:
        if not self._was_painted:
            self._was_painted = True
            self.painted.emit()

    def regions_of_page(self) -> Sequence[QWidget]:
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
        from PySide6.QtWidgets import QMessageBox  # noqa: PLC0415 - hardly ever needed

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
        self.setAcceptDrops(True)
        self.setMinimumSize(720, 520)
        self.setWindowTitle(program_title(self._front.profile))

    def follow_preferences(self) -> None:
        if self._bench is not None:
            self._bench.follow_preferences()
        self.panels.follow_preferences()
        self.commands.refresh()

    def refresh(self) -> None:
        """What can be done, and what the caption tells, follow what is open and selected."""
        self.commands.refresh()
        self.caption.show(self.editor)
