"""Which addresses belong to the vendor's website; apart from signed documents, which are slow to load."""

from __future__ import annotations

from urllib.parse import urlsplit


def is_of_website(address: str, website: str) -> bool:
    """Whether an address is encrypted and of the very host of `website`."""
    try:
        asked, known = urlsplit(address), urlsplit(website)
        same = (asked.hostname, asked.port) == (known.hostname, known.port)
    except ValueError:
        return False
    return bool(known.hostname) and same and asked.scheme == "https" and asked.username is None
