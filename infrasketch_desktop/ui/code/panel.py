"""The code panel: the files of the project with how each stands, the text of one, and the way to generate and check."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout

from infrasketch_desktop.codegen.updating.change import State
from infrasketch_desktop.language import dotted, tr
from infrasketch_desktop.storage.atomic import write_atomically
from infrasketch_desktop.ui.code.change_pane import head_note
from infrasketch_desktop.ui.code.check_strip import CheckStrip
from infrasketch_desktop.ui.code.checks import Verdict
from infrasketch_desktop.ui.code.file_pane import FilePane, ShownFile
from infrasketch_desktop.ui.code.file_tree import FileTree
from infrasketch_desktop.ui.code.lines import SourceText
from infrasketch_desktop.ui.code.paths import left_to_right
from infrasketch_desktop.ui.code.prices import code_offer, rates
from infrasketch_desktop.ui.code.project import CodeProject
from infrasketch_desktop.ui.code.shading import shaded
from infrasketch_desktop.ui.code.standing import Standing
from infrasketch_desktop.ui.code.survey import Survey
from infrasketch_desktop.ui.code.words import (
    counted,
    files_text,
    level_standing,
    problem_standing,
)
from infrasketch_desktop.ui.editor.editor import Editor
from infrasketch_desktop.ui.lifeline import lifeline
from infrasketch_desktop.ui.numbers import size_text
from infrasketch_desktop.ui.panels.seen import SeenPanel
from infrasketch_desktop.ui.services import Services
from infrasketch_desktop.ui.tasks import Progress, Task, Tasks
from infrasketch_desktop.ui.widgets.roles import button, icon_button, label, set_role

QUIET_MS = 500
"""Pause after the last edit before the code is planned anew."""
_WIDE = 560
"""Pixels from which files and text stand beside each other."""


class CodePanel(SeenPanel):
    """Plans on a worker while it can be seen. `wanted` carries the id of the action that a button stands for."""

    wanted = Signal(str)

    def __init__(self, project: CodeProject, editor: Editor, services: Services, tasks: Tasks) -> None:
        super().__init__()
        self._project = project
        self._editor = editor
        self._services = services
        self._tasks = tasks
        self._task: Task | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(QUIET_MS)
        self._pause.timeout.connect(self.catch_up)
        icons = services.icons
        self.summary = label("", "hint", wrap=True)
        self.price = label("", "hint", wrap=True)
        self.generate = button(tr("Generate all…"), lambda: self.wanted.emit("code.all"))
        self.check = button(tr("Check"), lambda: self.wanted.emit("code.check"))
        self.check.setToolTip(tr("Runs the tests of this code, and every linter and validator that is installed here"))
        self.open = icon_button(
            icons, "folder", tr("Open the folder of the code"), lambda: self.wanted.emit("code.folder"), "muted"
        )
        self.checks = CheckStrip(icons)
        self.files = FileTree(icons)
        self.file = FilePane(services.skin, icons)
        self.split = QSplitter(Qt.Orientation.Vertical)
        self._build()
        self._connect()
        self._show()

    def catch_up(self) -> None:
        """Plan anew what was put off while nobody could see it."""
        if self.is_seen and self._project.is_old:
            self._project.look()

    def refresh(self) -> None:
        """Wear the colours of now."""
        self.files.refresh()
        self.file.refresh()

    # --- showing

    def _show(self) -> None:
        found = self._project.survey
        self.files.show_listing(self._project.listing.with_standings(self._checked(found)))
        is_empty = found is None or not found.parts
        for part in (self.files, self.file):
            part.setVisible(not is_empty)
        self.summary.setText(self._summary(found))
        self.generate.setEnabled(bool(self._editor.document.diagram.nodes))
        self.check.setVisible(found is not None and found.is_delivered)
        self.check.setEnabled(self._project.checking is None)
        self.open.setVisible(found is not None and found.is_delivered)
        self.checks.show_state(self._project.checking, self._project.checked)
        self._show_price()
        if not is_empty and not self.files.path:
            self.files.choose(_first(self.files.paths))
        self._show_file(self.files.path)

    def _checked(self, found: Survey | None) -> Mapping[str, Standing]:
        """What the checks said, for files that nothing is to happen to."""
        checked = self._project.checked
        if found is None:
            return {}
        return {
            path: _standing(verdict)
            for path, verdict in (checked.verdicts.items() if checked is not None else ())
            if path in found.by_path and found.by_path[path].state in (State.SAME, State.KEPT)
        }

    def _summary(self, found: Survey | None) -> str:
        if found is None:
            return self._project.trouble or tr("Planning the code…")
        if not found.parts:
            return tr("Code is generated from the diagram. Add a component to begin.")
        if not found.is_delivered:
            files, size = files_text(len(found.by_path)), size_text(found.size)
            return tr(
                "{files}, {size}, can be generated. Look at how each begins; none is written yet.",
                files=files,
                size=size,
            )
        counts = counted(found.planned.update.changes) or tr("all as the diagram says")
        return tr("In {folder}: {counts}.", folder=left_to_right(found.folder), counts=counts)

    def _show_price(self) -> None:
        found, known = self._project.survey, self._services.credits.known
        wanted = found.wanted if found is not None and found.parts else ()
        shown = code_offer(wanted, known) if wanted else None
        lines = [dotted((shown.cost, shown.meaning))] if shown else []
        if found is not None and not found.is_delivered:
            lines.append(rates(known.prices))
        self.price.setText("\n".join(filter(None, lines)))
        self.price.setVisible(bool(self.price.text()))

    def _show_file(self, path: str) -> None:
        found, self._project.open_path = self._project.survey, path
        if found is None or path not in found.by_path:
            self.file.show_file(ShownFile())
            return
        standing, is_there = self.files.standing(path), lifeline(self)
        note = "" if found.by_path[path].mine is not None else head_note(found.by_path[path])
        problem = standing.story if standing.is_problem else ""

        def work(_progress: Progress) -> ShownFile:
            text = found.text_of(path)
            return ShownFile(path, SourceText(text, shaded(path, text)), standing, note, problem)

        def arrived(shown: ShownFile) -> None:
            if is_there():
                self.file.show_file(shown)

        if self._task is not None:
            self._task.cancel()
        self._task = self._tasks.run(tr("Reading a file"), work, arrived, quiet=True)

    def _save_file(self) -> None:
        """A copy of the file that is shown, where the person wants it."""
        shown = self.file.shown
        name = shown.path.rpartition("/")[2]
        target = self._services.chooser.copy_to_save(self, self._services.documents_folder / name)
        if target is not None:
            content = shown.source.text.encode()
            title = tr("Saving “{name}”", name=target.name)
            self._tasks.run(title, lambda _progress: write_atomically(target, content), lambda _none: None)

    # --- following

    def _on_edited(self) -> None:
        if self.is_seen:
            self._pause.start()

    def _follow_selection(self) -> None:
        """The files of a node that was selected come into sight."""
        found, node = self._project.survey, self._editor.selection.current
        if found is None or not self.is_seen or len(self._editor.selection) != 1:
            return
        current = found.by_path.get(self.files.path)
        own = [path for path in self.files.paths if found.by_path[path].part == node]
        if own and (current is None or current.part != node):
            self.files.choose(next((path for path in own if path.endswith("/README.md")), own[0]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= _WIDE
        self.split.setOrientation(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)

    # --- putting together

    def _build(self) -> None:
        set_role(self, "panel")
        row = QHBoxLayout()
        row.setSpacing(6)
        for part in (self.generate, self.check, self.open):
            row.addWidget(part)
        row.addStretch(1)
        top = QVBoxLayout()
        top.setContentsMargins(16, 12, 12, 8)
        top.setSpacing(6)
        top.addWidget(self.summary)
        top.addLayout(row)
        top.addWidget(self.price)
        top.addWidget(self.checks)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(1)
        set_role(self.split, "files")
        self.split.addWidget(self.files)
        self.split.addWidget(self.file)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self.split, 1)
        self.setFocusProxy(self.files)

    def _connect(self) -> None:
        self._project.changed.connect(self._show)
        self._tasks.changed.connect(lambda: self.checks.show_progress(self._project.check_step))
        self._editor.document_changed.connect(lambda _changes: self._on_edited())
        self._editor.selection.changed.connect(self._follow_selection)
        self._services.credits.changed.connect(self._show_price)
        self.files.chosen.connect(self._show_file)
        self.files.opened.connect(lambda _path: self.file.view.setFocus())
        self.file.save_wanted.connect(self._save_file)
        self.file.fill_wanted.connect(lambda: self.wanted.emit("code.fill"))


def _standing(verdict: Verdict) -> Standing:
    return problem_standing(verdict.problem) if verdict.problem else level_standing(verdict.level, verdict.missing)


def _first(paths: Sequence[str]) -> str:
    """The file to begin with: the outermost README."""
    readmes = [path for path in paths if path.endswith("README.md")]
    return min(readmes, key=lambda path: path.count("/"), default=paths[0])
