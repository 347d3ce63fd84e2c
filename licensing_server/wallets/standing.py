"""How a device is seen, how many credits it may hold, and for how long."""

from __future__ import annotations

from dataclasses import dataclass

from infrasketch_desktop.credits.prices import Policy
from infrasketch_desktop.credits.receipts import DeviceStatus, Environment

DAY = 86_400
FORK_WINDOW = 30 * DAY
FORKS_LIMITED = 2
FORKS_REENROL = 4
"""Credits.md, section 5: two forks in 30 days limit a device, four ask it to enrol again; the first is silent."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What every receipt of this server states, and the policy of its price list. `iss` is the server's address."""

    iss: str
    env: Environment
    policy: Policy
    prices_version: int
    keyset_version: int


def status(recent_forks: int, *, recalled: bool) -> DeviceStatus:
    """FROZEN while the server asks for credits of a refunded lot: the next sync returns them, which ends it."""
    if recent_forks >= FORKS_REENROL:
        return DeviceStatus.REENROL
    if recent_forks >= FORKS_LIMITED:
        return DeviceStatus.LIMITED
    return DeviceStatus.FROZEN if recalled else DeviceStatus.OK


def most_held(policy: Policy, seen_as: DeviceStatus, *, devices: int, pool: int) -> int:
    """How many credits a device may hold, whatever it wants. The account has `devices`, and `pool` credits beyond."""
    if seen_as is DeviceStatus.REENROL:
        return 0
    if seen_as is DeviceStatus.LIMITED:
        return policy.bucket_limited
    if devices <= 1:
        return policy.bucket_single
    return policy.bucket_several + pool * policy.bucket_percent // 100


def lease_until(policy: Policy, *, devices: int, now: int) -> int:
    return now + DAY * (policy.lease_days_single if devices <= 1 else policy.lease_days)
