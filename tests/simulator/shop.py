"""The payment service of a history: pages that are paid, refunded and disputed, and the news of it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from random import Random

from infrasketch_desktop.credits.prices import Package
from licensing_server.gateway import (
    Charge,
    Checkout,
    CheckoutStatus,
    Dispute,
    Event,
    LineItem,
    Payment,
    Refund,
    UnknownObjectError,
)


@dataclass(slots=True)
class Page:
    """A paid checkout page and what became of the money."""

    checkout: Checkout
    credits: int
    payment: Payment

    @property
    def refundable(self) -> int:
        return self.checkout.amount - sum(refund.amount for refund in self.payment.refunds)


@dataclass(slots=True)
class SimulatedShop:
    """Answers what the server asks of a payment gateway about pages; everything else is never asked here."""

    random: Random
    name: str
    pages: dict[str, Page] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def sell(self, account: str, package: Package, now: int) -> list[Event]:
        """Somebody buys a package and pays at once; the news of it, sometimes under two event ids."""
        page, intent = self._id("cs"), self._id("pi")
        lines = (LineItem(f"price_sandbox_{package.id}", 1),)
        checkout = Checkout(
            page, None, CheckoutStatus.COMPLETE, True, account, None, intent, package.amount, "usd", lines, now, False
        )
        charge = Charge(self._id("ch"), package.amount, is_paid=True, has_failed=False)
        self.pages[page] = Page(checkout, package.credits, Payment(intent, (charge,), (), ()))
        times = 2 if self.random.random() < 0.4 else 1
        return [
            Event(self._id("evt"), "checkout.session.completed", now, livemode=False, checkout=page)
            for _ in range(times)
        ]

    def refund_some(self, now: int) -> list[Event]:
        """A page is refunded, in whole or in part."""
        page = self._any_page(lambda page: page.refundable > 0)
        if page is None:
            return []
        part = page.refundable if self.random.random() < 0.5 else self.random.randint(1, page.refundable)
        refund = Refund(self._id("re"), part, "succeeded", page.payment.payment_intent)
        page.payment = replace(page.payment, refunds=(*page.payment.refunds, refund))
        return [self._reversal(page, "charge.refunded", now), self._reversal(page, "refund.created", now)]

    def dispute_some(self, now: int) -> list[Event]:
        """The buyer's bank opens a dispute, or decides the one that is open."""
        page = self._any_page(lambda page: len(page.payment.disputes) < 1 or _is_open(page))
        if page is None:
            return []
        status = self.random.choice(["won", "lost"]) if _is_open(page) else "needs_response"
        dispute = Dispute(self._id("dp"), page.checkout.amount, status, page.payment.payment_intent)
        page.payment = replace(page.payment, disputes=(dispute,))
        return [self._reversal(page, "charge.dispute.updated", now)]

    def read_checkout(self, checkout: str) -> Checkout:
        if checkout not in self.pages:
            raise UnknownObjectError(checkout)
        return self.pages[checkout].checkout

    def find_checkout(self, payment_intent: str) -> Checkout | None:
        return next((page.checkout for page in self._paid_by(payment_intent)), None)

    def read_payment(self, payment_intent: str) -> Payment:
        for page in self._paid_by(payment_intent):
            return page.payment
        raise UnknownObjectError(payment_intent)

    def _paid_by(self, payment_intent: str) -> Iterator[Page]:
        return (page for page in self.pages.values() if page.payment.payment_intent == payment_intent)

    def _any_page(self, fits: Callable[[Page], bool]) -> Page | None:
        chosen = [page for page in self.pages.values() if fits(page)]
        return self.random.choice(chosen) if chosen else None

    def _reversal(self, page: Page, kind: str, now: int) -> Event:
        return Event(self._id("evt"), kind, now, livemode=False, payment_intent=page.payment.payment_intent)

    def _id(self, kind: str) -> str:
        return f"{kind}_{self.name}_{next(self._numbers)}"


def _is_open(page: Page) -> bool:
    return any(dispute.status == "needs_response" for dispute in page.payment.disputes)
