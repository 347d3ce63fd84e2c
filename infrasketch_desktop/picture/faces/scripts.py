"""Text cut where its script changes: HarfBuzz shapes one script at a time."""

from __future__ import annotations

from collections.abc import Iterator

_NEUTRAL = frozenset({"Zyyy", "Zinh", "Zzzz"})
"""ISO 15924 for common, inherited and unknown: spaces, digits, punctuation and marks go with what is before them."""


def script_runs(text: str) -> Iterator[str]:
    """The stretches of one script in the order of reading; together they are `text`."""
    if text.isascii():
        if text:
            yield text
        return
    from fontTools.unicodedata import script  # noqa: PLC0415 - tables of a megabyte, for text beyond ASCII only

    start, current = 0, ""
    for place, character in enumerate(text):
        found = script(character)
        if found in _NEUTRAL or found == current:
            continue
        if current:
            yield text[start:place]
            start = place
        current = found
    if text:
        yield text[start:]
