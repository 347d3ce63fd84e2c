"""What to say beside something that costs credits, and whether it can be had now."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.credits.controller import Known, Link
from infrasketch_desktop.ui.credits.desk import Balance
from infrasketch_desktop.ui.credits.words import credits_text
from infrasketch_desktop.ui.numbers import number


class Verdict(StrEnum):
    """Whether the work can be paid for. WAIT: the wallet is being read or set up; MEET: the server has to be met."""

    FREE = "free"
    PAYABLE = "payable"
    WAIT = "wait"
    MEET = "meet"
    TOO_FEW = "too_few"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Offer:
    """The price of one piece of work as it is shown: `cost`, what it means for the balance, a quiet remark."""

    verdict: Verdict
    cost: str
    meaning: str = ""
    remark: str = ""

    @property
    def is_locked(self) -> bool:
        """Whether something stands between the person and the work."""
        return self.verdict in (Verdict.TOO_FEW, Verdict.BLOCKED, Verdict.MEET)


def offer(price: int | None, known: Known) -> Offer:
    """What to show for work of `price` credits, by what is known now; None while no price list has been read."""
    if price == 0:
        return Offer(Verdict.FREE, tr("Free"))
    cost = credits_text(price) if price is not None else ""
    if price is None or known.balance is None:
        return _unread(cost, known)
    if known.balance.is_new:
        return _first(cost, known)
    if not known.balance.may_spend:
        verdict = Verdict.MEET if known.balance.is_mended_by_sync else Verdict.BLOCKED
        return Offer(verdict, cost, "", f"{known.balance.what} {known.balance.advice}".strip())
    return _weighed(price, cost, known.balance)


def _unread(cost: str, known: Known) -> Offer:
    if known.link is Link.TROUBLE:
        return Offer(Verdict.MEET, cost, tr("the wallet could not be read"), known.trouble)
    return Offer(Verdict.WAIT, cost, tr("looking into your wallet…"))


def _first(cost: str, known: Known) -> Offer:
    """Before the first meeting with the server, which opens an account with a few credits."""
    if known.link in (Link.OFFLINE, Link.TROUBLE):
        return Offer(Verdict.MEET, cost, tr("your wallet is set up when the server is reached"), known.trouble)
    return Offer(Verdict.WAIT, cost, tr("setting up your wallet…"))


def _weighed(price: int, cost: str, balance: Balance) -> Offer:
    left = balance.available
    if left < price:
        missing = tr("{left} left, {missing} missing", left=number(left), missing=number(price - left))
        return Offer(Verdict.TOO_FEW, cost, missing)
    meaning = tr("{left} left → {after} after", left=number(left), after=number(left - price))
    remark = tr("Only {credits} left.", credits=credits_text(left)) if balance.low else ""
    return Offer(Verdict.PAYABLE, cost, meaning, remark)
