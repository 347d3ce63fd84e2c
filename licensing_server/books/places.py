"""Where credits of a lot can be.

Each transfer moves credits of one lot between two places of one account. Two places are contra accounts and run
negative: `issued`, which every credit comes from, and `owed`, which every debt comes from. The others never do.

`repaid:<lot>` holds credits that cover a debt, named by what it came from: a refunded lot whose credits had been used
(`repaid:<lot>`), or use beyond everything the account had (`repaid:` alone). It is a kind of consumption that can be
told apart, so that a refund which is undone gives back exactly what was taken.
"""

from __future__ import annotations

ISSUED = "issued"
POOL = "pool"
CONSUMED = "consumed"
EXPIRED = "expired"
REFUNDED = "refunded"
OWED = "owed"
DEBT = "debt"
CONTRA = frozenset({ISSUED, OWED})

NO_LOT = ""
"""Names the debt of use that no lot ever covered."""

DEVICE_PREFIX = "device:"
HELD_PREFIX = "held:"
REPAID_PREFIX = "repaid:"


def device(device_id: str) -> str:
    """Set aside for a device, to be spent without a network."""
    return DEVICE_PREFIX + device_id


def held(op: str) -> str:
    """Set aside on the server for one piece of work."""
    return HELD_PREFIX + op


def repaid(debt_of: str) -> str:
    """Used up to cover a debt."""
    return REPAID_PREFIX + debt_of


def is_credit(place: str) -> bool:
    """Whether credits here belong to the balance of the account."""
    return place == POOL or place.startswith((DEVICE_PREFIX, HELD_PREFIX))


def is_use(place: str) -> bool:
    """Whether what is here was used: covered by a lot, or owed."""
    return place in {CONSUMED, DEBT} or place.startswith(REPAID_PREFIX)


def is_waiting(place: str) -> bool:
    """Whether credits here may still come back, so that a refund waits for them."""
    return place.startswith((DEVICE_PREFIX, HELD_PREFIX))
