"""From "I would like 500 credits" to credits in the books, whatever the payment service, networks and clocks do.

The payment service is asked, never believed: an event only says that something happened to an object, and whoever acts
reads the object again. So the order, the age and the number of events do not matter, and one function serves webhook,
success page and reconciliation.

- `ordering.begin(parts, account, package, key)`: a purchase and its checkout page.
- `fulfilment.fulfil(parts, checkout)`: the grant of a paid page, once.
- `reversals.reverse(parts, payment_intent)`: as many credits taken back as the refunds and disputes of now ask for.
- `renewals.renew(parts, invoice)`: the lot of a plan for the period that was paid.
- `webhook.process(parts, event)`: which of these an event calls for.
- `reconciliation`: what was missed, found later. `rules` and `tariff` decide, without I/O.
- `endpoints.router`, `web.router`: HTTP for programs and pages for people.

No transaction is open while the payment service is asked: a slow network would hold the locks of an account. That is
safe because "paid" never becomes unpaid, and because a reversal is applied only if no other one was applied since
before its reading (`Purchase.reversals`); otherwise it reads again.
"""
