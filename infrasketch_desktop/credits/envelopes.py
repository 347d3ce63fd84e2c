"""Documents that need several signatures: a list of tokens, each over the very same payload bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from infrasketch_desktop.credits import canonical, documents
from infrasketch_desktop.credits.documents import DocumentType
from infrasketch_desktop.credits.errors import DocumentError, Reason
from infrasketch_desktop.credits.keys import PrivateKey, PublicKey, from_base64url
from infrasketch_desktop.language import tr

LARGEST_ENVELOPE = 256 * 1024
"""Bytes; a key list of ten years has about 20 KB."""
MOST_SIGNATURES = 8
"""A root that replaces all three keys carries four to six."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """The tokens of one document by the key that signed them; all carry the same payload, no key signed twice.

    Nothing is verified yet: what the payload says may be used once `verify` names enough of its signers.
    """

    kind: DocumentType
    tokens: Mapping[str, str]

    @property
    def text(self) -> str:
        """The form in which it is kept and sent: `{"signatures": [token, ...]}`."""
        return canonical.encode({"signatures": list(self.tokens.values())}).decode("ascii")

    @property
    def unverified_payload(self) -> dict[str, Any]:
        """What the document claims, for showing it and for the one root that is trusted because it was shipped."""
        return canonical.decode_object(from_base64url(_payload_part(next(iter(self.tokens.values())))))

    def verify(self, keys: Mapping[str, PublicKey], threshold: int) -> dict[str, Any]:
        """The payload, once at least `threshold` of `keys` have signed it; signatures by other keys are not looked at.

        Raises:
            DocumentError: SIGNATURE, when a signature by one of `keys` is wrong; THRESHOLD, when there are too few; as
                `documents.read`.
        """
        known = [token for kid, token in self.tokens.items() if kid in keys]
        payloads = [documents.read(token, self.kind, keys.__getitem__) for token in known]
        if len(payloads) < max(threshold, 1):
            raise DocumentError(
                Reason.THRESHOLD,
                tr(
                    "The document carries {count} of the {threshold} signatures it needs.",
                    count=len(payloads),
                    threshold=threshold,
                ),
            )
        return payloads[0]


def read_envelope(text: str, kind: DocumentType) -> Envelope:
    """The envelope behind `text`, its signatures not yet verified.

    Raises:
        DocumentError: with the reason, for everything that can be seen without a key.
    """
    if len(text) > LARGEST_ENVELOPE:
        raise DocumentError(Reason.TOO_LARGE, tr("The document is larger than any that is ever issued."))
    value = canonical.decode(text.encode("utf-8", "surrogatepass"))
    if not isinstance(value, dict):
        raise DocumentError(Reason.NOT_AN_OBJECT, tr("The document is not a JSON object."))
    tokens = value.get("signatures")
    if set(value) != {"signatures"} or not isinstance(tokens, list) or not all(isinstance(t, str) for t in tokens):
        raise DocumentError(Reason.MALFORMED, tr("The document is not a list of signatures."))
    return join(tokens, kind)


def join(tokens: Iterable[str], kind: DocumentType) -> Envelope:
    """The envelope made of signatures that several holders gave on their own.

    Raises:
        DocumentError: MALFORMED, when they are not over the same bytes; THRESHOLD, for none, too many, or two by the
            same key.
    """
    given = list(tokens)
    by_key = {documents.key_id(token, kind): token for token in given}
    if not 0 < len(by_key) == len(given) <= MOST_SIGNATURES:
        raise DocumentError(
            Reason.THRESHOLD, tr("The document carries no signature, too many, or two by the same key.")
        )
    if len({_payload_part(token) for token in given}) != 1:
        raise DocumentError(Reason.MALFORMED, tr("The signatures of the document are not over the same bytes."))
    return Envelope(kind, by_key)


def seal(kind: DocumentType, payload: Mapping[str, Any], keys: Iterable[PrivateKey]) -> Envelope:
    """`payload`, signed by each of `keys`.

    Raises:
        DocumentError: the payload has no canonical form, or a key was given twice.
    """
    return join((documents.sign(kind, payload, key) for key in keys), kind)


def _payload_part(token: str) -> str:
    return token.split(".")[1]
