"""Brings the content of older sketch files up to date, as plain dictionaries and in memory only.

A function under number n turns a version n payload into version n+1. Once released it is never changed, and a file of
each released version stays in the tests for ever.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Payload = dict[str, Any]
Upgrade = Callable[[Payload], Payload]

UPGRADES: Mapping[int, Upgrade] = {}
"""None yet: version 1 is the first."""


def upgrade(payload: Payload, version: int, current: int, upgrades: Mapping[int, Upgrade]) -> Payload:
    """`payload` of `version` as one of version `current`."""
    for number in range(version, current):
        payload = upgrades[number](payload)
    return payload
