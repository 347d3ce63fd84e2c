"""Brings credits to the server where the relay takes them from, when they lie on this computer instead."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing

from infrasketch_desktop.assistant.errors import AssistantError, Trouble
from infrasketch_desktop.assistant.transport.endpoint import Endpoint
from infrasketch_desktop.assistant.transport.limits import STANDARD, Limits
from infrasketch_desktop.assistant.transport.messages import MessagesTransport
from infrasketch_desktop.assistant.transport.threads import elsewhere
from infrasketch_desktop.assistant.wire import Event, Request
from infrasketch_desktop.language import tr
from infrasketch_desktop.wallet.errors import NotEnoughCreditsError, WalletError
from infrasketch_desktop.wallet.relay_turns import MOST_RETURNS, missing_on_server

HandBack = Callable[[int], object]
"""Returns so many credits from this computer to the account, where the server can spend them. Raises WalletError."""


class FundedTransport(MessagesTransport):
    """Asks the relay; what it misses on the server and this account has on devices is handed back, and asked again."""

    def __init__(self, endpoint: Endpoint, hand_back: HandBack, limits: Limits = STANDARD) -> None:
        super().__init__(endpoint, limits)
        self._hand_back = hand_back

    async def stream(self, request: Request) -> AsyncGenerator[Event, None]:
        """As `MessagesTransport.stream`. The relay refuses for want of credits before it asks anybody, so that no model
        sees more than one of the requests.
        """
        for _ in range(MOST_RETURNS):
            try:
                async with aclosing(super().stream(request)) as events:
                    async for event in events:
                        yield event
            except AssistantError as error:
                if not await self._is_funded(error):
                    raise
            else:
                return
        async with aclosing(super().stream(request)) as events:
            async for event in events:
                yield event

    async def _is_funded(self, error: AssistantError) -> bool:
        """Whether what was missing is on the server now. Raises AssistantError: this computer does not have it."""
        missing = to_hand_back(error)
        if not missing:
            return False
        try:
            await elsewhere(lambda: self._hand_back(missing))
        except NotEnoughCreditsError:
            raise _elsewhere(error) from None
        except WalletError:  # the wallet may not just now: what the relay said stands
            return False
        return True


def to_hand_back(error: AssistantError) -> int:
    """How many credits of the devices the server needs to do what it refused; 0 where they would not help."""
    return missing_on_server(error.details) if error.trouble is Trouble.TOO_FEW_CREDITS else 0


def _elsewhere(error: AssistantError) -> AssistantError:
    """The same refusal for credits that other computers have: no sync of this one brings them."""
    return AssistantError(
        error.trouble,
        tr("There are not enough credits for this here; other computers of the account have more set aside."),
        kept=error.kept,
        advice=tr("Ask from one of them, remove one from the account to get its credits back, or buy some."),
        details=error.details,
    )
