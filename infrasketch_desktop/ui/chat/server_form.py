"""A server of one's own: its address, its model, and what it can do, found out by trying."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from infrasketch_desktop.assistant.errors import AssistantError
from infrasketch_desktop.assistant.sources import Source, local_source
from infrasketch_desktop.assistant.transport.probe import Capabilities
from infrasketch_desktop.language import tr
from infrasketch_desktop.storage.settings import Settings
from infrasketch_desktop.ui.chat.assistant import Assistant
from infrasketch_desktop.ui.chat.trying import in_words, try_server
from infrasketch_desktop.ui.lifeline import lifeline
from infrasketch_desktop.ui.widgets.roles import button, label, set_role
from infrasketch_desktop.ui.widgets.writing import follow_writing

_OLLAMA = "http://127.0.0.1:11434"


class ServerForm(QWidget):
    """`kept` carries the source and the model that were tried and answered; `grown` follows a text."""

    kept = Signal(object, str)
    grown = Signal()

    def __init__(self, assistant: Assistant, settings: Settings) -> None:
        super().__init__()
        self._assistant = assistant
        self.address = QLineEdit(settings.assistant_address)
        follow_writing(self.address)
        self.address.setPlaceholderText(_OLLAMA)
        self.address.setAccessibleName(tr("Address of the server"))
        self.key = QLineEdit()
        follow_writing(self.key)
        self.key.setEchoMode(QLineEdit.EchoMode.Password)
        self.key.setPlaceholderText(tr("Only if the server wants one"))
        self.key.setAccessibleName(tr("Key of the server"))
        self.model = QComboBox()
        self.model.setEditable(True)
        self.model.setAccessibleName(tr("Model"))
        edit = self.model.lineEdit()
        if edit is not None:
            edit.setPlaceholderText(tr("The first one that it lists"))
        if settings.assistant_source == "local":
            self.model.setEditText(settings.assistant_model)
        self.clear = QCheckBox(tr("It lies in a network I trust: send without encryption"))
        self.clear.setChecked(settings.assistant_in_the_clear)
        self.state = label("", "muted", wrap=True, live=True)
        self.try_it = button(tr("Connect"), self._try, "primary")
        self.address.returnPressed.connect(self._try)
        self._build()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(label(_promise(), "muted", wrap=True))
        for edit in (self.address, self.model, self.key):
            name = label(edit.accessibleName(), "section")
            name.setBuddy(edit)
            layout.addWidget(name)
            layout.addWidget(edit)
        layout.addWidget(self.clear)
        row = QHBoxLayout()
        row.addWidget(self.try_it)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addWidget(self.state)

    def _try(self) -> None:
        try:
            source = local_source(self.address.text() or _OLLAMA, in_the_clear=self.clear.isChecked())
        except AssistantError as error:
            self._say(str(error), "danger")
            return
        self._say(tr("Trying it; a large model takes a while to wake up…"))
        self.try_it.setEnabled(False)
        assistant, model, key = self._assistant, self.model.currentText().strip(), self.key.text()
        is_there = lifeline(self)

        def work() -> Capabilities:
            if key.strip():
                assistant.keys.keep(source, key)
            return try_server(assistant.loop, source, assistant.keys, model)

        def done(found: Capabilities) -> None:
            if is_there():
                self._show(source, found)

        def failed(error: Exception) -> None:
            if is_there():
                self.try_it.setEnabled(True)
                self._say(str(error), "danger")

        assistant.run(tr("Trying a server"), work, done, failed)

    def _show(self, source: Source, found: Capabilities) -> None:
        self.try_it.setEnabled(True)
        self.key.clear()
        self.model.clear()
        self.model.addItems([model.id for model in found.models])
        self.model.setEditText(found.model)
        self._say(in_words(found), "success" if not found.lacks else "muted")
        self.kept.emit(source, found.model)

    def _say(self, text: str, role: str = "muted") -> None:
        set_role(self.state, role)
        self.state.setText(text)
        self.grown.emit()


def _promise() -> str:
    return tr("Any server that speaks the Messages API. Nothing goes anywhere else, and no credits are asked for.")
