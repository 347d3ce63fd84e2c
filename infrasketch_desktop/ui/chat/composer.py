"""Where a request is typed, with what it is about, which model gets it, what it will cost, and Stop while it runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.chat.focus_chips import FocusChips
from infrasketch_desktop.ui.chat.model_button import ModelButton
from infrasketch_desktop.ui.chat.model_choice import ModelChoice
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.widgets.flow import FlowLayout
from infrasketch_desktop.ui.widgets.prompt_box import PromptBox
from infrasketch_desktop.ui.widgets.roles import button, icon_button, label, set_role


class Composer(QFrame):
    """`sent` carries what was typed, which stays in the box until `accept`; `stopped` is Stop or Escape.

    While a proposal waits, Enter in the empty box accepts it and Escape refuses it: `decided`.
    """

    sent = Signal(str)
    decided = Signal(bool)
    stopped = Signal()
    typed = Signal()
    preview_wanted = Signal()

    def __init__(self, icons: Icons, choice: ModelChoice, choose_model: Callable[[QWidget], object]) -> None:
        super().__init__()
        set_role(self, "bar")
        self._suggestions = FlowLayout(6)
        self._area = QWidget()
        self._area.setLayout(self._suggestions)
        self.focus = FocusChips(icons)
        self.box = PromptBox(icons, tr("Message to the assistant"), _placeholder(), rows=(2, 8), role="line")
        self.model = ModelButton(choice, icons, choose_model)
        self.estimate = label("", "hint")
        self.estimate.setTextFormat(Qt.TextFormat.PlainText)
        self.preview = icon_button(icons, "eye", tr("What will be sent"), self.preview_wanted.emit, "muted")
        self.stop = button(tr("Stop"), self.stopped.emit)
        self.stop.setToolTip(tr("Stop the answer (Escape)"))
        self.stop.hide()
        self._is_running = False
        self.is_reviewing = False
        self.box.sent.connect(self._on_sent)
        self.box.edit.textChanged.connect(self.typed)
        self.box.edit.installEventFilter(self)
        self.setFocusProxy(self.box)
        self._build()
        self.show_suggestions(())

    @property
    def suggestions(self) -> tuple[str, ...]:
        return tuple(self._shown)

    def show_suggestions(self, suggestions: Sequence[str]) -> None:
        """Offer follow-ups; a click sends one."""
        self._shown = list(suggestions)
        self._suggestions.clear()
        for text in suggestions:
            made = button(text, partial(self.sent.emit, text), "chip")
            made.setToolTip(text)
            self._suggestions.addWidget(made)
        self._area.setVisible(bool(suggestions))

    def show_running(self, running: bool) -> None:
        """While an answer comes there is Stop, and what is typed waits in the box."""
        self._is_running = running
        self.stop.setVisible(running)
        self._area.setVisible(bool(self._shown) and not running)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape stops from the box; elsewhere it keeps its meaning."""
        wanted = self._meaning(event) if isinstance(event, QKeyEvent) else None
        if wanted is not None and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if wanted is not None and event.type() == QEvent.Type.KeyPress:
            wanted()
            return True
        return super().eventFilter(watched, event)

    def _meaning(self, event: QKeyEvent) -> Callable[[], None] | None:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return None
        is_escape = event.key() == Qt.Key.Key_Escape
        if self._is_running:
            return self.stopped.emit if is_escape else None
        if self.is_reviewing and not self.box.text:
            if is_escape:
                return lambda: self.decided.emit(False)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                return lambda: self.decided.emit(True)
        return None

    def _on_sent(self, text: str) -> None:
        if not self._is_running:
            self.sent.emit(text)

    def _build(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(6)
        foot.addWidget(self.model)
        foot.addWidget(self.estimate, 1)
        foot.addWidget(self.preview)
        foot.addWidget(self.stop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 10)
        layout.setSpacing(6)
        layout.addWidget(self._area)
        layout.addWidget(self.focus)
        layout.addWidget(self.box)
        layout.addLayout(foot)


def _placeholder() -> str:
    return tr("Ask about this system, or say what should change")
