"""The relay: passes questions to the Messages API with the vendor's key, and settles their price in credits.

It speaks the wire format of that API, so that the same client library asks a model here, with an own key, or on the
machine. A turn is held before and settled after the answer; nothing of what is said is stored or logged.

- `endpoints`: POST /v1/messages, POST /v1/messages/count_tokens, GET /v1/models, and
  POST /api/wallet/spend/refuse and /take, by which a person decides about a proposal.
- `orders`, `forms`, `items`: what may be asked, and what it costs. `upstream`: the vendor's side. `events`: its stream.
- `turns`, `refusing`, `taking`: the books of it, each verb one short transaction.
- `service.Relay`: what an application has of it.
- `passing`: one answer on its way, from upstream to the client.
"""
