"""What an address of the web is, and which belong to the vendor's website; apart from signed documents, which are slow
to load.
"""

from __future__ import annotations

from urllib.parse import urlsplit


def is_web_address(address: str) -> bool:
    """Whether it is an absolute address for a browser or a client, of http or https, as RFC 3986 writes it.

    Other scripts are percent-encoded or in punycode there. One with a name, a password or a fragment in it is none.
    """
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return False
    written = address.isascii() and address.isprintable() and " " not in address
    bare = parts.username is None and not parts.fragment
    return parts.scheme in ("http", "https") and bool(parts.hostname) and bare and written


def is_of_website(address: str, website: str) -> bool:
    """Whether an address is encrypted and of the very host of `website`."""
    try:
        asked, known = urlsplit(address), urlsplit(website)
        same = (asked.hostname, asked.port) == (known.hostname, known.port)
    except ValueError:
        return False
    return bool(known.hostname) and same and asked.scheme == "https" and asked.username is None
