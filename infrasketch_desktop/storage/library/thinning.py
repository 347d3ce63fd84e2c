"""Decides which local versions of a sketch to keep: close together lately, further apart the older they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

HOUR = 60 * 60 * 1000
DAY = 24 * HOUR
"""Milliseconds, as the library counts time."""


@dataclass(frozen=True, slots=True)
class ThinningPolicy:
    """Everything for a day, then the last of each hour for a week, then the last of each day; within both caps."""

    keep_all: int = DAY
    hourly: int = 7 * DAY
    max_count: int = 500
    max_bytes: int = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Kept:
    """A version as the policy sees it; `size` in bytes as stored, 0 when it shares the content of another."""

    id: int
    taken_at: int
    size: int


def superfluous(versions: Iterable[Kept], now: int, policy: ThinningPolicy) -> tuple[int, ...]:
    """Ids of the versions to drop. The newest always stays, whatever its size."""
    dropped: list[int] = []
    slots: set[tuple[int, int]] = set()
    count = total = 0
    for version in sorted(versions, key=lambda v: (v.taken_at, v.id), reverse=True):
        slot = _slot(version, now, policy)
        fits = count < policy.max_count and total + version.size <= policy.max_bytes
        if count and (slot in slots or not fits):
            dropped.append(version.id)
            continue
        slots.add(slot)
        count += 1
        total += version.size
    return tuple(dropped)


def _slot(version: Kept, now: int, policy: ThinningPolicy) -> tuple[int, int]:
    """Versions in one slot are represented by the newest of them."""
    age = now - version.taken_at
    if age <= policy.keep_all:
        return (0, version.id)
    width = HOUR if age <= policy.hourly else DAY
    return (width, version.taken_at // width)
