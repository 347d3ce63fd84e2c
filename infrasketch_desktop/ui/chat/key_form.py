"""Entering a key: masked, tried out on request, kept in the keyring, and never shown again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from infrasketch_desktop.assistant.sources import Source
from infrasketch_desktop.language import tr, tr_count
from infrasketch_desktop.ui.chat.assistant import Assistant
from infrasketch_desktop.ui.chat.trying import try_key
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.lifeline import lifeline
from infrasketch_desktop.ui.widgets.roles import button, label, set_role
from infrasketch_desktop.ui.widgets.writing import follow_writing

T = TypeVar("T")


class KeyForm(QWidget):
    """`kept` follows a key that was saved or removed; `grown` a text that needs more room."""

    kept = Signal()
    grown = Signal()

    def __init__(self, assistant: Assistant, icons: Icons, source: Source) -> None:
        super().__init__()
        self._assistant = assistant
        self._source = source
        self.key = QLineEdit()
        follow_writing(self.key)
        self.key.setEchoMode(QLineEdit.EchoMode.Password)
        self.key.setAccessibleName(tr("Key"))
        self.key.setMaxLength(4096)
        show = self.key.addAction(icons.icon("eye", "muted"), QLineEdit.ActionPosition.TrailingPosition)
        show.setToolTip(tr("Show what is being typed"))
        show.setCheckable(True)
        show.toggled.connect(self._on_shown)
        self.state = label("", "muted", wrap=True, live=True)
        self.save = button(tr("Save key"), self._save, "primary")
        self.test = button(tr("Test"), self._test)
        self.remove = button(tr("Remove key"), self._remove)
        self.key.textChanged.connect(self._follow)
        self.key.returnPressed.connect(self._save)
        self._has_key = False
        self._build()
        self._follow()
        self._look()

    def _build(self) -> None:
        name = label(tr("Key"), "section")
        name.setBuddy(self.key)
        row = QHBoxLayout()
        for each in (self.save, self.test, self.remove):
            row.addWidget(each)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(label(_promise(), "muted", wrap=True))
        layout.addWidget(name)
        layout.addWidget(self.key)
        layout.addLayout(row)
        layout.addWidget(self.state)

    def _follow(self) -> None:
        typed = bool(self.key.text().strip())
        self.save.setEnabled(typed)
        self.test.setEnabled(typed or self._has_key)
        self.remove.setEnabled(self._has_key)
        self.key.setPlaceholderText(
            tr("A key is saved; type another one to replace it") if self._has_key else "sk-ant-…"
        )

    def _look(self) -> None:
        self._ask(lambda: self._assistant.keys.find(self._source) is not None, self._found)

    def _found(self, has_key: bool) -> None:
        self._has_key = has_key
        self._follow()

    def _save(self) -> None:
        key = self.key.text()
        if key.strip():
            self._say(tr("Saving…"))
            self._ask(lambda: self._assistant.keys.keep(self._source, key), lambda _none: self._on_saved())

    def _on_saved(self) -> None:
        self.key.clear()
        self._found(has_key=True)
        self._say(tr("The key is kept in the keyring of this computer."), "success")
        self.kept.emit()

    def _remove(self) -> None:
        self._ask(lambda: self._assistant.keys.forget(self._source), lambda _none: self._on_removed())

    def _on_removed(self) -> None:
        self._found(has_key=False)
        self._say(tr("The key was removed from this computer."))
        self.kept.emit()

    def _test(self) -> None:
        """Nothing is asked of a model: the list of models is enough to know whether the key is good."""
        self._say(tr("Asking…"))
        assistant, source, typed = self._assistant, self._source, self.key.text().strip()
        self._ask(
            lambda: try_key(assistant.loop, source, typed or assistant.keys.find(source) or ""),
            lambda count: self._say(
                tr_count("The key works: %n model can be asked.", "The key works: %n models can be asked.", count),
                "success",
            ),
        )

    def _ask(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        is_there = lifeline(self)

        def answered(answer: T) -> None:
            if is_there():
                done(answer)

        def failed(error: Exception) -> None:
            if is_there():
                self._say(str(error), "danger")

        self._assistant.run(
            tr("Looking into the keyring"),
            work,
            answered,
            failed,
        )

    def _say(self, text: str, role: str = "muted") -> None:
        set_role(self.state, role)
        self.state.setText(text)
        self.grown.emit()

    def _on_shown(self, shown: bool) -> None:
        self.key.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)


def _promise() -> str:
    return tr(
        "Requests go straight to Anthropic and are billed to your account there. The key lies in the keyring of this "
        "computer, is shown to nobody else, and is never written into a sketch, a setting or a log. Haiku is free "
        "here; the other tiers cost credits."
    )
