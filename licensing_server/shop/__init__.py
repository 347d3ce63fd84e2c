"""The sandbox shop: the whole way of a purchase without Stripe and without money.

It answers the same protocol as Stripe, keeps its pages and payments in the server's database, and sends signed events
to the server's real webhook, in Stripe's shape and with the library's own signer. So the code that earns money is the
code that runs here; only the bank is missing, and the buyer plays it with buttons.

- `gateway.SandboxGateway`: the protocol over the tables.
- `till`: what buyers and banks do: pay, pay late, refund, dispute.
- `courier.Courier`: carries events to the webhook until they arrive; late payments and closing pages come by it too.
- `web.router`: the checkout page. It exists in the sandbox alone.
"""
