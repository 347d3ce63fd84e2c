"""Carries what happens in the sandbox shop to the webhook: events until they arrive, late payments when due."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from structlog.typing import FilteringBoundLogger

from licensing_server.clock import Now
from licensing_server.database import Database
from licensing_server.gateway import CheckoutStatus
from licensing_server.models.purchases import ShopCheckout, ShopEvent
from licensing_server.shop.gateway import SandboxGateway
from licensing_server.shop.till import PENDING, NotPossibleError

Deliver = Callable[[bytes, str], bool]
"""Bring a body with its signature to the webhook; whether it was taken. Raises nothing."""

_AT_ONCE = 50
_MOST_TRIES = 20
_LONGEST_PAUSE = 3600
_IDLE_SECONDS = 1.0
_LOOKS = 20
"""How often the courier looks up while idle."""


@dataclass(frozen=True, slots=True)
class Courier:
    """One round is `run_due`; `run` makes rounds until it is told to stop. Several processes may run one each."""

    database: Database
    shop: SandboxGateway
    deliver: Deliver
    now: Now
    log: FilteringBoundLogger

    def run(self, stopping: threading.Event) -> None:
        """Rounds, each when the shop has news and once a second, until `stopping` is set."""
        while not stopping.is_set():
            self.shop.news.clear()
            try:
                self.run_due()
            except Exception:
                # A database that is away for a moment must not end all deliveries.
                self.log.exception("the sandbox courier stumbled")
            self._rest(stopping)

    def _rest(self, stopping: threading.Event) -> None:
        """Until the shop has news or a second has passed; the end is noticed at once, as a program waits for it."""
        for _ in range(_LOOKS):
            if stopping.is_set() or self.shop.news.wait(_IDLE_SECONDS / _LOOKS):
                return

    def run_due(self) -> int:
        """Let time pass in the shop, then deliver every event that is due; how many arrived."""
        self._pass_time()
        return sum(self._carry(event_id, body, tries) for event_id, body, tries in self._due())

    def _pass_time(self) -> None:
        """Late payments arrive and forgotten pages close."""
        now = self.now()
        late = select(ShopCheckout.id).where(ShopCheckout.settles_at <= now, ShopCheckout.payment_status == PENDING)
        over = select(ShopCheckout.id).where(
            ShopCheckout.expires_at <= now, ShopCheckout.status == CheckoutStatus.OPEN.value
        )
        with self.database.reading() as session:
            arriving, closing = session.scalars(late).all(), session.scalars(over).all()
        for checkout in arriving:
            self._do(partial(self.shop.till.settle, checkout_id=checkout, arrives=True))
        for checkout in closing:
            self._do(partial(self.shop.till.expire, checkout_id=checkout))

    def _do(self, verb: Callable[[Session], None]) -> None:
        with suppress(NotPossibleError):  # another process, or the buyer, was faster
            self.database.run(verb)

    def _due(self) -> list[tuple[str, str, int]]:
        wanted = select(ShopEvent.id, ShopEvent.body, ShopEvent.tries).where(ShopEvent.due_at <= self.now())
        with self.database.reading() as session:
            found = session.execute(wanted.order_by(ShopEvent.due_at, ShopEvent.id).limit(_AT_ONCE))
            return [(row.id, row.body, row.tries) for row in found]

    def _carry(self, event_id: str, body: str, tries: int) -> bool:
        """Deliver one event, unless another process took it; what is refused is due again after a growing pause."""
        pause = min(2**tries, _LONGEST_PAUSE)
        last = tries + 1 >= _MOST_TRIES
        if not self._update(event_id, tries, {"due_at": None if last else self.now() + pause, "tries": tries + 1}):
            return False
        content = body.encode()
        arrived = self.deliver(content, self.shop.sign(content))
        if arrived:
            self._update(event_id, tries + 1, {"due_at": None})
        elif last:
            self.log.warning("a sandbox event was given up", stripe_event=event_id, tries=tries + 1)
        return arrived

    def _update(self, event_id: str, tries: int, values: dict[str, Any]) -> bool:
        """Write to the event if its count of tries is still the one that was read."""
        statement = update(ShopEvent).where(ShopEvent.id == event_id, ShopEvent.tries == tries).values(values)

        def write(session: Session) -> bool:
            result: Any = session.execute(statement)
            return bool(result.rowcount == 1)

        return self.database.run(write)
