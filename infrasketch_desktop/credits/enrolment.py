"""How a device shows that it holds its key when it asks a licensing server to know it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from infrasketch_desktop.credits.documents import FORMAT_VERSION
from infrasketch_desktop.credits.errors import DocumentError, Reason
from infrasketch_desktop.credits.fields import Fields
from infrasketch_desktop.language import tr

FRESH_SECONDS = 300
"""How far `at` may be from the server's time; a device whose clock is wrong is told the time and asks again."""

SHORTEST_NONCE = 16


@dataclass(frozen=True, slots=True)
class Enrolment:
    """The payload of a document of the type ENROLMENT, signed by the device key.

    `dev` is the thumbprint of that key. `aud` is the address of the server as the device uses it, without a slash at
    the end: what one server was shown is worth nothing at another. `nonce` is random and used once.
    """

    dev: str
    aud: str
    at: int
    nonce: str

    def payload(self) -> dict[str, Any]:
        """The fields of the document, ready to be signed."""
        return {"v": FORMAT_VERSION, "iss": self.dev, "aud": self.aud, "at": self.at, "nonce": self.nonce}


def read_enrolment(payload: Mapping[str, Any]) -> Enrolment:
    """The enrolment behind a verified payload.

    Raises:
        DocumentError: FIELD.
    """
    fields = Fields(payload)
    enrolment = Enrolment(fields.text("iss"), fields.text("aud"), fields.integer("at"), fields.text("nonce", 64))
    if len(enrolment.nonce) < SHORTEST_NONCE:
        raise DocumentError(Reason.FIELD, tr("The nonce of the enrolment is too short."))
    return enrolment
