"""The key list: which online keys may sign what, and since when one of them is not to be trusted any more."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from infrasketch_desktop.credits.documents import FORMAT_VERSION, DocumentType
from infrasketch_desktop.credits.envelopes import read_envelope
from infrasketch_desktop.credits.errors import DocumentError, Reason
from infrasketch_desktop.credits.fields import Fields
from infrasketch_desktop.credits.keys import PublicKey
from infrasketch_desktop.credits.receipts import Environment
from infrasketch_desktop.credits.roots import THRESHOLD, Root, read_environment
from infrasketch_desktop.language import tr


class KeyUse(StrEnum):
    """What an online key may sign. A use that this version does not know gives no right to anything here."""

    RECEIPT = "receipt"
    PRICES = "prices"


@dataclass(frozen=True, slots=True)
class OnlineKey:
    """A key of the server: it may sign during `not_before <= time < not_after`, unless it was revoked.

    `revoked_at` is the time since which its signatures are worth nothing; None while it is in good standing.
    """

    key: PublicKey
    use: frozenset[str]
    not_before: int
    not_after: int
    revoked_at: int | None = None

    @property
    def kid(self) -> str:
        return self.key.kid

    def payload(self) -> dict[str, Any]:
        return {
            "kid": self.kid,
            "x": self.key.text,
            "use": sorted(self.use),
            "not_before": self.not_before,
            "not_after": self.not_after,
            "revoked_at": self.revoked_at,
        }


@dataclass(frozen=True, slots=True)
class Keyset:
    """One version of the key list. `text` is the signed document as it came.

    A key once listed stays listed when its time is over, so that what it signed can still be read.
    """

    env: Environment
    version: int
    issued_at: int
    expires_at: int
    keys: tuple[OnlineKey, ...]
    text: str = ""

    def find(self, kid: str) -> OnlineKey | None:
        return next((each for each in self.keys if each.kid == kid), None)

    def payload(self) -> dict[str, Any]:
        """The fields of the document, ready to be signed."""
        return {
            "v": FORMAT_VERSION,
            "env": self.env.value,
            "version": self.version,
            "issued_at": self.issued_at,
            "expires_at": self.expires_at,
            "keys": [key.payload() for key in self.keys],
        }


def read_keyset(text: str, root: Root) -> Keyset:
    """The key list that two keys of `root` signed, of the environment of the root and issued before its end.

    Raises:
        DocumentError: with the reason.
    """
    envelope = read_envelope(text, DocumentType.KEYSET)
    if not envelope.tokens.keys() <= root.by_kid.keys():
        raise DocumentError(Reason.UNKNOWN_KEY, tr("The key list carries a signature that is not by a root key."))
    keyset = _read(Fields(envelope.verify(root.by_kid, THRESHOLD)), text)
    if keyset.env is not root.env:
        raise DocumentError(
            Reason.ENVIRONMENT,
            tr("The key list is of the {env} environment, not {expected}.", env=keyset.env, expected=root.env),
        )
    if keyset.issued_at >= root.not_after:
        raise DocumentError(Reason.KEY_EXPIRED, tr("The key list was issued after the time of its root."))
    return keyset


def _read(fields: Fields, text: str) -> Keyset:
    keyset = Keyset(
        read_environment(fields),
        fields.integer("version", least=1),
        fields.integer("issued_at"),
        fields.integer("expires_at"),
        tuple(_online_key(key) for key in fields.objects("keys")),
        text,
    )
    if len({key.kid for key in keyset.keys}) != len(keyset.keys):
        raise DocumentError(Reason.FIELD, tr("The key list names a key twice."))
    if keyset.expires_at <= keyset.issued_at:
        raise DocumentError(Reason.FIELD, tr("The key list ends before it begins."))
    return keyset


def _online_key(fields: Fields) -> OnlineKey:
    key = OnlineKey(
        PublicKey.from_text(fields.text("x")),
        frozenset(fields.texts("use")),
        fields.integer("not_before"),
        fields.integer("not_after"),
        fields.optional_integer("revoked_at"),
    )
    if fields.text("kid") != key.kid:
        raise DocumentError(Reason.FIELD, tr("A key of the list goes by the name of another."))
    if key.not_after <= key.not_before:
        raise DocumentError(Reason.FIELD, tr("A key of the list ends before it begins."))
    return key
