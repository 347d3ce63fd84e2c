"""Where answers come from: a key of one's own, the vendor's relay, a server on this machine, or the sketcher alone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QDialog, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from infrasketch_desktop.assistant.sources import OWN_KEY, Source, SourceKind, source_in
from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.chat.key_form import KeyForm
from infrasketch_desktop.ui.chat.relay_form import RelayForm
from infrasketch_desktop.ui.chat.server_form import ServerForm
from infrasketch_desktop.ui.credits.commands import CreditsCommands
from infrasketch_desktop.ui.services import Services
from infrasketch_desktop.ui.widgets.pages import Pages, grow
from infrasketch_desktop.ui.widgets.roles import button, label, line

_WIDTH = 580


class SourcesDialog(QDialog):
    """What is chosen counts at once where it can; a key or an address counts when it is saved in its form."""

    def __init__(self, services: Services, credits_: CreditsCommands, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self.setWindowTitle(tr("Assistant"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.key = KeyForm(services.assistant, services.icons, OWN_KEY)
        self.relay = RelayForm(services.credits, credits_, self)
        self.server = ServerForm(services.assistant, services.preferences.current)
        self._forms: dict[SourceKind, QWidget] = {
            SourceKind.OWN_KEY: self.key,
            SourceKind.RELAY: self.relay,
            SourceKind.LOCAL: self.server,
            SourceKind.NONE: label(_nobody(), "muted", wrap=True),
        }
        self.choices = {kind: QRadioButton(title) for kind, title in _titles().items()}
        self.pages = Pages()
        self._build()
        self._connect()
        chosen = source_in(services.preferences.current).kind
        self.choices[chosen].setChecked(True)
        self.choices[chosen].setFocus()
        self._show(chosen)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(10)
        layout.addWidget(label(tr("Where answers come from"), "heading"))
        for choice in self.choices.values():
            layout.addWidget(choice)
        layout.addWidget(line())
        for form in self._forms.values():
            self.pages.add(form)
        layout.addWidget(self.pages)
        layout.addStretch(1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button(tr("Close"), self.accept))
        layout.addLayout(foot)
        self.setMinimumWidth(_WIDTH)

    def _connect(self) -> None:
        group = QButtonGroup(self)
        for choice in self.choices.values():
            group.addButton(choice)
        group.buttonClicked.connect(self._on_chosen)
        self.key.kept.connect(self._on_key)
        self.server.kept.connect(self._on_server)
        for grown in (self.key.grown, self.relay.grown, self.server.grown):
            grown.connect(lambda: grow(self))

    def _show(self, kind: SourceKind) -> None:
        self.pages.show_page(self._forms[kind])
        grow(self)

    def _on_chosen(self, clicked: QRadioButton) -> None:
        """A server needs its address first; all others can be taken as they are."""
        kind = next(kind for kind, choice in self.choices.items() if choice is clicked)
        self._show(kind)
        preferences = self._services.preferences
        if kind is not SourceKind.LOCAL or preferences.current.assistant_address:
            preferences.change(assistant_source=kind.value)

    def _on_key(self) -> None:
        self._services.preferences.change(assistant_source=SourceKind.OWN_KEY.value)
        self._services.assistant.reconnect()

    def _on_server(self, source: Source, model: str) -> None:
        self._services.preferences.change(
            assistant_source=source.kind.value,
            assistant_address=source.address,
            assistant_in_the_clear=source.in_the_clear,
            assistant_model=model,
        )
        self._services.assistant.reconnect()


def _titles() -> dict[SourceKind, str]:
    return {
        SourceKind.OWN_KEY: tr("Your own key of Anthropic"),
        SourceKind.RELAY: tr("The service of InfraSketch, paid with credits"),
        SourceKind.LOCAL: tr("A server of your own (Ollama, LM Studio, llama.cpp, vLLM, …)"),
        SourceKind.NONE: tr("Nobody: the sketcher on this computer answers"),
    }


def _nobody() -> str:
    return tr("Nothing leaves this computer. The sketcher understands descriptions and plain requests for changes.")
