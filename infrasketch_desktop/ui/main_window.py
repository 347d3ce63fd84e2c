"""One window: the home page, or one open sketch with its panels."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from infrasketch_desktop.language import tr
from infrasketch_desktop.storage.settings import as_bytes
from infrasketch_desktop.ui.home.early import EarlyWishes
from infrasketch_desktop.ui.home.page import HomePage
from infrasketch_desktop.ui.importing.drops import dropped_paths
from infrasketch_desktop.ui.late_window import LateWindow
from infrasketch_desktop.ui.menu_titles import add_menus
from infrasketch_desktop.ui.panels.docks import Docks
from infrasketch_desktop.ui.profile_name import program_title
from infrasketch_desktop.ui.services import Front, Services
from infrasketch_desktop.ui.sketch_pages import SketchPages
from infrasketch_desktop.ui.widgets.banner import BannerStack, Notice, Tone
from infrasketch_desktop.ui.window_place import remember_place

if TYPE_CHECKING:  # comes with the first sketch
    from infrasketch_desktop.diagram.diagram import Diagram
    from infrasketch_desktop.storage.session import SketchSession
    from infrasketch_desktop.ui.chat.panel import ChatPanel
    from infrasketch_desktop.ui.code.project import CodeProject
    from infrasketch_desktop.ui.editor.clipboard import Clipper
    from infrasketch_desktop.ui.editor.drafts import Draft
    from infrasketch_desktop.ui.editor.editor import Editor
    from infrasketch_desktop.ui.files.commands import FileCommands
    from infrasketch_desktop.ui.files.saving import Saver
    from infrasketch_desktop.ui.panels.parts.part import Part
    from infrasketch_desktop.ui.theme.skin import Skin
    from infrasketch_desktop.ui.workbench import Workbench


class Siblings(Protocol):
    """The other windows of the program."""

    def add(self) -> MainWindow: ...
    def bring_up(self, path: Path) -> bool: ...
    def quit(self) -> None: ...


class MainWindow(LateWindow):
    """Home page and editor in turn; `turned` follows each change between them.

    It begins as its home page alone. `closed` is emitted when the window has gone and nothing of it runs any more.
    """

    closed = Signal()
    turned = Signal()

    def __init__(self, front: Front, services: Callable[[], Services], siblings: Siblings) -> None:
        """`services` makes what only a finished window needs."""
        super().__init__()
        self._front = front
        self._make_services = services
        self._siblings = siblings
        self.technologies: tuple[Part, ...] = ()
        self.menus = add_menus(self.menuBar())
        middle = QWidget()
        self.setCentralWidget(middle)  # first: whatever comes into it later is styled once, and not at each level
        self.banners = BannerStack(front.icons)
        self.home = HomePage(front.icons, front.skin)
        self._wishes = EarlyWishes(self.home)
        self.pages = SketchPages(self.home, middle)
        self._build(middle)
        self.panels = Docks(self, front.icons)  # Qt arranges those that come into a window in sight in another way
        self.panels.remember(as_bytes(front.preferences.current.window_layout))
        self.home.box.setFocus()

    def _build(self, middle: QWidget) -> None:
        layout = QVBoxLayout(middle)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.banners)
        layout.addWidget(self.pages, 1)
        self.setAcceptDrops(True)
        self.setMinimumSize(720, 520)
        self.setWindowTitle(program_title(self._front.profile))

    def _furnish(self) -> Iterator[None]:
        from infrasketch_desktop.ui.furnishing import furnish  # noqa: PLC0415 - imported on a thread by now

        yield from furnish(self, self.services)
        self.is_finished = True
        self.home_controller.show_recent()
        self.refresh()
        self._wishes.hand_over()

    @property
    def services(self) -> Services:
        return self._make_services()

    @property
    def skin(self) -> Skin:
        return self._front.skin

    # --- what is open

    @property
    def bench(self) -> Workbench | None:
        """What belongs to the open sketch, also while the home page lies over it."""
        return self.pages.bench

    @property
    def shows_home(self) -> bool:
        return self.pages.shows_home

    @property
    def editor(self) -> Editor | None:
        return self.pages.editor

    @property
    def saver(self) -> Saver | None:
        return self.bench.saver if self.bench is not None else None

    @property
    def clipper(self) -> Clipper:
        assert self.bench is not None
        return self.bench.clipper

    @property
    def chat(self) -> ChatPanel | None:
        return self.pages.shown.panels.chat if self.pages.shown is not None else None

    @property
    def code_project(self) -> CodeProject | None:
        return self.bench.panels.code if self.bench is not None else None

    @property
    def known_code(self) -> CodeProject | None:
        return self.bench.panels.known_code if self.bench is not None else None

    @property
    def code_folder(self) -> Path | None:
        return self.bench.panels.code_folder if self.bench is not None else None

    def adopt(self, session: SketchSession) -> None:
        """Show this sketch instead of what is shown, which is brought to safety first."""
        self.pages.put_away(keep=True)
        bench = self.hosting.make(session)
        self.pages.put(bench)
        self.commands.attach_canvas(bench.editor.canvas)
        self.panels.fill(bench.panels.makers)
        self.show_sketch()
        bench.editor.changed.connect(self.refresh)  # what takes its place until here is told once
        bench.editor.canvas.fit_all()

    def discard(self) -> None:
        """Close what is shown without keeping what is unsaved of it."""
        self.pages.put_away(keep=False)
        self.panels.fill({})

    def release(self) -> SketchSession | None:
        """Take the open sketch out of this window, to go on in another one as it is."""
        return self.pages.release()

    def set_technologies(self, parts: tuple[Part, ...]) -> None:
        """The lexicon has been loaded."""
        self.technologies = parts
        if self.bench is not None:
            self.bench.set_technologies(parts)

    # --- beginning

    def begin(self, diagram: Diagram) -> None:
        self.adopt(self.services.workspace.new(diagram))

    def begin_with(self, draft: Draft, sentence: str) -> None:
        from infrasketch_desktop.ui.files.blank import blank  # noqa: PLC0415 - comes with the first sketch

        self.begin(blank(self._front.preferences.current))
        assert self.bench is not None
        if self.bench.prompter.apply(draft):
            self.bench.prompter.show(draft, sentence)

    def open_path(self, path: Path) -> None:
        self.files.open_here(path)

    def choose_and_open(self) -> None:
        self.files.choose_and_open()

    def choose_and_import(self) -> None:
        self.importer.choose_files()

    def import_paths(self, paths: Sequence[Path]) -> None:
        self.importer.import_paths(paths)

    # --- the other windows

    def add_window(self) -> MainWindow:
        return self._siblings.add()

    def another(self) -> FileCommands:
        return self._siblings.add().files

    def elsewhere(self, path: Path) -> bool:
        return self._siblings.bring_up(path)

    def quit(self) -> None:
        self._siblings.quit()

    # --- what is shown

    def show_home(self) -> None:
        self.panels.hide_all()
        self.pages.show_home()
        self.top_bar.hide()
        self.home.set_open_sketch(self.bench.editor.session.name or tr("Untitled") if self.bench else "")
        self.home_controller.show_recent()
        self.home.box.setFocus()
        self.refresh()
        self.turned.emit()

    def show_sketch(self) -> None:
        """Show the open sketch instead of the home page."""
        if self.bench is None:
            return
        self.pages.show_sketch()
        self.top_bar.show()
        self.panels.show_again()
        self.bench.editor.canvas.setFocus()
        self.refresh()
        self.hosting.show_saved()
        self.turned.emit()

    def reveal(self, panel: str) -> None:
        """Show the open sketch with this panel in front."""
        if self.bench is not None:
            self.show_sketch()
            self.panels.reveal(panel)

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

    def toggle_full_screen(self) -> None:
        self.showNormal() if self.isFullScreen() else self.showFullScreen()

    def follow_preferences(self) -> None:
        if self.bench is not None:
            self.bench.follow_preferences()
        self.panels.follow_preferences()
        self.commands.refresh()

    def refresh(self) -> None:
        """What can be done, and what the caption tells, follow what is open and selected."""
        self.commands.refresh()
        self.caption.show(self.editor)

    # --- events

    def closeEvent(self, event: QCloseEvent) -> None:
        from infrasketch_desktop.ui.files.closing import may_lose  # noqa: PLC0415 - not needed to start

        if self.bench is not None and not self.bench.finish() and not may_lose(self):
            event.ignore()
            return
        remember_place(self, self.panels.state(), self._front.preferences)
        self.pages.put_away(keep=True)
        self.tasks.close()
        event.accept()
        self.closed.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if self.is_finished and event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.services.credits.came_back()
            if self.bench is not None:
                self.bench.watch.look()

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
