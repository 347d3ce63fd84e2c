"""One line to one server: shows the key, opens and closes the connection, and puts every failure into words."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import aclosing
from http import HTTPStatus
from typing import TYPE_CHECKING, TypeVar

from infrasketch_desktop.assistant.errors import AssistantError, Trouble
from infrasketch_desktop.assistant.transport import failures
from infrasketch_desktop.assistant.transport.connection import EndlessError, StrayError, connected
from infrasketch_desktop.assistant.transport.endpoint import Endpoint, Secret
from infrasketch_desktop.assistant.transport.limits import STANDARD, Limits
from infrasketch_desktop.assistant.transport.reading import SaidError, UnreadableError
from infrasketch_desktop.assistant.transport.refusals import refusal
from infrasketch_desktop.assistant.transport.threads import elsewhere
from infrasketch_desktop.language import tr
from infrasketch_desktop.wallet.errors import NotConnectedError, WalletError

if TYPE_CHECKING:
    from anthropic import AsyncAnthropic

NO_KEY = "none"
"""What is shown to servers that ask for no key: the library has to send one."""
_KEY = re.compile(r"[\x21-\x7e]{1,8192}")

Item = TypeVar("Item")


class Line:
    """What is said to one endpoint. Holds no connection between two calls."""

    def __init__(self, endpoint: Endpoint, limits: Limits = STANDARD) -> None:
        self.endpoint = endpoint
        self.limits = limits

    async def ask(self, call: Callable[[AsyncAnthropic], Awaitable[Item]]) -> Item:
        """The result of `call`.

        Raises:
            AssistantError: what went wrong on the line, or at the server.
        """

        async def items(client: AsyncAnthropic) -> AsyncGenerator[Item, None]:
            yield await call(client)

        async with aclosing(self.stream(items, lambda: False, {})) as found:
            return await anext(found)

    async def stream(
        self,
        items: Callable[[AsyncAnthropic], AsyncGenerator[Item, None]],
        began: Callable[[], bool],
        headers: Mapping[str, str],
    ) -> AsyncGenerator[Item, None]:
        """What `items` gives with a client that sends `headers` besides; `began` tells whether an answer did.

        Nothing is sent a second time, but for one case: a key that runs out is fetched anew when the server no longer
        takes it, which it says before it begins to answer.

        Raises:
            AssistantError: as `ask`. What caused it is not attached, since that would hold the key.
        """
        for refused in (False, True):
            key = await _revealed(self.endpoint.secret, refused=refused)
            failure: AssistantError | None = None
            try:
                async with (
                    connected(self.endpoint, key, self.limits, headers) as client,
                    aclosing(items(client)) as found,
                ):
                    async for item in found:
                        yield item
            except Exception as error:
                failure = self._explained(error, key, began=began())
                if failure is None:
                    raise
            del key  # a traceback holds what a frame holds
            if failure is None:
                return
            if refused or began() or not self._may_renew(failure):
                raise failure

    def _may_renew(self, failure: AssistantError) -> bool:
        secret = self.endpoint.secret
        return failure.trouble is Trouble.WRONG_KEY and secret is not None and secret.renewable

    def _explained(self, error: Exception, key: str, *, began: bool) -> AssistantError | None:
        """None for what no line and no server can cause."""
        import anthropic  # noqa: PLC0415 - imported by now

        if isinstance(error, SaidError):
            return refusal(self.endpoint, HTTPStatus.OK, error.body, {}, began=began, hidden=key)
        causes = failures.causes(error)
        if any(isinstance(cause, UnreadableError | ValueError | RecursionError) for cause in causes):
            return failures.not_understood(self.endpoint, began=began)
        if any(isinstance(cause, EndlessError) for cause in causes):
            return failures.endless(self.limits.whole_seconds, began=began)
        if any(isinstance(cause, StrayError) for cause in causes):
            return refusal(self.endpoint, HTTPStatus.FOUND, None, {}, began=began)
        if isinstance(error, anthropic.APIStatusError):
            headers, status = error.response.headers, error.status_code
            return refusal(self.endpoint, status, error.body, headers, began=began, hidden=key)
        return self._of_line(causes, began=began)

    def _of_line(self, causes: list[BaseException], *, began: bool) -> AssistantError | None:
        import httpx2  # noqa: PLC0415 - imported by now

        broken = next((cause for cause in causes if isinstance(cause, httpx2.HTTPError)), None)
        match broken:
            case None:
                return None
            case httpx2.ConnectError() | httpx2.ConnectTimeout() | httpx2.ProxyError() | httpx2.UnsupportedProtocol():
                return failures.unreachable(self.endpoint, broken)
            case httpx2.TimeoutException():
                return failures.silent(self.limits.idle_seconds, began=began)
            case httpx2.DecodingError():
                return failures.not_understood(self.endpoint, began=began)
        return failures.cut(began=began)


async def _revealed(secret: Secret | None, *, refused: bool) -> str:
    """The key to be shown.

    Raises:
        AssistantError: there is none, or whoever gives it failed.
    """
    if secret is None:
        return NO_KEY
    failure: AssistantError
    try:
        key = await elsewhere(lambda: secret.reveal(refused=refused))
    except WalletError as error:
        trouble = Trouble.NO_NETWORK if isinstance(error, NotConnectedError) else Trouble.NO_KEY
        failure = AssistantError(trouble, error.what, kept=tr(failures.NOTHING_CHANGED), advice=error.advice)
    else:
        if _KEY.fullmatch(key):
            return key
        failure = AssistantError(
            Trouble.WRONG_KEY,
            tr("The key that was entered cannot be one."),
            kept=tr(failures.NOTHING_CHANGED),
            advice=tr("Enter it again in the settings, without anything before or after it."),
        )
    raise failure
