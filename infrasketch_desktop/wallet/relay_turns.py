"""What a person decides about an answer of the vendor's relay: taken it is paid for, refused it is given back."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from infrasketch_desktop.wallet.errors import ServerRefusedError, WalletError

MOST_RETURNS = 3
"""How often credits are handed back for one piece of work: a sync that comes in between takes them here again."""
_NEVER = threading.Event()
_MOST_TRIES = 4
_PAUSE_SECONDS = 1.0
"""Between two tries while the server still settles an answer that was stopped: so it says in Retry-After."""


@dataclass(frozen=True, slots=True)
class TurnCost:
    """`credits` were paid for a turn, or given back; the account has `balance` then."""

    credits: int
    balance: int


def patiently(decide: Callable[[], TurnCost], pause: Callable[[float], object] = _NEVER.wait) -> TurnCost:
    """The result of `decide`, once the server knows that the turn has ended. Raises ServerRefusedError."""
    for _ in range(_MOST_TRIES - 1):
        try:
            return decide()
        except ServerRefusedError as error:
            if error.code != "turn_running":
                raise
        pause(_PAUSE_SECONDS)
    return decide()


def is_unknown_turn(error: WalletError) -> bool:
    """Whether the server knows nothing of a turn: it never began, so that nothing was charged for it."""
    return isinstance(error, ServerRefusedError) and error.code == "unknown_turn"


def missing_on_server(details: Mapping[str, Any]) -> int:
    """How many credits of the devices the server needs to do what it refused; 0 where they would not help.

    `details` are what it says beside a 402.
    """
    required, remaining, on_devices = (
        details.get(name) for name in ("required", "credits_remaining", "credits_on_devices")
    )
    if not (isinstance(required, int) and isinstance(remaining, int) and isinstance(on_devices, int)):
        return 0
    missing = required - remaining
    return missing if 0 < missing <= on_devices else 0
