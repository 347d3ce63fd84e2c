"""Filling marked regions of generated code by a model: what is sent, what comes back, and what of it may be kept.

A reply is data. It lands only between the marks of the one file that was asked about, is tried on a copy of the
project, and is dropped with its reason where a check finds something against it. What is kept is a proposal until a
person accepts it, and then an edit as any other: generating again merges it.

- `preparing.prepare_fill(...)`: the file, its regions and what belongs to them, as a `Wish`.
- `outgoing.fill_request(wish)` and `fill_parts(wish)`: exactly what will be sent, to read before.
- `turn.run_fill(wish, transport, on_update)`: one request, and one more to mend; gives a `FillResult`.
- `accepting.write_fills(result, names)`: what a person accepted goes into the file.
"""
