"""Who answers, for the whole program: the connection to a model, the loop it is asked on, and the choice of models."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from infrasketch_desktop.language import dotted, tr
from infrasketch_desktop.ui.chat.bills import Bill
from infrasketch_desktop.ui.chat.connection import Connection
from infrasketch_desktop.ui.chat.model_choice import ModelChoice
from infrasketch_desktop.ui.chat.tiers import Payer
from infrasketch_desktop.ui.credits.controller import CreditsController
from infrasketch_desktop.ui.credits.words import credits_text
from infrasketch_desktop.ui.engine import Engine
from infrasketch_desktop.ui.errors import is_expected
from infrasketch_desktop.ui.preferences import Preferences
from infrasketch_desktop.ui.tasks import Task, Tasks

if TYPE_CHECKING:  # nothing of this is needed before the first paint
    from infrasketch_desktop.assistant.conversation import Conversation
    from infrasketch_desktop.assistant.sources import Keys
    from infrasketch_desktop.assistant.transport.loop import AssistantLoop
    from infrasketch_desktop.assistant.transport.models import ServedModel
    from infrasketch_desktop.assistant.turn import Stop
    from infrasketch_desktop.assistant.turns import Asked, TurnResult, TurnUpdate
    from infrasketch_desktop.diagram.diagram import Diagram
    from infrasketch_desktop.wallet.vault import Vault

T = TypeVar("T")
_NOBODY, _LOCAL = "none", "local"
"""Of `assistant.sources.SourceKind`, which is not needed to start."""


class Assistant(QObject):
    """One for the program. `changed` follows the connection."""

    changed = Signal()

    def __init__(
        self,
        credits_: CreditsController,
        preferences: Preferences,
        engine: Engine,
        open_vault: Callable[[], Vault],
        failed: Callable[[Exception], None],
    ) -> None:
        """`open_vault` gives the vault of this computer, on a thread; `failed` is told what nobody expected."""
        super().__init__(credits_)
        self._credits = credits_
        self._preferences = preferences
        self._engine = engine
        self._open_vault = open_vault
        self._failed = failed
        self._tasks = Tasks(failed, self)
        self._keys: Keys | None = None
        self._asked_for: object = None
        self._looked_at: Connection | None = None
        self.trouble = ""
        self._loop: AssistantLoop | None = None
        self.connection: Connection | None = None
        self.choice = ModelChoice(credits_, preferences, self)
        self.choice.changed.connect(self.changed)
        preferences.changed.connect(self._follow_settings)

    @property
    def loop(self) -> AssistantLoop:
        """Where turns run; its thread begins with the first one."""
        if self._loop is None:
            from infrasketch_desktop.assistant.transport.loop import AssistantLoop  # noqa: PLC0415 - see the head

            self._loop = AssistantLoop()
        return self._loop

    @property
    def is_connected(self) -> bool:
        """Whether a model is asked; else the sketcher answers."""
        return self.connection is not None

    @property
    def line(self) -> str:
        """Where answers come from, in one line."""
        if self.connection is None and self.trouble:
            return self.trouble
        if self.connection is None:
            return tr("No model is connected; the sketcher answers.")
        return self.connection.line

    @property
    def tier(self) -> str:
        """The id of the class of models that is asked; "" with models of one's own."""
        return self.choice.tier.id if self.choice.tier is not None else ""

    @property
    def keys(self) -> Keys:
        """The keys that were entered; its calls may wait for the keyring, on a thread."""
        if self._keys is None:
            from infrasketch_desktop.assistant.sources import Keys  # noqa: PLC0415 - see the head

            self._keys = Keys(self._open_vault())
        return self._keys

    @property
    def busy(self) -> bool:
        return self._tasks.busy

    def begin(self) -> None:
        """After the start: connect to whom the settings name."""
        self._follow_settings()

    def reconnect(self) -> None:
        """Connect anew: a key was entered or removed."""
        self._asked_for = None
        self._follow_settings()

    def run(
        self, title: str, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None]
    ) -> Task:
        """Do what may wait for the keyring or a server, on a thread."""
        return self._tasks.run(title, lambda _progress: work(), done, failed, quiet=True)

    def _follow_settings(self) -> None:
        settings = self._preferences.current
        wanted = (
            settings.assistant_source,
            settings.assistant_address,
            settings.assistant_in_the_clear,
            settings.assistant_model if settings.assistant_source == _LOCAL else "",
        )
        if wanted == self._asked_for or (self._asked_for is None and settings.assistant_source == _NOBODY):
            return
        self._asked_for = wanted

        def connect() -> Connection | None:
            from infrasketch_desktop.assistant.sources import source_in  # noqa: PLC0415 - see the head
            from infrasketch_desktop.ui.chat.connecting import connection_to  # noqa: PLC0415 - see the head

            return connection_to(source_in(settings), settings.assistant_model, self.keys, self._credits.desk)

        def connected(connection: Connection | None) -> None:
            if wanted == self._asked_for:
                self.trouble = ""
                self.use(connection)

        def failed(error: Exception) -> None:
            if not is_expected(error):
                self._failed(error)
            self.trouble = tr("{why} Until then the sketcher on this computer answers.", why=str(error))
            self.use(None)

        self.run(tr("Connecting to a model"), connect, connected, failed)

    def use(self, connection: Connection | None) -> None:
        """Ask over this connection from now on; None is the sketcher alone."""
        self.connection = connection
        payer = connection.payer if connection is not None else Payer.NOBODY
        models = connection.models if connection is not None else ()
        self.choice.use_source(payer, models, has_models=connection is not None)

    def look_for_models(self) -> None:
        """Ask the server which models it has, once for a connection; what does not answer changes nothing."""
        connection, loop = self.connection, self.loop
        if connection is None or connection.served is None or connection is self._looked_at:
            return
        self._looked_at = connection
        served = connection.served

        def found(models: tuple[ServedModel, ...]) -> None:
            if self.connection is connection and models:
                self.choice.use_served(models)

        self.run(tr("Looking for models"), lambda: loop.wait(served), found, lambda _error: None)

    def bill(self, op: str, item: str) -> Bill:
        """What a request to the model that is chosen will cost."""
        return Bill(op, item, self.tier, self.choice.price(item), self.choice.payer)

    def estimate_line(self, item: str) -> str:
        """“~15 credits · 235 left”, or “Free”."""
        price, balance = self.choice.price(item), self._credits.known.balance
        if price == 0:
            return tr("Free")
        cost = tr("~{credits}", credits=credits_text(price))
        return dotted((cost, tr("{credits} left", credits=credits_text(balance.available)) if balance else ""))

    def asked(
        self, text: str, diagram: Diagram, focus: tuple[str, ...], conversation: Conversation, op: str = ""
    ) -> Asked:
        """A request as it would be sent now, billed as the operation `op`."""
        from infrasketch_desktop.assistant.turns import Asked  # noqa: PLC0415 - see the head

        return Asked(text, diagram, self.choice.model, focus, conversation, operation=op)

    def turn(self, asked: Asked) -> Callable[[Callable[[TurnUpdate], None], Stop], Awaitable[TurnResult]]:
        """A turn that asks the model."""
        from infrasketch_desktop.assistant.turn import run_turn  # noqa: PLC0415 - see the head

        assert self.connection is not None
        transport, engine = self.connection.transport, self._engine
        return lambda say, stop: run_turn(asked, transport, say, stop=stop, place=engine.place, lay_out=engine.lay_out)

    def local_turn(self, asked: Asked) -> Callable[[Callable[[TurnUpdate], None], Stop], Awaitable[TurnResult]]:
        """A turn that the sketcher answers."""
        from infrasketch_desktop.assistant.local_turn import run_local_turn  # noqa: PLC0415 - see the head
        from infrasketch_desktop.assistant.transport.threads import elsewhere  # noqa: PLC0415 - see the head

        engine = self._engine
        return lambda _say, _stop: elsewhere(lambda: run_local_turn(asked, engine.lexicon(), engine.lay_out))

    def answered(self) -> None:
        """An answer has ended: what the server took for it is seen when it is met."""
        if self.choice.payer is Payer.RELAY:
            self._credits.spent()

    def close(self) -> None:
        """End all turns."""
        self._tasks.close()
        if self._loop is not None:
            self._loop.close()
