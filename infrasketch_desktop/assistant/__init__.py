"""Conversations about a diagram: what is sent, what streams back, and what comes of it as a reviewable change.

A turn asks a model through a `Transport`, runs the operations it proposes on a copy, and ends in a target diagram that
the reviewer of proposals shows (`diagram.proposal`). The model never holds the document: it names things by ids that
this room gives out, and nothing it says is executed, fetched or believed to be more than text.

- `turns`: `Asked` goes in, `TurnUpdate` tells how far it is, `TurnResult` comes out; `.proposal` is for the reviewer.
- `turn.run_turn(asked, transport, on_update)`: one turn with a model; `stopping.Stop` ends it from any thread.
- `local_turn.run_local_turn(asked, lexicon, lay_out)`: the same result from the sketcher, without a network.
- `outgoing.first_request(asked)` and `parts(request)`: exactly what will be sent, to read before.
- `funding`: credits that lie on this computer go to the server when the vendor's relay misses them.
- `estimate`: what it will cost, in credits and tokens; `questions`: the card before a vague request.
- `filling`: the same for marked regions of generated code, which land in files only when they pass its checks.
- `suggestions.follow_ups(diagram)`: what to ask next; `conversation`, `archive`: what was said, and how it is kept.

`wire.py` is the form all parts share; it names no library and no Qt. `anthropic` is imported where it is used.
"""
