"""One message of the conversation: what a person asked, or an answer with all that belongs to it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.accessible.announcing import announce
from infrasketch_desktop.ui.chat.answer_foot import AnswerFoot
from infrasketch_desktop.ui.chat.prose import Prose
from infrasketch_desktop.ui.chat.views import MessageView, Who
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.theme.colors import Colors
from infrasketch_desktop.ui.widgets.roles import icon_button, label, set_role


class MessageCard(QFrame):
    """Follows the views it is given; one that has not changed costs nothing. See `card_for`."""

    review_wanted = Signal()
    refused = Signal()
    local_wanted = Signal()
    answered = Signal(str)
    retry_wanted = Signal()
    link_clicked = Signal(QUrl)

    def __init__(self, who: Who, icons: Icons, *parts: QWidget) -> None:
        """`parts` lie below the name, from top to bottom."""
        super().__init__()
        self.who = who
        self._shown: tuple[MessageView, bool, Colors] | None = None
        self._name = label(_name_of(who), "section")
        self._copy = icon_button(icons, "copy", tr("Copy this message"), self._on_copy, "muted")
        self._build(parts)

    @property
    def view(self) -> MessageView | None:
        """What is shown now."""
        return self._shown[0] if self._shown is not None else None

    def show_message(self, view: MessageView, colors: Colors, *, is_last: bool) -> None:
        if self._shown == (view, is_last, colors):
            return
        self._shown = (view, is_last, colors)
        self._show(view, colors, is_last=is_last)
        self._copy.setEnabled(bool(view.text))
        self.setAccessibleName(tr("{name}: {text}", name=self._name.text(), text=view.text))

    def _show(self, view: MessageView, colors: Colors, *, is_last: bool) -> None:
        """Show what has changed in the parts."""
        raise NotImplementedError

    def _build(self, parts: Sequence[QWidget]) -> None:
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
        for part in parts:
            body.addWidget(part)
        layout.addLayout(body)

    def _on_copy(self) -> None:
        if self._shown is not None:
            QGuiApplication.clipboard().setText(self._shown[0].text)
            announce(self._copy, tr("Copied"))


class AskedCard(MessageCard):
    """What a person asked, as it was typed."""

    def __init__(self, icons: Icons) -> None:
        self._said = label("", wrap=True)
        super().__init__(Who.PERSON, icons, self._said)
        flags = Qt.TextInteractionFlag
        self._said.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)

    def _show(self, view: MessageView, _colors: Colors, *, is_last: bool) -> None:
        del is_last  # a request looks the same wherever it stands
        self._said.setText(view.text)


class AnswerCard(MessageCard):
    """An answer, its text rendered while it streams, and all that belongs to it."""

    def __init__(self, who: Who, icons: Icons) -> None:
        self.prose = Prose()
        self._working = label(tr("Thinking…"), "muted")
        self._foot = AnswerFoot(icons)
        super().__init__(who, icons, self.prose, self._working, self._foot)
        self.prose.link_clicked.connect(self.link_clicked)
        for mine, theirs in (
            (self.review_wanted, self._foot.review_wanted),
            (self.refused, self._foot.refused),
            (self.local_wanted, self._foot.local_wanted),
            (self.answered, self._foot.answered),
            (self.retry_wanted, self._foot.retry_wanted),
        ):
            theirs.connect(mine)

    def _show(self, view: MessageView, colors: Colors, *, is_last: bool) -> None:
        self.prose.show_text(view.text, colors)
        if not view.is_streaming:
            self.prose.settle()
        self.prose.setVisible(bool(view.text))
        self._working.setVisible(view.is_streaming and not view.text)
        self._foot.show_message(view, is_last=is_last)


def card_for(who: Who, icons: Icons) -> MessageCard:
    """A card for a message of `who`."""
    return AskedCard(icons) if who is Who.PERSON else AnswerCard(who, icons)


def _name_of(who: Who) -> str:
    return {
        Who.PERSON: tr("You"),
        Who.ASSISTANT: tr("Claude"),
        Who.LOCAL: tr("Sketcher, on this computer"),
    }[who]
