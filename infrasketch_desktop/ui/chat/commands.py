"""What can be done about the assistant in one window: talk, ask about a node, choose a model, choose who answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.chat.hooks import ChatHooks
from infrasketch_desktop.ui.chat.model_button import ModelButton, ModelPopover
from infrasketch_desktop.ui.credits.commands import CreditsCommands
from infrasketch_desktop.ui.services import Services

if TYPE_CHECKING:  # made when a sketch is opened or a dialog is asked for, not before the first paint
    from infrasketch_desktop.ui.chat.panel import ChatPanel
    from infrasketch_desktop.ui.chat.sending_dialog import SendingDialog
    from infrasketch_desktop.ui.chat.sources_dialog import SourcesDialog


class Place(Protocol):
    """What these commands need of their window."""

    @property
    def chat(self) -> ChatPanel | None:
        """The conversation about the open sketch, None while there is none."""

    def reveal(self, panel: str) -> None: ...


class ChatCommands:
    """`widget` is the parent of dialogs and popovers."""

    def __init__(self, place: Place, widget: QWidget, services: Services, credits_: CreditsCommands) -> None:
        self._place = place
        self._widget = widget
        self._services = services
        self._credits = credits_
        self._models: ModelPopover | None = None

    def model_button(self) -> ModelButton:
        """The button that names the model in use."""
        return ModelButton(self._services.assistant.choice, self._services.icons, self.choose_model)

    def hooks(self) -> ChatHooks:
        """What a panel asks of its window."""
        return ChatHooks(self.choose_model, self.choose_source, self.buy, self.preview)

    def talk(self) -> None:
        """Bring the conversation to the front and type."""
        self._place.reveal("chat")
        panel = self._place.chat
        if panel is not None:
            panel.composer.box.setFocus()

    def ask_about(self, ids: tuple[str, ...]) -> None:
        """Begin a request about some elements."""
        self._place.reveal("chat")
        panel = self._place.chat
        if panel is not None:
            panel.ask_about(ids)

    def choose_model(self, owner: QWidget) -> ModelPopover:
        """Offer the models beside `owner`."""
        if self._models is None:
            self._models = ModelPopover(self._widget, self._services.assistant.choice, self._services.icons)
            self._models.buy_wanted.connect(self._credits.buy)
            self._models.sources_wanted.connect(self.choose_source)
        self._services.assistant.look_for_models()
        self._models.open_for(owner)
        return self._models

    def choose_source(self) -> SourcesDialog:
        """Ask where answers come from."""
        from infrasketch_desktop.ui.chat.sources_dialog import SourcesDialog  # noqa: PLC0415 - see the head

        dialog = SourcesDialog(self._services, self._credits, self._widget)
        dialog.open()
        return dialog

    def preview(self) -> SendingDialog | None:
        """Show what a request would send."""
        from infrasketch_desktop.ui.chat.sending_dialog import SendingDialog  # noqa: PLC0415 - see the head

        panel = self._place.chat
        if panel is None:
            return None
        asked = panel.talk.asked(panel.composer.box.text, panel.focus)
        dialog = SendingDialog(asked, self._services.assistant, self._widget)
        dialog.open()
        return dialog

    def buy(self, price: int, then: Callable[[], object]) -> None:
        """Sell credits for a request, then go on with it."""
        self._credits.buy(wanted=tr("This request"), price=price, then=then)
