"""What an event of the payment service sets in motion."""

from __future__ import annotations

from licensing_server.gateway import Event
from licensing_server.parts import Parts
from licensing_server.purchases import rows
from licensing_server.purchases.fulfilment import Result, fulfil, note
from licensing_server.purchases.renewals import renew
from licensing_server.purchases.reversals import reverse
from licensing_server.purchases.rules import PurchaseState, Task, task_for


def process(parts: Parts, event: Event, *, again: bool = False) -> Result:
    """Do what an event calls for and remember that it was done, in one transaction.

    With `again` an event that was dealt with is acted upon once more; what it brought about stays as it is, since
    everything here is done once for what it is about and not once for each event.

    Raises:
        Exception: whatever went wrong; nothing was changed and nothing is remembered, so the event may come again.
    """
    remembered = None if again else event
    match task_for(event):
        case Task.FULFIL:
            return _checkout_news(parts, str(event.checkout), event, remembered)
        case Task.REVERSE:
            payment_intent = event.payment_intent or parts.gateway.payment_of_charge(str(event.charge))
            if payment_intent is not None:
                return reverse(parts, payment_intent, remembered)
        case Task.RENEW:
            return renew(parts, str(event.invoice), remembered)
        case Task.NOTHING:
            pass
    return _ignore(parts, remembered)


def _checkout_news(parts: Parts, checkout: str, event: Event, remembered: Event | None) -> Result:
    """A payment that failed after all may have been granted: banks send debits back days later."""
    if event.type == "checkout.session.async_payment_failed":
        with parts.database.reading() as session:
            purchase = rows.find_purchase(session, rows.CHECKOUT, checkout)
        if purchase is not None and purchase.payment_intent and PurchaseState(purchase.state).is_granted:
            return reverse(parts, purchase.payment_intent, remembered)
    return fulfil(parts, checkout, remembered)


def _ignore(parts: Parts, event: Event | None) -> Result:
    return parts.database.run(lambda session: note(session, event, rows.IGNORED, parts.now()))
