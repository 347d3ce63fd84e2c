"""The root: the three keys, kept offline, of which any two say which online keys may sign.

A root is replaced by the next one only with the consent of both sides: two keys of the old root and two of the new one
sign it, so that neither a lost nor a stolen key alone can break the line (as The Update Framework does it).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from infrasketch_desktop.credits.documents import FORMAT_VERSION, DocumentType
from infrasketch_desktop.credits.envelopes import Envelope, read_envelope
from infrasketch_desktop.credits.errors import DocumentError, Reason
from infrasketch_desktop.credits.fields import Fields
from infrasketch_desktop.credits.keys import PublicKey
from infrasketch_desktop.credits.receipts import Environment
from infrasketch_desktop.language import tr

ROOT_KEYS = 3
THRESHOLD = 2
"""One key may be lost and one may be stolen, and the line of roots still goes on and stays the vendor's."""


@dataclass(frozen=True, slots=True)
class Root:
    """Root number `n` of an environment; key lists issued at `not_after` or later are not valid under it.

    `text` is the signed document as it came.
    """

    n: int
    env: Environment
    keys: tuple[PublicKey, ...]
    issued_at: int
    not_after: int
    text: str = ""

    @property
    def by_kid(self) -> dict[str, PublicKey]:
        return {key.kid: key for key in self.keys}

    def payload(self) -> dict[str, Any]:
        """The fields of the document, ready to be signed."""
        return {
            "v": FORMAT_VERSION,
            "n": self.n,
            "env": self.env.value,
            "keys": [key.jwk() for key in self.keys],
            "threshold": THRESHOLD,
            "issued_at": self.issued_at,
            "not_after": self.not_after,
        }


def first_root(text: str) -> Root:
    """The root a line begins with. It is trusted because it came with the program, and has to be sound in itself.

    It may be a later root of the vendor's line too: signatures of the roots before are not looked at.

    Raises:
        DocumentError: with the reason.
    """
    envelope = read_envelope(text, DocumentType.ROOT)
    root = _read(envelope.unverified_payload, text)
    envelope.verify(root.by_kid, THRESHOLD)
    return root


def next_root(current: Root, text: str) -> Root:
    """The root that follows `current`: signed by two of its keys and by two of its own.

    Raises:
        DocumentError: ROLLBACK for an older one, ROOT_SKIPPED when one lies between, or the reason.
    """
    envelope = read_envelope(text, DocumentType.ROOT)
    root = _read(envelope.verify(current.by_kid, THRESHOLD), text)
    envelope.verify(root.by_kid, THRESHOLD)
    _refuse_strangers(envelope, {**current.by_kid, **root.by_kid})
    if root.env is not current.env:
        raise DocumentError(
            Reason.ENVIRONMENT,
            tr("The root is of the {env} environment, not {expected}.", env=root.env, expected=current.env),
        )
    if root.n <= current.n:
        raise DocumentError(
            Reason.ROLLBACK, tr("Root {n} is not newer than root {current}.", n=root.n, current=current.n)
        )
    if root.n != current.n + 1:
        raise DocumentError(
            Reason.ROOT_SKIPPED,
            tr("Root {n} cannot follow root {current}: fetch each in turn.", n=root.n, current=current.n),
        )
    return root


def draft_root(payload: Mapping[str, Any]) -> Root:
    """The root that `payload` would be once it is signed; for showing it to those who are asked to sign.

    Raises:
        DocumentError: FIELD or another reason for which no root is valid.
    """
    return _read(payload, "")


def _refuse_strangers(envelope: Envelope, keys: Mapping[str, PublicKey]) -> None:
    if not envelope.tokens.keys() <= keys.keys():
        raise DocumentError(Reason.UNKNOWN_KEY, tr("The root carries a signature by a key it does not know."))


def _read(payload: Mapping[str, Any], text: str) -> Root:
    fields = Fields(payload)
    root = Root(
        fields.integer("n", least=1),
        read_environment(fields),
        tuple(_key(key) for key in fields.objects("keys")),
        fields.integer("issued_at"),
        fields.integer("not_after"),
        text,
    )
    if len(root.keys) != ROOT_KEYS or len(set(root.keys)) != ROOT_KEYS:
        raise DocumentError(Reason.FIELD, tr("A root has {root_keys} different keys.", root_keys=ROOT_KEYS))
    if fields.integer("threshold") != THRESHOLD:
        raise DocumentError(Reason.FIELD, tr("A root needs {threshold} signatures.", threshold=THRESHOLD))
    if root.not_after <= root.issued_at:
        raise DocumentError(Reason.FIELD, tr("The root ends before it begins."))
    return root


def read_environment(fields: Fields) -> Environment:
    """Raises DocumentError: ENVIRONMENT for one that this version does not know."""
    name = fields.text("env")
    try:
        return Environment(name)
    except ValueError as error:
        raise DocumentError(
            Reason.ENVIRONMENT, tr("The document is of an unknown environment, “{name}”.", name=name)
        ) from error


def _key(fields: Fields) -> PublicKey:
    if fields.text("kty") != "OKP" or fields.text("crv") != "Ed25519":
        raise DocumentError(Reason.ALGORITHM, tr("A root key is not an Ed25519 key."))
    return PublicKey.from_text(fields.text("x"))
