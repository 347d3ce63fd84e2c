"""Conversations about a diagram: what is sent, what streams back, and what comes of it as a reviewable change.

A turn asks a model through a `Transport`, runs the operations it proposes on a copy, and ends in a target diagram that
the reviewer of proposals shows (`diagram.proposal`). The model never holds the document: it names things by ids that
this room gives out, and nothing it says is executed, fetched or believed to be more than text.

`wire.py` is the form all parts share; it names no library and no Qt. `anthropic` is imported where it is used.
"""
