"""Everything that lives as long as one open sketch: editor, page, panels, saver, prompt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.kinds import Direction
from infrasketch_desktop.language import tr
from infrasketch_desktop.storage.session import SketchSession
from infrasketch_desktop.ui.bench_panels import BenchPanels
from infrasketch_desktop.ui.canvas.tools.border_scroll import BorderScroll
from infrasketch_desktop.ui.canvas.tools.tabbing import TabWalk
from infrasketch_desktop.ui.canvas.tools.toolbox import make_tools
from infrasketch_desktop.ui.editor.clipboard import Clipper
from infrasketch_desktop.ui.editor.editor import Editor
from infrasketch_desktop.ui.editor.node_offer import NodeOffer
from infrasketch_desktop.ui.editor.page import EditorPage
from infrasketch_desktop.ui.editor.part_drops import PartDrops
from infrasketch_desktop.ui.editor.prompter import Prompter
from infrasketch_desktop.ui.editor.stage import Stage
from infrasketch_desktop.ui.editor.tidy import TidyPopover, apply
from infrasketch_desktop.ui.files.disk_watch import DiskWatch
from infrasketch_desktop.ui.files.saving import Saver
from infrasketch_desktop.ui.motion import is_reduced
from infrasketch_desktop.ui.proposals.panel import ReviewPanel
from infrasketch_desktop.ui.proposals.review import Refused, Review
from infrasketch_desktop.ui.proposals.waiting import WaitingOffer
from infrasketch_desktop.ui.services import Services
from infrasketch_desktop.ui.tasks import Progress, Tasks

if TYPE_CHECKING:
    from infrasketch_desktop.ui.chat.hooks import ChatHooks
    from infrasketch_desktop.ui.panels.parts.part import Part


@dataclass(frozen=True, slots=True)
class Hooks:
    """What a workbench asks of its window."""

    save_failed: Callable[[Exception], None]
    changed_on_disk: Callable[[], None]
    open_path: Callable[[Path], object]
    open_menu: Callable[[], None]
    perform: Callable[[str], None]
    technologies: Callable[[], tuple[Part, ...]]
    say: Callable[[str], None]
    refused: Callable[[Refused], None]
    chat: ChatHooks


class Workbench:
    """Built when a sketch is opened, closed when another takes its place or the window goes."""

    def __init__(self, session: SketchSession, services: Services, tasks: Tasks, window: QWidget, hooks: Hooks) -> None:
        self._services = services
        self._tasks = tasks
        self.editor = Editor(session, services.skin.theme, window, badge_for=services.badges)
        self.page = EditorPage(self.editor, services.icons)
        self.saver = Saver(session, tasks, self._idle_time, self.editor)
        self.watch = DiskWatch(session, hooks.changed_on_disk, self.editor)
        self.prompter = Prompter(self.editor, self.page.prompt, services.engine, tasks)
        self.clipper = Clipper(self.editor, QGuiApplication.clipboard(), self.prompter.run, hooks.say, tasks)
        self.review = Review(self.editor, tasks)
        self.review_panel = ReviewPanel(self.review, self.editor.canvas, services.icons, services.kind_icons)
        self.page.add_side(self.review_panel)
        self.review.changed.connect(lambda: self.page.show_hint(self.review.proposal is None))
        self.review.refused.connect(hooks.refused)
        self.offer = WaitingOffer(self.editor, self.review, services.workspace.proposals)
        self._window = window
        self.stage = Stage(self.editor, self._edit_label_of)
        self._node_offer = NodeOffer(self.stage, self.editor.canvas, services.kind_icons)
        self.stage.node_wanted.connect(self._node_offer.open)
        self.stage.said.connect(hooks.say)
        self.stage.tool_wanted.connect(self.choose_tool)
        self._tools = make_tools(self.stage)
        self._tab_walk = TabWalk(self.editor.canvas)
        self._border_scroll = BorderScroll(self.editor.canvas)
        self.tool = "select"
        self._drops = PartDrops(self.editor)
        self.panels = BenchPanels(self.editor, self.review, services, tasks, hooks)
        self.choose_tool("select")
        self.follow_preferences()
        self.saver.failed.connect(hooks.save_failed)
        self.saver.written.connect(self._remember)
        self.saver.written.connect(self.panels.follow_file)
        self._follow_appearance()
        services.skin.changed.connect(self._follow_appearance)

    @cached_property
    def tidy(self) -> TidyPopover:
        """Asks how to tidy up; made when it is first opened."""
        return TidyPopover(self._window, self.editor, self._services.engine, self._tasks)

    def set_technologies(self, parts: tuple[Part, ...]) -> None:
        """The lexicon has been loaded."""
        self.panels.set_technologies(parts)

    def choose_tool(self, name: str) -> None:
        """Take up a tool by the name that actions use."""
        self.tool = name
        self.editor.canvas.tool = self._tools[name]
        self.editor.canvas.show_connectors(name in ("select", "edge"))
        self.editor.changed.emit()

    def edit_label(self) -> None:
        """Edit the label of what is current, in place."""
        if self.editor.selection.current is not None:
            self._edit_label_of(self.editor.selection.current)

    def turn(self, direction: Direction) -> None:
        """Let the sheet read the other way; the nodes follow as in tidying."""
        editor = self.editor

        def work(diagram: Diagram, progress: Progress) -> Any:
            from infrasketch_desktop.layout.scope import Scope  # noqa: PLC0415 - loaded after the first paint

            return self._services.engine.tidy(diagram, Scope.everything(), direction, progress)

        self._tasks.run_on(
            editor.document,
            tr("Tidying"),
            work,
            lambda arrangement: apply(editor, arrangement),
            lambda _stale: self.turn(direction),
        )

    def follow_preferences(self) -> None:
        """Take over what the person set."""
        current = self._services.preferences.current
        self.editor.canvas.show_grid(current.show_grid)
        self.editor.canvas.reduce_motion(is_reduced())
        self.page.show_minimap(current.show_minimap)
        self.stage.snaps = current.snap_to_grid
        self.stage.attracts = current.show_guides

    def finish(self) -> bool:
        """Bring unsaved work to safety: into its file, else into the journal. False when neither takes it."""
        self._settle()
        session = self.editor.session
        if session.path is not None and session.is_modified:
            return self.saver.save()
        return not session.is_modified or session.trouble is None

    def release(self) -> SketchSession:
        """Close all but the session, which lives on in another workbench."""
        self._settle()
        self._end()
        return self.editor.session

    def close(self, *, keep: bool) -> None:
        """End the session. `keep` leaves what is in no file to be found again at the next start."""
        self._end()
        self.editor.session.close(keep_journal=keep)

    def _settle(self) -> None:
        """Let what is being typed or saved come to its end."""
        self.page.label_editor.finish()
        self.page.setFocus()
        self.panels.flush()
        self.saver.settle()

    def _end(self) -> None:
        self._services.skin.changed.disconnect(self._follow_appearance)
        self.panels.close()
        self.saver.close()
        self.watch.close()
        if "tidy" in vars(self):
            self.tidy.close_popover()
            self.tidy.deleteLater()
        self.editor.close()
        self.page.deleteLater()
        self.editor.deleteLater()

    def _idle_time(self) -> float | None:
        current = self._services.preferences.current
        return current.autosave_seconds if current.autosave else None

    def _edit_label_of(self, record_id: str) -> None:
        self.page.label_editor.open(record_id)

    def _remember(self) -> None:
        """Tell the library about a saved state, with a picture drawn elsewhere."""
        from infrasketch_desktop.ui.files.remembering import remember  # noqa: PLC0415 - draws; not needed to start

        session = self.editor.session
        if session.path is not None:
            remember(session.path, session.document.snapshot(), self._services, self._tasks)

    def _follow_appearance(self) -> None:
        self.editor.canvas.set_theme(self._services.skin.theme)
        self.review_panel.refresh()
        self.panels.refresh()
