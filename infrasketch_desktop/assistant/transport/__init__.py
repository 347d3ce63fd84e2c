"""Asks models over the Messages API: the vendor's, one of the person's own machine, or the relay that bills.

It exists so that one place knows the library `anthropic`, its loop, and everything that can go wrong on a line.

- `loop.AssistantLoop`: the one asyncio loop, on a thread of its own; `run`, `iterate`, `wait`, `close`.
- `messages.MessagesTransport`: a `wire.Transport` for an `endpoint.Endpoint`.
- `models`: which models may be chosen; `probe`: what an unknown server can do.
- `limits.Limits`: how much and how long an answer may be.

`assistant.sources` puts them together from what a person chose. Nothing here reads the environment for a key or an
address, and nothing is sent twice by itself: what was asked may have cost something.
"""
