"""One message of the conversation: what a person asked, or an answer with all that belongs to it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from infrasketch_desktop.ui.chat.answer_foot import AnswerFoot
from infrasketch_desktop.ui.chat.prose import Prose
from infrasketch_desktop.ui.chat.views import MessageView, Who
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.text import tr
from infrasketch_desktop.ui.theme.colors import Colors
from infrasketch_desktop.ui.widgets.roles import icon_button, label, set_role


class MessageCard(QFrame):
    """Follows the views it is given; one that has not changed costs nothing."""

    review_wanted = Signal()
    refused = Signal()
    local_wanted = Signal()
    answered = Signal(str)
    retry_wanted = Signal()
    link_clicked = Signal(QUrl)

    def __init__(self, who: Who, icons: Icons) -> None:
        super().__init__()
        self.who = who
        self._shown: tuple[MessageView, bool, Colors] | None = None
        self._name = label(_name_of(who), "section")
        self._copy = icon_button(icons, "copy", tr("Copy this message"), self._on_copy, "muted")
        self.said = label("", wrap=True)
        self.said.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.prose = Prose()
        self.prose.link_clicked.connect(self.link_clicked)
        self.working = label(tr("Thinking…"), "muted")
        self.foot = AnswerFoot(icons)
        for mine, theirs in (
            (self.review_wanted, self.foot.review_wanted),
            (self.refused, self.foot.refused),
            (self.local_wanted, self.foot.local_wanted),
            (self.answered, self.foot.answered),
            (self.retry_wanted, self.foot.retry_wanted),
        ):
            theirs.connect(mine)
        self._build()

    @property
    def view(self) -> MessageView | None:
        """What is shown now."""
        return self._shown[0] if self._shown is not None else None

    def show_message(self, view: MessageView, colors: Colors, *, is_last: bool) -> None:
        if self._shown == (view, is_last, colors):
            return
        self._shown = (view, is_last, colors)
        if self.who is Who.PERSON:
            self.said.setText(view.text)
        else:
            self.prose.show_text(view.text, colors)
            if not view.is_streaming:
                self.prose.settle()
            self.prose.setVisible(bool(view.text))
            self.working.setVisible(view.is_streaming and not view.text)
            self.foot.show_message(view, is_last=is_last)
        self._copy.setEnabled(bool(view.text))
        self.setAccessibleName(f"{self._name.text()}: {view.text}")

    def _build(self) -> None:
        set_role(self, "bubble" if self.who is Who.PERSON else "answer")
        head = QHBoxLayout()
        head.addWidget(self._name, 1)
        head.addWidget(self._copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 6, 6, 10)
        layout.setSpacing(4)
        layout.addLayout(head)
        body = QVBoxLayout()
        body.setContentsMargins(0, 0, 6, 0)
        body.setSpacing(8)
        parts = (self.said,) if self.who is Who.PERSON else (self.prose, self.working, self.foot)
        for part in parts:
            body.addWidget(part)
        layout.addLayout(body)
        unused = (self.prose, self.working, self.foot) if self.who is Who.PERSON else (self.said,)
        for part in unused:
            part.setParent(self)
            part.hide()

    def _on_copy(self) -> None:
        if self._shown is not None:
            QGuiApplication.clipboard().setText(self._shown[0].text)


def _name_of(who: Who) -> str:
    return {
        Who.PERSON: tr("You"),
        Who.ASSISTANT: tr("Claude"),
        Who.LOCAL: tr("Sketcher, on this computer"),
    }[who]
