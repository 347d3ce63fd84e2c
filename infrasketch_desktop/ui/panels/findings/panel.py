"""The findings on the screen: choosing one shows its place on the canvas; a fix is one undo step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem, QVBoxLayout

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.transforming import transform
from infrasketch_desktop.language import listed, tr, tr_count
from infrasketch_desktop.review.finding import Finding, Fix, Severity
from infrasketch_desktop.ui.editor.editor import Editor
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.lifeline import lifeline
from infrasketch_desktop.ui.panels.findings.detail import FindingDetail
from infrasketch_desktop.ui.panels.seen import SeenPanel
from infrasketch_desktop.ui.tasks import Progress, Task, Tasks
from infrasketch_desktop.ui.widgets.roles import label, set_role
from infrasketch_desktop.ui.widgets.rows import show_names

QUIET_MS = 400
"""Pause after the last edit before the diagram is reviewed again."""
_AT_ONCE = 500
"""Rows that are measured at a stretch, some 40 µs for each."""

_ICONS = {
    Severity.HIGH: ("error", "danger"),
    Severity.MEDIUM: ("warning", "warning"),
    Severity.LOW: ("info", "muted"),
}


class FindingsPanel(SeenPanel):
    """Reviews on a worker while it can be seen; a finding that is still there stays chosen."""

    def __init__(self, editor: Editor, tasks: Tasks, icons: Icons) -> None:
        super().__init__()
        self._editor = editor
        self._tasks = tasks
        self._icons = icons
        self._findings: tuple[Finding, ...] = ()
        self._task: Task | None = None
        self._is_old = True
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(QUIET_MS)
        self._pause.timeout.connect(self._review)
        self.summary = label("", "hint", wrap=True)
        self.list = QListWidget()
        show_names(self.list)
        self.detail = FindingDetail(self._mend)
        self._build()
        self.list.currentRowChanged.connect(self._on_chosen)
        self.list.itemActivated.connect(lambda _item: self._show_place(centre=True))
        editor.document_changed.connect(lambda _changes: self._on_edited())

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Those in the list, worst first."""
        return self._findings

    def refresh(self) -> None:
        """Show the list in the colours of now."""
        self._show(self._findings)

    def catch_up(self) -> None:
        if self._is_old:
            self._review()

    def _build(self) -> None:
        set_role(self, "panel")
        self.list.setAccessibleName(tr("Findings"))
        self.list.setWordWrap(True)
        self.list.setLayoutMode(QListView.LayoutMode.Batched)
        self.list.setBatchSize(_AT_ONCE)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.summary.setContentsMargins(16, 12, 16, 8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.summary)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.detail)
        self.setFocusProxy(self.list)
        self.detail.hide()

    # --- reviewing

    def _on_edited(self) -> None:
        self._is_old = True
        if self.is_seen:
            self._pause.start()

    def _review(self) -> None:
        if self._task is not None:
            self._task.cancel()
        diagram = self._editor.document.snapshot()
        is_there = lifeline(self)

        def arrived(findings: tuple[Finding, ...]) -> None:
            if is_there():
                self._show(findings)

        self._is_old = False
        self._task = self._tasks.run(
            tr("Reviewing"), lambda progress: _reviewed(diagram, progress), arrived, quiet=True
        )

    def _show(self, findings: tuple[Finding, ...]) -> None:
        chosen = self._chosen()
        if self.detail.has_focus:  # its buttons go; Qt would pass the focus on to any widget of the window
            self.list.setFocus()
        self._findings = findings
        self.list.blockSignals(True)
        self.list.clear()
        icons = {severity: self._icon(severity) for severity in Severity}
        for finding in findings:
            self.list.addItem(_row(finding, icons[finding.severity]))
        keys = [finding.key for finding in findings]
        if chosen is not None and chosen.key in keys:
            self.list.setCurrentRow(keys.index(chosen.key))
        self.list.blockSignals(False)
        self.list.setVisible(bool(findings))
        self.summary.setText(_counted(findings, empty=not self._editor.document.diagram.nodes))
        self.detail.show_finding(self._chosen(), self.list)

    def _icon(self, severity: Severity) -> QIcon:
        return self._icons.icon(*_ICONS[severity])

    # --- choosing and mending

    def _chosen(self) -> Finding | None:
        row = self.list.currentRow()
        return self._findings[row] if 0 <= row < len(self._findings) else None

    def _on_chosen(self, _row: int) -> None:
        self.detail.show_finding(self._chosen(), self.list)
        self._show_place(centre=False)

    def _show_place(self, *, centre: bool) -> None:
        finding, diagram = self._chosen(), self._editor.document.diagram
        if finding is None:
            return
        there = [diagram.shown(i) if diagram.placed(i) else i for i in finding.elements if i in diagram]
        self._editor.selection.set(dict.fromkeys(there))
        if there and (centre or not self._in_sight(there)):
            self._editor.canvas.reveal(there)

    def _in_sight(self, ids: Sequence[str]) -> bool:
        diagram, visible = self._editor.document.diagram, self._editor.canvas.visible
        return all(visible.encloses(diagram.bounds(i)) for i in ids if diagram.placed(i))

    def _mend(self, fix: Fix) -> None:
        """Try the fix on a copy, with places for what is new, then take it over; an edit meanwhile starts it again."""

        def work(diagram: Diagram, _progress: Progress) -> Diagram:
            return _mended(diagram, fix)

        self._tasks.run_on(
            self._editor.document,
            fix.title,
            work,
            lambda target: self._take(fix, target),
            lambda _stale: self._mend(fix),
        )

    def _take(self, fix: Fix, target: Diagram) -> None:
        before = self._editor.document.snapshot()
        if self._editor.edit(fix.title, lambda edit: transform(edit, target)):
            new = [i for i in target.nodes if i not in before]
            if new:
                self._editor.selection.set(new)
                self._editor.canvas.reveal(target.shown(i) for i in new)


def severity_name(severity: Severity) -> str:
    """The word a person reads for a severity."""
    return {
        Severity.HIGH: tr("High"),
        Severity.MEDIUM: tr("Medium"),
        Severity.LOW: tr("Low"),
    }[severity]


def _counted(findings: Sequence[Finding], *, empty: bool) -> str:
    if empty:
        return tr("Findings appear here as the diagram grows: single points of failure, cycles, open doors and more.")
    if not findings:
        return tr("The rules find nothing to say against this diagram.")
    counts = Counter(finding.severity for finding in findings)
    words = {
        Severity.HIGH: tr_count("%n high", "%n high", counts[Severity.HIGH]),
        Severity.MEDIUM: tr_count("%n medium", "%n medium", counts[Severity.MEDIUM]),
        Severity.LOW: tr_count("%n low", "%n low", counts[Severity.LOW]),
    }
    return listed(words[severity] for severity in Severity if counts[severity])


def _row(finding: Finding, icon: QIcon) -> QListWidgetItem:
    row = QListWidgetItem(icon, finding.title)
    said = tr("{name}: {text}", name=severity_name(finding.severity), text=finding.title)
    row.setData(Qt.ItemDataRole.AccessibleTextRole, said)
    row.setToolTip(finding.reason)
    return row


def _reviewed(diagram: Diagram, progress: Progress) -> tuple[Finding, ...]:
    from infrasketch_desktop.review.reviewer import review  # noqa: PLC0415 - networkx is loaded when first needed

    return review(diagram, tick=progress.check)


def _mended(diagram: Diagram, fix: Fix) -> Diagram:
    from infrasketch_desktop.diagram.reducer import try_operations  # noqa: PLC0415 - only when something is mended
    from infrasketch_desktop.exchange.placing import with_new_placed  # noqa: PLC0415 - loads the layout

    after, _ = try_operations(diagram, fix.operations)
    return with_new_placed(diagram, after)
