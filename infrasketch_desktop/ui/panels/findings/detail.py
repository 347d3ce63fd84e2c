"""Below the list: why a finding matters, and its fixes as buttons."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from infrasketch_desktop.language import tr
from infrasketch_desktop.review.finding import Finding, Fix
from infrasketch_desktop.ui.widgets.roles import button, label, set_role


class FindingDetail(QFrame):
    """Hidden while nothing is chosen."""

    def __init__(self, mend: Callable[[Fix], None]) -> None:
        super().__init__()
        self._mend = mend
        self.title = label("", "strong", wrap=True)
        self.reason = label("", "muted", wrap=True)
        self.reason.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.no_fix = label(tr("There is no edit that mends this; it is for you to decide."), "hint", wrap=True)
        self._buttons = QVBoxLayout()
        self._buttons.setSpacing(8)
        set_role(self, "bar")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 16)
        layout.setSpacing(8)
        for part in (self.title, self.reason, self.no_fix):
            layout.addWidget(part)
        layout.addLayout(self._buttons)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    @property
    def fixes(self) -> list[QWidget]:
        """The buttons, in their order."""
        items = (self._buttons.itemAt(row) for row in range(self._buttons.count()))
        return [widget for item in items if item is not None and (widget := item.widget()) is not None]

    @property
    def has_focus(self) -> bool:
        """Whether one of its buttons would get what is typed now."""
        return self.window().focusWidget() in (self.reason, *self.fixes)

    def show_finding(self, finding: Finding | None, after: QWidget) -> None:
        """Tab leads from `after` to the fixes."""
        self._clear()
        self.setVisible(finding is not None)
        if finding is not None:
            self._fill(finding, after)

    def _clear(self) -> None:
        for old in self.fixes:
            self._buttons.removeWidget(old)
            old.hide()
            old.deleteLater()

    def _fill(self, finding: Finding, after: QWidget) -> None:
        self.title.setText(finding.title)
        self.reason.setText(finding.reason)
        self.no_fix.setVisible(not finding.fixes)
        for fix in finding.fixes:
            made = button(fix.title, partial(self._mend, fix))
            made.setToolTip(tr("One undo step"))
            self._buttons.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
            QWidget.setTabOrder(after, made)
            after = made
