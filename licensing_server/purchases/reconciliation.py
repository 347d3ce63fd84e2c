"""Finds what no webhook told: events that were missed, and pages, refunds and disputes that the books do not match.

Only a missing grant mends itself, through `fulfil`, since it can only be right. Everything else is a finding for a
person: software that corrects what it does not understand makes two faults of one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum

from sqlalchemy import select

from licensing_server import audit
from licensing_server.errors import LicensingServerError
from licensing_server.gateway import Checkout, Event
from licensing_server.models.money import Grant
from licensing_server.models.purchases import Purchase
from licensing_server.parts import Parts
from licensing_server.purchases import chores, rows
from licensing_server.purchases.fulfilment import fulfil
from licensing_server.purchases.rules import credits_to_take_back
from licensing_server.purchases.webhook import process

EVENTS_EVERY = 600
OVERLAP = 3600
"""Events may become visible out of order; so far back they are listed again (credits.md, section 7)."""

NIGHTLY = 24 * 3600
NIGHTLY_AGAIN = 3600
"""Seconds after which a comparison that failed is tried again."""

COMPARED = 35 * 24 * 3600
CURSOR = "events"
_FIRST_LOOK = 3 * 24 * 3600
"""A server without a cursor looks back as far as Stripe repeats deliveries."""


class Kind(StrEnum):
    """What kind of difference was found; MENDED is the only one that needs nobody."""

    MENDED = "grant was missing and is mended"
    MISSING = "paid, but not granted"
    UNPAID = "granted, but not paid"
    REVERSAL = "credits taken back do not match refunds and disputes"
    EVENT = "event cannot be worked on"


@dataclass(frozen=True, slots=True)
class Finding:
    """A difference between the payment service and the books: which object it is about, and what is known."""

    kind: Kind
    about: str
    detail: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.about} ({self.detail})"


def catch_up(parts: Parts) -> list[Finding]:
    """Work on every event since the cursor less an hour; those that were dealt with are passed over.

    The cursor stops at the first event that failed, so that it is tried again the next time, for three days.
    """
    started = parts.now()
    cursor = chores.position(parts.database, CURSOR) or started - _FIRST_LOOK
    failed: dict[int, Finding] = {}
    for event in parts.gateway.events_since(cursor - OVERLAP):
        finding = _work(parts, event)
        if finding:
            failed.setdefault(event.created, finding)
    chores.advance(parts.database, CURSOR, max(min([started, *failed]), started - _FIRST_LOOK))
    return _reported(parts, list(failed.values()))


def _work(parts: Parts, event: Event) -> Finding | None:
    try:
        process(parts, event)
    except LicensingServerError as error:
        return Finding(Kind.EVENT, event.id, str(error))
    return None


def compare(parts: Parts, seconds: int = COMPARED) -> list[Finding]:
    """Compare pages, refunds and disputes of the last `seconds` with the grants; grant what is missing."""
    since = parts.now() - seconds
    pages = list(parts.gateway.checkouts_since(since))
    findings = [finding for page in pages if page.is_paid for finding in _compare_page(parts, page)]
    findings += _unpaid_grants(parts, since, {page.id: page for page in pages})
    payments = {found.payment_intent for found in parts.gateway.reversals_since(since) if found.payment_intent}
    findings += [finding for payment in sorted(payments) for finding in _compare_reversals(parts, payment)]
    return _reported(parts, findings)


def _compare_page(parts: Parts, page: Checkout) -> Iterator[Finding]:
    if _granted(parts, page.id) is not None:
        return
    try:
        fulfil(parts, page.id)
    except LicensingServerError as error:
        yield Finding(Kind.MISSING, page.id, str(error))
        return
    credits_ = _granted(parts, page.id)
    if credits_ is None:
        yield Finding(Kind.MISSING, page.id, f"the page names account {page.account}, which is not of this server")
    else:
        yield Finding(Kind.MENDED, page.id, f"{credits_} credits")


def _granted(parts: Parts, checkout: str) -> int | None:
    wanted = select(Grant.credits).where(Grant.source == rows.CHECKOUT, Grant.source_id == checkout)
    with parts.database.reading() as session:
        return session.scalar(wanted)


def _unpaid_grants(parts: Parts, since: int, pages: dict[str, Checkout]) -> Iterator[Finding]:
    """Grants of purchases begun since then whose page was not paid; one that failed later was taken back."""
    granted = (
        select(Purchase.source_id)
        .join(Grant, (Grant.source == Purchase.source) & (Grant.source_id == Purchase.source_id))
        # A minute of air: the page is opened after its purchase was written down.
        .where(Purchase.source == rows.CHECKOUT, Purchase.created_at > since + 60, Grant.refund_target < Grant.credits)
    )
    with parts.database.reading() as session:
        ids = [str(source_id) for source_id in session.scalars(granted)]
    for id_ in ids:
        if id_ not in pages or not pages[id_].is_paid:
            yield Finding(Kind.UNPAID, id_, "unknown to the payment service" if id_ not in pages else "not paid there")


def _compare_reversals(parts: Parts, payment_intent: str) -> Iterator[Finding]:
    with parts.database.reading() as session:
        purchase = rows.purchase_of_payment(session, payment_intent)
    if purchase is None or not purchase.credits:
        return
    target = credits_to_take_back(purchase.credits, parts.gateway.read_payment(payment_intent))
    if purchase.taken_back != target:
        detail = f"{purchase.taken_back} of {purchase.credits} taken back, and it should be {target}"
        yield Finding(Kind.REVERSAL, purchase.id, detail)


def _reported(parts: Parts, findings: list[Finding]) -> list[Finding]:
    """Findings go to the log and the audit as well as to who asked."""
    now = parts.now()
    for finding in findings:
        say = parts.log.info if finding.kind is Kind.MENDED else parts.log.error
        say("reconciliation", **asdict(finding))
        parts.database.run(
            lambda session, found=finding: audit.record(  # type: ignore[misc]  # bound at once
                session, account_id=None, actor="server", action="reconciliation", now=now, **asdict(found)
            )
        )
    return findings
