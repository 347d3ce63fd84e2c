"""Below the buttons of the panel: how far the checks are and a way to stop them, then what they came to."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from infrasketch_desktop.codegen.files import Level
from infrasketch_desktop.language import dotted, listed, tr, tr_count
from infrasketch_desktop.ui.code.checks import Checked
from infrasketch_desktop.ui.code.words import files_text
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.tasks import Task
from infrasketch_desktop.ui.widgets.busy import BusyBar
from infrasketch_desktop.ui.widgets.roles import button, icon_button, label, set_role

_STEPS = 100


class CheckStrip(QWidget):
    """Nothing is seen of it before the first check."""

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self._task: Task | None = None
        self._is_open = False
        self.step = label("", "hint")
        self.busy = BusyBar()
        self.stop = icon_button(icons, "stop", tr("Stop checking"), self._stop, "muted")
        self.result = label("", "hint", wrap=True, live=True)
        self.missing = label("", "hint", wrap=True)
        self.more = button(tr("What to do about it"), self._toggle, "link")
        self.advice = label("", "hint", wrap=True)
        self._running = QWidget()
        self._build()
        self.show_state(None, None)

    def show_state(self, task: Task | None, checked: Checked | None) -> None:
        """The run that is under way, else what came of the last one."""
        self._task = task
        self._running.setVisible(task is not None)
        self.result.setText(result_text(checked) if checked is not None and task is None else "")
        set_role(self.result, "danger" if checked is not None and (checked.problems or checked.trouble) else "hint")
        is_lacking = checked is not None and task is None and bool(checked.missing)
        self.missing.setText(missing_text(checked) if checked is not None else "")
        self.advice.setText(advice_text(checked) if checked is not None else "")
        self.result.setVisible(bool(self.result.text()))
        self.missing.setVisible(is_lacking)
        self.more.setVisible(is_lacking)
        self.advice.setVisible(is_lacking and self._is_open)
        self.step.setVisible(task is not None)
        self.setVisible(task is not None or bool(self.result.text()))

    def show_progress(self, step: str) -> None:
        """How far the run is, and what it does now."""
        if self._task is not None:
            fraction = self._task.fraction
            self.step.setText(step or tr("Looking for what can be checked here…"))
            self.busy.setRange(0, 0 if fraction is None else _STEPS)
            self.busy.setValue(round((fraction or 0) * _STEPS))

    def _toggle(self) -> None:
        self._is_open = not self._is_open
        self.advice.setVisible(self._is_open)

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _build(self) -> None:
        row = QHBoxLayout(self._running)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.busy, 1)
        row.addWidget(self.stop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.step)
        layout.addWidget(self._running)
        layout.addWidget(self.result)
        layout.addWidget(self.missing)
        layout.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.advice)


def result_text(checked: Checked) -> str:
    """How many files got how far: “31 ran · 92 checked · 5 unchecked”, and how many have problems."""
    if checked.trouble:
        return checked.trouble
    levels = [verdict.level for verdict in checked.verdicts.values()]
    counts = [_count(level, levels.count(level)) for level in reversed(Level) if level in levels]
    if checked.problems:
        counts.append(tr_count("%n with a problem", "%n with problems", checked.problems))
    return dotted(counts)


def _count(level: Level, count: int) -> str:
    return {
        Level.RAN: tr_count("%n ran", "%n ran", count),
        Level.CHECKED: tr_count("%n checked", "%n checked", count),
        Level.SCHEMA: tr_count("%n fits its schema", "%n fit their schemas", count),
        Level.UNCHECKED: tr_count("%n unchecked", "%n unchecked", count),
    }[level]


def missing_text(checked: Checked) -> str:
    """The tools that could not be run here."""
    return tr("Not run here: {tools}.", tools=listed(one.tool for one in checked.missing))


def advice_text(checked: Checked) -> str:
    """What to do so that they can be run, a line for each."""
    told = (
        tr("{tool} ({files}): {advice}", tool=one.tool, files=files_text(one.files), advice=one.advice)
        for one in checked.missing
    )
    return "\n".join(f"• {line}" for line in told)
