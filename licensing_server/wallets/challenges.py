"""Numbered challenges: proof that a request is newer than every one that was accepted before."""

from __future__ import annotations

from sqlalchemy import bindparam, delete, insert, text
from sqlalchemy.orm import Session

from infrasketch_desktop.credits.chain import GENESIS
from licensing_server.clock import NewSecret
from licensing_server.models.tables import CHALLENGES

CHALLENGE_SECONDS = 5 * 60
MOST_OPEN = 16
"""Of one device at a time; an older one is forgotten. Devices ask for one, use it, and ask again."""

_NEXT = text(
    "INSERT INTO wallets (device_id, acked_head, challenged, "
    "epoch, acked_seq, rebase_seq, rseq, accepted, lease_until, forks) "
    "VALUES (:device_id, :genesis, 1, 0, 0, 0, 0, 0, 0, 0) "
    "ON CONFLICT (device_id) DO UPDATE SET challenged = wallets.challenged + 1 RETURNING challenged"
)


_ADD = insert(CHALLENGES)
_FORGET = delete(CHALLENGES).where(
    CHALLENGES.c.device_id == bindparam("device"),
    (CHALLENGES.c.expires_at <= bindparam("now")) | (CHALLENGES.c.number <= bindparam("oldest")),
)


def give(session: Session, device_id: str, now: int, new_secret: NewSecret) -> tuple[str, int]:
    """A new challenge for an enrolled device, and until when it may be answered."""
    number = session.execute(_NEXT, {"device_id": device_id, "genesis": GENESIS}).scalar_one()
    secret, until = new_secret(), now + CHALLENGE_SECONDS
    session.execute(_FORGET, {"device": device_id, "now": now, "oldest": number - MOST_OPEN})
    session.execute(_ADD, {"device_id": device_id, "number": number, "secret": secret, "expires_at": until})
    return f"{number}.{secret}", until


def read(challenge: str) -> tuple[int, str]:
    """Number and secret; (0, "") for what was never given."""
    number, _, secret = challenge.partition(".")
    # Eight digits are more challenges than a device can ask for, and fit into every column.
    return (int(number), secret) if number.isascii() and number.isdigit() and len(number) <= 8 else (0, "")  # noqa: PLR2004
