"""What a device tells the server, signed by the device: every entry since the last one the server confirmed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from infrasketch_desktop.credits.chain import Link
from infrasketch_desktop.credits.documents import FORMAT_VERSION
from infrasketch_desktop.credits.errors import DocumentError, Reason
from infrasketch_desktop.credits.fields import Fields
from infrasketch_desktop.credits.keys import from_base64url, to_base64url
from infrasketch_desktop.language import tr

MOST_ENTRIES = 5000
"""In one request; a device with more asks again."""


@dataclass(frozen=True, slots=True)
class SyncRequest:
    """One request. `chal` is the server's challenge, or None when the request travels as a file.

    `base` is the last entry the device knows to be confirmed; `entries` are the bodies after it, in order; `head` is
    the last entry the device has, which is further than the last of `entries` only when there were too many for one
    request; `want` is how many credits the device would like to hold.
    """

    dev: str
    acc: str
    chal: str | None
    base: Link
    entries: tuple[bytes, ...]
    head: Link
    want: int
    last_rseq: int
    nonce: str

    @property
    def epoch(self) -> int:
        return self.base.epoch

    @property
    def complete(self) -> bool:
        """Whether the entries reach the head, so that what is missing here does not exist on the device."""
        return self.base.seq + len(self.entries) == self.head.seq

    def payload(self) -> dict[str, Any]:
        """The fields of the document, ready to be signed."""
        return {
            "v": FORMAT_VERSION,
            "iss": self.dev,
            "dev": self.dev,
            "acc": self.acc,
            "chal": self.chal,
            "epoch": self.base.epoch,
            "base_seq": self.base.seq,
            "base_head": self.base.head,
            "entries": [to_base64url(body) for body in self.entries],
            "head_seq": self.head.seq,
            "head": self.head.head,
            "want": self.want,
            "last_rseq": self.last_rseq,
            "nonce": self.nonce,
        }


def read_sync_request(payload: Mapping[str, Any]) -> SyncRequest:
    """The request behind a verified payload.

    Raises:
        DocumentError: FIELD or BASE64; TOO_LARGE for more than MOST_ENTRIES.
    """
    fields = Fields(payload)
    entries = fields.texts("entries", longest=8192)
    if len(entries) > MOST_ENTRIES:
        raise DocumentError(
            Reason.TOO_LARGE, tr("A request carries at most {most_entries} entries.", most_entries=MOST_ENTRIES)
        )
    epoch = fields.count("epoch")
    return SyncRequest(
        _device(fields),
        fields.text("acc"),
        fields.optional_text("chal"),
        Link(fields.count("base_seq"), fields.hash("base_head"), epoch),
        tuple(from_base64url(entry) for entry in entries),
        Link(fields.count("head_seq"), fields.hash("head"), epoch),
        fields.integer("want"),
        fields.count("last_rseq"),
        fields.text("nonce"),
    )


def _device(fields: Fields) -> str:
    device = fields.text("dev")
    if fields.text("iss") != device:
        raise DocumentError(Reason.AUDIENCE, tr("The request speaks for another device than the one that signed it."))
    return device
