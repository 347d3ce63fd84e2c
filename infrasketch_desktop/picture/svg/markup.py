"""Text and numbers as they may stand in XML."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile("[^\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
"""What XML 1.0 knows no character for, and the line breaks and tabs that one line of text has no use for."""

_SPACE = re.compile("[\\t\\n\\r]+")
_PLAIN = re.compile("[\\x20!#-%'-;=?-~\\xa0-\u1fff]*")
"""Text that needs no look at its single characters: nearly all there is."""

_SPECIAL = re.compile('[&<>"]')
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}


def escaped(text: str) -> str:
    """Text for content or a quoted attribute: control characters dropped, tabs and line breaks as spaces."""
    if _PLAIN.fullmatch(text):
        return text
    clean = _FORBIDDEN.sub("", _SPACE.sub(" ", text))
    return _SPECIAL.sub(lambda found: _ENTITIES[found[0]], clean)


def number(value: float) -> str:
    """A coordinate in at most seven digits: a hundredth of a unit even at the far end of a huge sheet."""
    return f"{value:.7g}"
