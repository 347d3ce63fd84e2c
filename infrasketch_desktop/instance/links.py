"""Links of the scheme `infrasketch:`, which web pages and other programs may open; they are strangers' words."""

from __future__ import annotations

import re
from enum import StrEnum


class Link(StrEnum):
    """What a link asks for. A link can name nothing else: no file, no value, no address."""

    PURCHASE_DONE = "purchase-done"
    """The page of a purchase sends the buyer back."""
    UNKNOWN = "unknown"
    """Anything that is not understood; the person hears that, and nothing happens."""


SCHEME = "infrasketch"
LONGEST = 200

_PURCHASE_DONE = re.compile(r"(?i:infrasketch)://purchase/done/?", re.ASCII)
_ANY = re.compile(rf"(?i:{SCHEME}):|[A-Za-z][A-Za-z0-9+.-]+://", re.ASCII)


def is_link(word: str) -> bool:
    """Whether an argument is meant as a link: ours in any form, or an address of any other scheme."""
    return _ANY.match(word) is not None


def read_link(text: str) -> Link:
    """What a link asks for. Only the whole text of a known link counts; neither query nor fragment is part of any."""
    if len(text) <= LONGEST and _PURCHASE_DONE.fullmatch(text):
        return Link.PURCHASE_DONE
    return Link.UNKNOWN
