"""Reads the books again from the beginning and says what does not add up.

Transfers are the truth. From them follow the hash of each one, its running balance and debt, the end of the chain, the
balances, and the totals of every device. Checked besides: nothing below zero (S2), each transfer between two places
(S3), every lot issued exactly as it was granted (S1, S4), nothing taken back beyond its target (S5), and that only use
changes how much was used: refunds, debt and their undoing merely change which lot covers it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from licensing_server.books import places
from licensing_server.books.replays import DeviceTotals, Replay
from licensing_server.models.tables import BALANCES, DEVICE_TOTALS, GRANTS, LEDGERS, TRANSFERS

BATCH = 1000
"""Rows fetched at a time, so that books of any length fit into memory."""


@dataclass(frozen=True, slots=True)
class Report:
    """How much was checked, and what does not add up, in the order in which it was found."""

    accounts: int
    transfers: int
    faults: tuple[str, ...]


def verify_books(session: Session) -> Report:
    """Check every account; the session should read one snapshot."""
    faults: list[str] = []
    totals: DeviceTotals = Counter()
    transfers = 0
    account_ids = session.scalars(select(LEDGERS.c.account_id).order_by(LEDGERS.c.account_id)).all()
    for account_id in account_ids:
        replay = Replay(totals)
        faults += (f"account {account_id}: {fault}" for fault in _verify_account(session, account_id, replay))
        transfers += replay.seq
    faults += _verify_strays(session)
    faults += _verify_totals(session, totals)
    return Report(len(account_ids), transfers, tuple(faults))


def _verify_account(session: Session, account_id: str, replay: Replay) -> Iterator[str]:
    mine = select(TRANSFERS).where(TRANSFERS.c.account_id == account_id).order_by(TRANSFERS.c.seq)
    with session.execute(mine.execution_options(yield_per=BATCH)) as rows:
        for row in rows.mappings():
            yield from replay.follow(row)
    end = session.execute(select(LEDGERS.c.seq, LEDGERS.c.head).where(LEDGERS.c.account_id == account_id)).one()
    if (end.seq, end.head) != (replay.seq, replay.head):
        yield f"the chain ends with transfer {replay.seq} and should end with transfer {end.seq}"
    yield from _verify_balances(session, account_id, replay)
    yield from _verify_lots(session, account_id, replay)


def _verify_balances(session: Session, account_id: str, replay: Replay) -> Iterator[str]:
    rows = session.execute(select(BALANCES).where(BALANCES.c.account_id == account_id, BALANCES.c.amount != 0))
    stored = {(row.lot, row.place): row.amount for row in rows}
    for lot, place in sorted(stored.keys() | replay.amounts.keys()):
        is_, should = stored.get((lot, place), 0), replay.amounts[lot, place]
        if is_ != should:
            yield f"the balance of “{lot}” in “{place}” is {is_}; its transfers make it {should}"


def _verify_lots(session: Session, account_id: str, replay: Replay) -> Iterator[str]:
    grants = session.execute(select(GRANTS).where(GRANTS.c.account_id == account_id).order_by(GRANTS.c.id)).all()
    for grant in grants:
        issued, refunded = -replay.amounts[grant.id, places.ISSUED], replay.amounts[grant.id, places.REFUNDED]
        if issued != grant.credits:
            yield f"lot {grant.id} was granted {grant.credits} credits; {issued} were issued"
        if refunded > grant.refund_target:
            yield f"lot {grant.id} had {refunded} credits taken back; its refunds ask for {grant.refund_target}"
    known = {grant.id for grant in grants}
    for lot, place in sorted(replay.amounts):
        if place == places.ISSUED and replay.amounts[lot, place] and lot not in known:
            yield f"lot {lot} holds credits and was never granted to this account"


def _verify_strays(session: Session) -> Iterator[str]:
    """Rows of accounts without a chain."""
    for name, column in (
        ("transfers", TRANSFERS.c.account_id),
        ("balances", BALANCES.c.account_id),
        ("grants", GRANTS.c.account_id),
    ):
        stray = select(column).where(column.not_in(select(LEDGERS.c.account_id))).distinct().order_by(column)
        yield from (f"account {account_id}: has {name} and no chain" for account_id in session.scalars(stray))


def _verify_totals(session: Session, totals: DeviceTotals) -> Iterable[str]:
    for row in session.execute(select(DEVICE_TOTALS).order_by(DEVICE_TOTALS.c.device_id, DEVICE_TOTALS.c.lot)):
        for which, is_ in (("allot", row.allot), ("ret", row.ret), ("cons", row.cons)):
            should = totals.pop((row.device_id, row.lot, which), 0)
            if is_ != should:
                yield f"device {row.device_id}: `{which}` of lot {row.lot} is {is_}; its transfers make it {should}"
    for device_id, lot, which in sorted(key for key, amount in totals.items() if amount):
        yield f"device {device_id}: `{which}` of lot {lot} is missing"
