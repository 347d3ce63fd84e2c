"""Undoes the URI encoding in which draw.io packs a diagram, within bounds."""

from __future__ import annotations

from urllib.parse import unquote

from infrasketch_desktop.formats.markup import MarkupError
from infrasketch_desktop.language import tr

MAX_ENCODED = 8 * 1024 * 1024
"""Bytes of one page while it is encoded."""
MAX_ESCAPES = 1_500_000
"""Characters of it that are written as `%3C`; undoing more of them takes seconds."""


def decoded_uri(content: bytes) -> str:
    """The text in `content`. Raises MarkupError."""
    if len(content) > MAX_ENCODED or content.count(b"%") > MAX_ESCAPES:
        raise MarkupError(
            tr(
                "it unpacks to more than {max_encoded:,.0f} MB, or to more than any page holds.",
                max_encoded=MAX_ENCODED / 1e6,
            ),
            0,
        )
    return unquote(content.decode("utf-8", "replace"))
