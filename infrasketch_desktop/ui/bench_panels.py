"""The panels of one open sketch: each is made when somebody first sees it, or asks for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.code.remembering import folder_of
from infrasketch_desktop.ui.editor.editor import Editor
from infrasketch_desktop.ui.lifeline import lifeline
from infrasketch_desktop.ui.services import Services
from infrasketch_desktop.ui.tasks import Progress, Tasks
from infrasketch_desktop.ui.versions.commands import VersionCommands

if TYPE_CHECKING:  # each comes with its panel
    from infrasketch_desktop.ui.chat.panel import ChatPanel
    from infrasketch_desktop.ui.chat.talk import Talk
    from infrasketch_desktop.ui.code.panel import CodePanel
    from infrasketch_desktop.ui.code.project import CodeProject
    from infrasketch_desktop.ui.panels.document.panel import DocumentPanel
    from infrasketch_desktop.ui.panels.findings.panel import FindingsPanel
    from infrasketch_desktop.ui.panels.library.panel import LibraryPanel
    from infrasketch_desktop.ui.panels.outline.panel import OutlinePanel
    from infrasketch_desktop.ui.panels.parts.panel import PartsPanel
    from infrasketch_desktop.ui.panels.parts.part import Part
    from infrasketch_desktop.ui.panels.properties.panel import PropertiesPanel
    from infrasketch_desktop.ui.proposals.review import Review
    from infrasketch_desktop.ui.workbench import Hooks

P = TypeVar("P", bound=QWidget)

AHEAD_MS = 300
"""After a sketch was opened: it is painted by then, and what the panels need is read from the disk on a thread."""
_MODULES = ("outline", "library", "document", "findings")


class BenchPanels:
    """What is asked for is there at once; what nobody has asked for yet follows nothing and costs nothing.

    `running_talk` and `known_code` are the conversation and the code as soon as they are there, and None before.
    """

    def __init__(self, editor: Editor, review: Review, services: Services, tasks: Tasks, hooks: Hooks) -> None:
        self._editor = editor
        self._review = review
        self._services = services
        self._tasks = tasks
        self._hooks = hooks
        self._versions = VersionCommands(editor, services, tasks)
        self._refreshed: list[Callable[[], object]] = []
        self._flushed: list[Callable[[], object]] = []
        self._taught: list[Callable[[tuple[Part, ...]], object]] = []
        self.running_talk: Talk | None = None
        self.known_code: CodeProject | None = None
        services.keeper.when_ready(self._go_on_talking, editor)
        self._ahead = QTimer(editor, singleShot=True, interval=AHEAD_MS)
        self._ahead.timeout.connect(self._read_ahead)
        self._ahead.start()

    @property
    def makers(self) -> Mapping[str, Callable[[], QWidget]]:
        """What makes each panel, by the name of its dock; the same panel each time."""
        return {
            "palette": lambda: self.parts,
            "outline": lambda: self.outline,
            "library": lambda: self.library,
            "properties": lambda: self.properties,
            "chat": lambda: self.chat,
            "document": lambda: self.document,
            "findings": lambda: self.findings,
            "code": lambda: self.code_panel,
        }

    def refresh(self) -> None:
        """Wear the colours of now."""
        for refresh in self._refreshed:
            refresh()

    def flush(self) -> None:
        """Keep what is being typed, now."""
        for flush in self._flushed:
            flush()

    def set_technologies(self, parts: tuple[Part, ...]) -> None:
        """The lexicon has been loaded."""
        for teach in self._taught:
            teach(parts)

    def follow_file(self) -> None:
        """The sketch was saved: what is kept beside it follows its name."""
        if self.known_code is not None:
            self.known_code.follow_file()
        if self.running_talk is not None:
            self.running_talk.follow_file()

    def close(self) -> None:
        """End what the panels have under way, and begin nothing more."""
        self._ahead.stop()
        if self.running_talk is not None:
            self.running_talk.close()

    # --- the panels

    @cached_property
    def parts(self) -> PartsPanel:
        from infrasketch_desktop.ui.panels.parts.panel import PartsPanel  # noqa: PLC0415 - comes with its panel

        panel, editor = self._keep(PartsPanel(self._services.kind_icons)), self._editor
        panel.chosen.connect(lambda part: editor.insert(part.kind, part.label, part.technology))
        panel.set_technologies(self._hooks.technologies())
        self._refreshed.append(panel.refresh)
        self._taught.append(panel.set_technologies)
        return panel

    @cached_property
    def outline(self) -> OutlinePanel:
        from infrasketch_desktop.ui.panels.outline.panel import OutlinePanel  # noqa: PLC0415 - comes with its panel

        services = self._services
        panel = self._keep(OutlinePanel(self._editor, services.kind_icons, services.icons, self._hooks.open_menu))
        self._refreshed.append(panel.model.refresh_icons)
        return panel

    @cached_property
    def library(self) -> LibraryPanel:
        from infrasketch_desktop.ui.panels.library.panel import LibraryPanel  # noqa: PLC0415 - comes with its panel

        services = self._services
        panel = self._keep(LibraryPanel(self._editor, services.shelf, services.icons, services.now))
        panel.open_wanted.connect(self._hooks.open_path)
        panel.restore_wanted.connect(self._versions.restore)
        panel.compare_wanted.connect(self._versions.compare)
        return panel

    @cached_property
    def properties(self) -> PropertiesPanel:
        from infrasketch_desktop.ui.panels.properties.panel import PropertiesPanel  # noqa: PLC0415 - with its panel

        def technologies() -> list[str]:
            return [part.technology for part in self._hooks.technologies()]

        panel = self._keep(PropertiesPanel(self._editor, self._services.kind_icons, technologies))
        self._refreshed.append(panel.refresh)
        self._flushed.append(panel.flush)
        self._taught.append(lambda _parts: panel.rebuild())
        return panel

    @cached_property
    def document(self) -> DocumentPanel:
        from infrasketch_desktop.ui.panels.document.panel import DocumentPanel  # noqa: PLC0415 - comes with its panel

        services = self._services
        panel = DocumentPanel(self._editor, self._tasks, services.icons, services.skin, services.opener)
        panel.said.connect(self._hooks.say)
        self._refreshed.append(panel.refresh)
        self._flushed.append(panel.flush)
        return self._keep(panel)

    @cached_property
    def findings(self) -> FindingsPanel:
        from infrasketch_desktop.ui.panels.findings.panel import FindingsPanel  # noqa: PLC0415 - comes with its panel

        panel = self._keep(FindingsPanel(self._editor, self._tasks, self._services.icons))
        panel.refresh()
        self._refreshed.append(panel.refresh)
        return panel

    @cached_property
    def talk(self) -> Talk:
        """The conversation about the sketch."""
        from infrasketch_desktop.ui.chat.talk import Surroundings, Talk  # noqa: PLC0415 - comes with its panel

        services = self._services
        around = Surroundings(services.assistant, services.credits, services.keeper, self._tasks, services.new_id)
        self.running_talk = talk = Talk(self._editor, self._review, around)
        talk.failed.connect(services.crashed)
        return talk

    @cached_property
    def chat(self) -> ChatPanel:
        from infrasketch_desktop.ui.chat.panel import ChatPanel  # noqa: PLC0415 - comes with its panel

        panel = self._keep(ChatPanel(self._editor, self.talk, self._services, self._tasks, self._hooks.chat))
        panel.said.connect(self._hooks.say)
        self._refreshed.append(panel.refresh)
        self._flushed.append(panel.flush)
        return panel

    @property
    def code_folder(self) -> Path | None:
        """Where the code of the sketch was generated to."""
        if self.known_code is not None:
            return self.known_code.folder
        path = self._editor.session.path
        return folder_of(self._services.preferences.current.code_folders, path) if path is not None else None

    @cached_property
    def code(self) -> CodeProject:
        """What is known of the code of the sketch."""
        from infrasketch_desktop.ui.code.project import CodeProject  # noqa: PLC0415 - comes with its panel

        self.known_code = CodeProject(self._editor, self._tasks, self._services.preferences)
        return self.known_code

    @cached_property
    def code_panel(self) -> CodePanel:
        from infrasketch_desktop.ui.code.panel import CodePanel  # noqa: PLC0415 - comes with its panel

        panel = self._keep(CodePanel(self.code, self._editor, self._services, self._tasks))
        panel.wanted.connect(self._hooks.perform)
        self._refreshed.append(panel.refresh)
        return panel

    def _keep(self, panel: P) -> P:
        """Have it go with the sketch also where no dock ever takes it."""
        panel.setParent(self._editor.canvas)
        return panel

    # --- later

    def _go_on_talking(self) -> None:
        """What was said about this sketch in an earlier run goes on, and a proposal that waits is shown."""
        if self._services.keeper.has_kept(self._editor.session):
            is_there = lifeline(self._editor)

            def loaded(_none: None) -> None:
                if is_there():
                    _ = self.chat

            self._tasks.run(tr("Loading"), _import_chat, loaded, quiet=True)

    def _read_ahead(self) -> None:
        """So that the first look at a panel need not wait for its modules."""
        self._tasks.run(tr("Loading"), _import_panels, lambda _none: None, quiet=True)


def _import_chat(_progress: Progress) -> None:
    import_module("infrasketch_desktop.ui.chat.panel")


def _import_panels(progress: Progress) -> None:
    for name in _MODULES:
        import_module(f"infrasketch_desktop.ui.panels.{name}.panel")
    import_module("infrasketch_desktop.ui.code.panel")
    _import_chat(progress)
