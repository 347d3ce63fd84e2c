"""The update feed: one signed document in which the vendor says which version of the program is the newest.

It tells, and nothing more: it names a page of the vendor's website, never a file to fetch. Its keys are its own, apart
from those of root and server, because whoever publishes a release need not be able to sign receipts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from infrasketch_desktop.credits import documents
from infrasketch_desktop.credits.documents import FORMAT_VERSION, DocumentType
from infrasketch_desktop.credits.errors import DocumentError, Reason
from infrasketch_desktop.credits.fields import Fields
from infrasketch_desktop.credits.keys import PrivateKey, PublicKey
from infrasketch_desktop.credits.receipts import Environment
from infrasketch_desktop.credits.roots import read_environment
from infrasketch_desktop.language import tr

PRODUCT = "infrasketch-desktop"
STABLE = "stable"
"""The one channel that programs follow today."""
LARGEST_FEED = 128 * 1024
"""Characters of the signed document; notes in ten languages take some 20,000."""
LONGEST_NOTES = 4000
"""Characters in one language."""
MOST_LANGUAGES = 40
LONGEST_ADDRESS = 1000
SYSTEMS = frozenset({"linux", "darwin", "win32"})
"""Names of systems as Python's `sys.platform` has them."""
_VERSION = re.compile(r"[0-9]{1,6}(\.[0-9]{1,6}){1,3}((a|b|rc)[0-9]{1,6})?\Z")
_SYSTEM_VERSION = re.compile(r"[0-9]{1,6}(\.[0-9]{1,6}){0,3}\Z")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}\Z")


@dataclass(frozen=True, slots=True)
class Feed:
    """One issue of the feed. `number` grows with each issue; times are seconds UTC, and it says nothing any more from
    `expires_at` on.

    `version` and `released_at` are of the newest version, `page` is the https address where a person gets it. `notes`
    are Markdown by language (BCP 47), English always among them. `minimum` is the oldest version of a system that it
    runs on: of the C library on Linux ("2.36"), of macOS and of Windows.
    """

    env: Environment
    number: int
    issued_at: int
    expires_at: int
    version: str
    released_at: int
    page: str
    notes: Mapping[str, str]
    minimum: Mapping[str, str]
    product: str = PRODUCT
    channel: str = STABLE

    def payload(self) -> dict[str, Any]:
        """The fields of the document, ready to be signed."""
        return {
            "v": FORMAT_VERSION,
            "env": self.env.value,
            "product": self.product,
            "channel": self.channel,
            "number": self.number,
            "issued_at": self.issued_at,
            "expires_at": self.expires_at,
            "version": self.version,
            "released_at": self.released_at,
            "page": self.page,
            "notes": dict(self.notes),
            "minimum": dict(self.minimum),
        }


def sign_feed(feed: Feed, key: PrivateKey) -> str:
    """The signed document.

    Raises:
        DocumentError: no program would accept this feed.
    """
    token = documents.sign(DocumentType.FEED, feed.payload(), key)
    read_feed(token, [key.public])
    return token


def read_feed(token: str, keys: Iterable[PublicKey]) -> Feed:
    """The feed behind `token`, signed by one of `keys`. Whether it is newer than one seen before, of the environment of
    this build and still in its time, is for the caller.

    Raises:
        DocumentError: with the reason.
    """
    if len(token) > LARGEST_FEED:
        raise DocumentError(Reason.TOO_LARGE, tr("The update feed is larger than any that is ever issued."))
    known = {key.kid: key for key in keys}

    def find_key(kid: str) -> PublicKey:
        if kid not in known:
            raise DocumentError(
                Reason.UNKNOWN_KEY, tr("The update feed is signed by a key that this build does not know.")
            )
        return known[kid]

    return _read(Fields(documents.read(token, DocumentType.FEED, find_key)))


def _read(fields: Fields) -> Feed:
    feed = Feed(
        read_environment(fields),
        fields.integer("number", least=1),
        fields.integer("issued_at"),
        fields.integer("expires_at"),
        _matching(fields.text("version"), _VERSION, "version"),
        fields.integer("released_at"),
        _page(fields.text("page", LONGEST_ADDRESS)),
        _texts(fields.object("notes"), LONGEST_NOTES),
        _texts(fields.object("minimum")),
        fields.text("product"),
        fields.text("channel"),
    )
    if feed.product != PRODUCT:
        raise DocumentError(
            Reason.AUDIENCE, tr("The update feed is of another product, “{product}”.", product=feed.product)
        )
    if feed.expires_at <= feed.issued_at:
        raise DocumentError(Reason.FIELD, tr("The update feed ends before it begins."))
    if "en" not in feed.notes or len(feed.notes) > MOST_LANGUAGES:
        raise DocumentError(
            Reason.FIELD, tr("The notes of the update feed lack English, or come in too many languages.")
        )
    for language in feed.notes:
        _matching(language, _LANGUAGE, "notes")
    for system, version in feed.minimum.items():
        _matching(version if system in SYSTEMS else "", _SYSTEM_VERSION, "minimum")
    return feed


def _texts(fields: Fields, longest: int = 255) -> dict[str, str]:
    return {name: fields.text(name, longest) for name in fields.values}


def _matching(text: str, form: re.Pattern[str], name: str) -> str:
    if not form.match(text):
        raise DocumentError(Reason.FIELD, tr("The field “{name}” of the document is missing or wrong.", name=name))
    return text


def _page(address: str) -> str:
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        parts = urlsplit("")
    plain = address.isascii() and address.isprintable() and " " not in address
    if parts.scheme != "https" or not parts.hostname or parts.username is not None or not plain:
        raise DocumentError(Reason.FIELD, tr("The page of the update feed is not an https address."))
    return address
