"""The report, shown in full: to be read, cut, added to, copied, saved or sent - or simply closed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.crash.drafts import Draft, DraftChoice, drafts_of
from infrasketch_desktop.ui.crash.occasions import Occasion
from infrasketch_desktop.ui.crash.report import LONGEST, Report
from infrasketch_desktop.ui.theme.measures import resize_grown
from infrasketch_desktop.ui.widgets.flow import FlowLayout
from infrasketch_desktop.ui.widgets.roles import button, label, set_role
from infrasketch_desktop.ui.widgets.writing import follow_writing

_SIZE = (720, 640)
"""Of a small screen, what a dialog with its frame may take."""
_ROWS_OF_COMMENT = 3


class Ways(Protocol):
    """Where a report can go. Each is taken only when its button is pressed."""

    @property
    def promise(self) -> str:
        """Who would receive it, and what is taken out before."""

    @property
    def has_mail(self) -> bool: ...

    def send(self, draft: Draft, done: Callable[[], None], failed: Callable[[str], None], owner: QObject) -> None:
        """Send to the licensing server; `failed` gets a sentence for the person."""

    def save(self, report: Report, parent: QWidget) -> str:
        """Save to a file that is asked for; a sentence about it, "" when the person thought better of it."""

    def write_mail(self, report: Report) -> str:
        """Open a letter in the mail program; a sentence about it."""

    def forget(self, draft: Draft) -> None:
        """Delete what is kept of it on this computer."""


class ReportDialog(QDialog):
    """What stands in its two boxes is all that goes anywhere."""

    def __init__(
        self, report: Report, occasion: Occasion, ways: Ways, parent: QWidget | None, waiting: Sequence[Report] = ()
    ) -> None:
        """`waiting` are reports that were not sent; each can be chosen instead of `report`."""
        super().__init__(parent)
        self.setWindowTitle(occasion.title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._drafts = drafts_of(report, waiting, is_kept=occasion.is_kept)
        self._draft = self._drafts[0]
        self._ways = ways
        self._is_sending, self._has_more = False, False
        self.choice = DraftChoice(self._drafts)
        self.choice.currentIndexChanged.connect(self._turn_to)
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
        self.status = label(_unsent_text(), "muted", wrap=True)
        self.send_button = button(tr("Send the report"), self._send, "primary")
        self.delete_button = button(tr("Delete it"), self._delete)
        self.delete_button.setVisible(self._draft.is_kept)
        self.close_button = button(occasion.close, self.accept)
        self._build(occasion)
        resize_grown(self, *_SIZE)
        self.close_button.setFocus()

    @property
    def report(self) -> Report:
        """As it stands in the boxes now."""
        return self._written().report

    @property
    def takes_more(self) -> bool:
        """Whether what goes wrong now can still become part of the report that the dialog was opened for."""
        return self._draft is self._drafts[0] and not self._is_sending and not self._draft.is_sent

    def add(self, text: str) -> None:
        """Something more went wrong while the report is open."""
        if len(self.details.toPlainText()) + len(text) < LONGEST:
            self.details.appendPlainText(text)

    def recount(self, before: str, now: str) -> None:
        """The line `now` in the place of `before`, or at the end where there is none yet."""
        if not before:
            self.add(now)
            return
        found = self.details.document().find(before)
        if not found.isNull():  # else somebody took it out
            found.insertText(now)

    def tell_of_more(self) -> None:
        """Something went wrong that this report cannot take any more."""
        self._has_more = True
        if not self._is_sending:
            self.status.setText(self._state)

    def _written(self) -> Draft:
        """The draft that is shown, with what stands in its boxes."""
        self._draft.comment, self._draft.details = self.comment.toPlainText(), self.details.toPlainText()
        return self._draft

    def _turn_to(self, index: int) -> None:
        self._written()
        self._draft = draft = self._drafts[index]
        self.comment.setPlainText(draft.comment)
        self.details.setPlainText(draft.details)
        self.delete_button.setVisible(draft.is_kept and not draft.is_sent)
        self.status.setText(self._state)
        self._lock(draft.is_sent)

    @property
    def _state(self) -> str:
        """What has become of the report that is shown, and that another one waits for the end of this."""
        draft = self._draft
        state = _sent_text() if draft.is_sent else _kept_text() if draft.is_kept else _unsent_text()
        return f"{state} {_more_text()}" if self._has_more else state

    def _lock(self, is_out: bool) -> None:
        for box in (self.comment, self.details):
            box.setReadOnly(is_out)
        self.send_button.setEnabled(not is_out)

    def _build(self, occasion: Occasion) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(label(occasion.title, "heading", wrap=True))
        layout.addWidget(label(occasion.text, wrap=True))
        layout.addWidget(self.choice)
        layout.addWidget(self.comment)
        layout.addWidget(label(self._ways.promise, "muted", wrap=True))
        layout.addWidget(self.details, 1)
        layout.addWidget(self.status)
        self.comment.setFixedHeight(_ROWS_OF_COMMENT * self.fontMetrics().lineSpacing() + 16)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addLayout(self._other_ways(), 1)
        foot.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self.send_button, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(foot)

    def _other_ways(self) -> FlowLayout:
        row = FlowLayout(8)
        row.addWidget(button(tr("Copy"), self._copy))
        row.addWidget(button(tr("Save…"), self._save))
        if self._ways.has_mail:
            row.addWidget(button(tr("Write an e-mail"), self._write_mail))
        row.addWidget(self.delete_button)
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
        self._ways.forget(self._draft)
        self.accept()

    def _send(self) -> None:
        self._set_sending(True)
        self.status.setText(tr("Sending the report…"))
        self._ways.send(self._written(), self._on_sent, self._on_failed, self)

    def _on_sent(self) -> None:
        self._draft.is_sent = True
        self._set_sending(False)
        self.delete_button.hide()
        self.status.setText(self._state)
        self.close_button.setFocus()

    def _on_failed(self, why: str) -> None:
        self._set_sending(False)
        self._has_more = False  # it takes that now
        self.status.setText(why)

    def _set_sending(self, is_sending: bool) -> None:
        self._is_sending = is_sending
        self.choice.setEnabled(not is_sending)
        self._lock(is_sending or self._draft.is_sent)

    def _say(self, text: str) -> None:
        if text:
            self.status.setText(text)


def _unsent_text() -> str:
    return tr("Nothing has been sent.")


def _kept_text() -> str:
    return tr("This report is kept on this computer because it was not sent. Send it now, or change it first.")


def _more_text() -> str:
    return tr("Something else went wrong meanwhile. Its report opens when you close this one.")


def _sent_text() -> str:
    return tr("The report was sent. Thank you.")
