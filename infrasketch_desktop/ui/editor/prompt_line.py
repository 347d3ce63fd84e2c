"""The line below the canvas: a sentence goes in, what came of it stands above it until the next one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.accessible.announcing import announce
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.widgets.flow import FlowLayout
from infrasketch_desktop.ui.widgets.prompt_box import PromptBox
from infrasketch_desktop.ui.widgets.roles import button, icon_button, label, set_role

_SENTENCE = "put a queue between the API and the worker"
"""In English in every language of the window: it is the one that the sketcher reads."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of a sentence. `options` answer the question; `inferred` and `unknown` become chips."""

    summary: str
    changed: bool = False
    question: str = ""
    options: Sequence[str] = ()
    inferred: Sequence[str] = ()
    unknown: Sequence[str] = ()


class PromptLine(QFrame):
    """`sent` carries a sentence, `answered` the option chosen for a question."""

    sent = Signal(str)
    answered = Signal(str)
    undo_wanted = Signal()

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self._icons = icons
        set_role(self, "bar")
        self.box = PromptBox(icons, tr("Describe a change"), _placeholder(), rows=(1, 5), role="line")
        self.box.sent.connect(self.sent)
        self._reply = QWidget()
        self._summary = label("", wrap=True)
        self._sign = QLabel()
        self._undo = button(tr("Undo"), self.undo_wanted.emit, "link")
        self._chips = FlowLayout(8)
        self._reply.hide()
        self.setFocusProxy(self.box)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(self._reply)
        layout.addWidget(self.box)
        self._build_reply()

    @property
    def summary(self) -> str:
        """What is said above the box; empty while nothing is."""
        return self._summary.text() if not self._reply.isHidden() else ""

    def show_reply(self, reply: Reply) -> None:
        """Say what came of the last sentence."""
        asked = bool(reply.question)
        name, role = ("info", "accent") if asked else ("check", "success") if reply.changed else ("info", "muted")
        self._sign.setPixmap(self._icons.pixmap(name, 18, 2.0, role))
        self._summary.setText(" ".join(part for part in (reply.summary, reply.question) if part))
        self._undo.setVisible(reply.changed)
        self._chips.clear()
        for option in reply.options:
            self._chips.addWidget(button(option, partial(self.answered.emit, option), "chip"))
        for text in reply.unknown:
            self._add_chip(tr("Not understood: {text}", text=text), "chip-warning")
        for text in reply.inferred:
            self._add_chip(text, "chip")
        self._reply.show()
        self._reply.updateGeometry()
        announce(self, self.summary)

    def clear_reply(self) -> None:
        self._reply.hide()

    def forget_undo(self) -> None:
        """The change that was told about is no longer the last one."""
        self._undo.hide()

    def _add_chip(self, text: str, role: str) -> None:
        chip = label(text, role)
        chip.setToolTip(text)
        chip.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self._chips.addWidget(chip)

    def _build_reply(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self._sign)
        first.addWidget(self._summary, 1)
        first.addWidget(self._undo)
        close = icon_button(self._icons, "close", tr("Close the answer"), self.clear_reply, "muted")
        first.addWidget(close)
        rows = QVBoxLayout(self._reply)
        rows.setContentsMargins(4, 0, 0, 0)
        rows.setSpacing(4)
        rows.addLayout(first)
        rows.addLayout(self._chips)


def _placeholder() -> str:
    # Translators: what reads the description understands English alone: say so.
    return tr("Describe a change, for example: {sentence}", sentence=_SENTENCE)
