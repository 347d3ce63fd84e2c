"""The report, shown in full: to be read, cut, added to, copied, saved or sent - or simply closed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.crash.occasions import Occasion
from infrasketch_desktop.ui.crash.report import LONGEST, Report
from infrasketch_desktop.ui.widgets.flow import FlowLayout
from infrasketch_desktop.ui.widgets.roles import button, label, set_role
from infrasketch_desktop.ui.widgets.writing import follow_writing

_SIZE = (720, 640)
_OF_SCREEN = 0.85
"""Of a small screen, what a dialog with its frame may take."""
_ROWS_OF_COMMENT = 3
_MOST_COMMENT = 4000


class Ways(Protocol):
    """Where a report can go. Each is taken only when its button is pressed."""

    @property
    def receiver(self) -> str:
        """The name of the vendor."""

    @property
    def has_mail(self) -> bool: ...

    def send(self, report: Report, done: Callable[[], None], failed: Callable[[str], None], owner: QObject) -> None:
        """Send to the vendor's server; `failed` gets a sentence for the person."""

    def save(self, report: Report, parent: QWidget) -> str:
        """Save to a file that is asked for; a sentence about it, "" when the person thought better of it."""

    def write_mail(self, report: Report) -> str:
        """Open a letter in the mail program; a sentence about it."""

    def forget(self, report: Report) -> None:
        """Delete what is kept of it on this computer."""


class ReportDialog(QDialog):
    """What stands in its two boxes is all that goes anywhere."""

    def __init__(self, report: Report, occasion: Occasion, ways: Ways, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(occasion.title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._first = report
        self._ways = ways
        self.comment = QPlainTextEdit()
        follow_writing(self.comment)
        self.comment.setPlaceholderText(tr("What were you doing? You may leave this empty."))
        self.comment.setAccessibleName(tr("What were you doing?"))
        self.comment.setTabChangesFocus(True)
        self.details = QPlainTextEdit(report.text)
        self.details.setAccessibleName(tr("The report, which you may change"))
        self.details.setTabChangesFocus(True)
        self.details.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        set_role(self.details, "code")
        self.status = label(tr("Nothing has been sent."), "muted", wrap=True, live=True)
        self.send_button = button(tr("Send the report"), self._send, "primary")
        self.close_button = button(occasion.close, self.accept)
        self._build(occasion)
        self.resize(QSize(*_SIZE).boundedTo(self.screen().availableSize() * _OF_SCREEN))
        self.close_button.setFocus()

    @property
    def report(self) -> Report:
        """As it stands in the boxes now. A changed one has another number: the server may know the first one already,
        although its answer was lost.
        """
        comment = self.comment.toPlainText().strip()[:_MOST_COMMENT]
        said = f"What the person was doing\n  {comment}\n\n" if comment else ""
        text = (said + self.details.toPlainText())[: LONGEST + _MOST_COMMENT]
        return Report(self._first.id if text == self._first.text else _number(text), text)

    def add(self, text: str) -> None:
        """Something more went wrong while the report is open."""
        if len(self.details.toPlainText()) + len(text) < LONGEST:
            self.details.appendPlainText(text)

    def _build(self, occasion: Occasion) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(label(occasion.title, "heading", wrap=True))
        layout.addWidget(label(occasion.text, wrap=True))
        layout.addWidget(self.comment)
        layout.addWidget(label(_promise(self._ways.receiver), "muted", wrap=True))
        layout.addWidget(self.details, 1)
        layout.addWidget(self.status)
        self.comment.setFixedHeight(_ROWS_OF_COMMENT * self.fontMetrics().lineSpacing() + 16)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addLayout(self._other_ways(occasion), 1)
        foot.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self.send_button, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(foot)

    def _other_ways(self, occasion: Occasion) -> FlowLayout:
        row = FlowLayout(8)
        row.addWidget(button(tr("Copy"), self._copy))
        row.addWidget(button(tr("Save…"), self._save))
        if self._ways.has_mail:
            row.addWidget(button(tr("Write an e-mail"), self._write_mail))
        if occasion.is_kept:
            row.addWidget(button(tr("Delete it"), self._delete))
        return row

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.text)
        self.status.setText(tr("The report is in the clipboard. Nothing has been sent."))

    def _save(self) -> None:
        self._say(self._ways.save(self.report, self))

    def _write_mail(self) -> None:
        QGuiApplication.clipboard().setText(self.report.text)
        self._say(self._ways.write_mail(self.report))

    def _delete(self) -> None:
        self._ways.forget(self.report)
        self.accept()

    def _send(self) -> None:
        self.send_button.setEnabled(False)
        self.status.setText(tr("Sending the report…"))
        self._ways.send(self.report, self._on_sent, self._on_failed, self)

    def _on_sent(self) -> None:
        for box in (self.comment, self.details):
            box.setReadOnly(True)
        self.status.setText(tr("The report was sent. Thank you."))
        self.close_button.setFocus()

    def _on_failed(self, why: str) -> None:
        self.send_button.setEnabled(True)
        self.status.setText(why)

    def _say(self, text: str) -> None:
        if text:
            self.status.setText(text)


def _number(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]


def _promise(receiver: str) -> str:
    return tr(
        "This is everything that would be sent to {receiver}, and it goes only when you press the button. Names, "
        "folders, keys and the words of your diagrams are taken out; delete whatever else should stay with you.",
        receiver=receiver,
    )
