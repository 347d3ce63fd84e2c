"""Credits with one lifetime are one lot; which lot is spent first is the same on both sides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from infrasketch_desktop.credits.errors import DocumentError, Reason
from infrasketch_desktop.credits.fields import Fields
from infrasketch_desktop.language import tr

NEVER = 1 << 62
"""Sorts behind every expiry; never written into a document."""


class LotKind(StrEnum):
    """Where the credits of a lot come from."""

    PLAN = "plan"
    BONUS = "bonus"
    PACK = "pack"
    GRACE = "grace"


PRIORITIES: Mapping[LotKind, int] = {LotKind.PLAN: 10, LotKind.BONUS: 20, LotKind.PACK: 30, LotKind.GRACE: 90}
"""What has the shortest life by nature is spent first; a lower number goes first."""
FREE_KINDS = frozenset({LotKind.BONUS, LotKind.GRACE})


class Burnable(Protocol):
    """What the burn order looks at."""

    @property
    def g(self) -> str: ...
    @property
    def kind(self) -> LotKind: ...
    @property
    def prio(self) -> int: ...
    @property
    def eff(self) -> int: ...
    @property
    def exp(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Lot:
    """One lot as a receipt states it for one device: totals since the epoch began, never changes.

    `g` names the grant; usable while `eff <= now < exp` (None: for ever); `allot`, `ret` and `cons` are what was ever
    set aside for this device, taken back from it and consumed by it; `recall` is what the server asks back.
    """

    g: str
    kind: LotKind
    prio: int
    eff: int
    exp: int | None
    allot: int
    ret: int
    cons: int
    recall: int = 0

    @property
    def bucket(self) -> int:
        """What the server has set aside for this device and not yet seen spent."""
        return self.allot - self.ret - self.cons

    def usable_at(self, now: int) -> bool:
        return self.eff <= now and (self.exp is None or now < self.exp)

    def payload(self) -> dict[str, Any]:
        return {
            "g": self.g,
            "kind": self.kind.value,
            "prio": self.prio,
            "eff": self.eff,
            "exp": self.exp,
            "allot": self.allot,
            "ret": self.ret,
            "cons": self.cons,
            "recall": self.recall,
        }

    @classmethod
    def read(cls, fields: Fields) -> Lot:
        """Raises DocumentError, also for totals that cannot be."""
        lot = cls(
            fields.text("g"),
            _kind(fields),
            fields.integer("prio"),
            fields.integer("eff"),
            fields.optional_integer("exp"),
            fields.integer("allot"),
            fields.integer("ret"),
            fields.integer("cons"),
            fields.integer("recall"),
        )
        if lot.bucket < 0:
            raise DocumentError(Reason.FIELD, tr("The totals of the lot “{lot}” contradict each other.", lot=lot.g))
        return lot


def burn_key(lot: Burnable) -> tuple[int, int, bool, int, str]:
    """Sorts lots into the order in which they are spent, total and the same on both sides:

    priority, earlier expiry, free before paid, earlier start, id.
    """
    expiry = NEVER if lot.exp is None else lot.exp
    return lot.prio, expiry, lot.kind not in FREE_KINDS, lot.eff, lot.g


def pick(lots: Iterable[Lot], remaining: Mapping[str, int], amount: int, now: int) -> dict[str, int]:
    """From which lots `amount` credits are taken at `now`: amounts by lot, less in all than asked for if too few."""
    picked: dict[str, int] = {}
    for lot in sorted(lots, key=burn_key):
        part = min(amount, remaining.get(lot.g, 0)) if lot.usable_at(now) else 0
        if part > 0:
            picked[lot.g] = part
            amount -= part
    return picked


def _kind(fields: Fields) -> LotKind:
    try:
        return LotKind(fields.text("kind"))
    except ValueError as error:
        raise DocumentError(Reason.FIELD, tr("The document names an unknown kind of lot.")) from error
