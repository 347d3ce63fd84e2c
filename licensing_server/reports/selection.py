"""What the vendor asks for among the reports: the newest, one, those of one mistake, how many of which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session, defer

from licensing_server.models.reports import CrashReport

_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which reports; "" and None mean all. `since` and `before` are seconds UTC."""

    since: int | None = None
    before: int | None = None
    version: str = ""
    fingerprint: str | None = None
    """ "" asks for those that tell of no mistake."""

    @property
    def conditions(self) -> list[ColumnElement[bool]]:
        found: list[ColumnElement[bool]] = []
        if self.since is not None:
            found.append(CrashReport.received_at >= self.since)
        if self.before is not None:
            found.append(CrashReport.received_at < self.before)
        if self.version:
            found.append(CrashReport.version == self.version)
        if self.fingerprint is not None:
            found.append(CrashReport.fingerprint == self.fingerprint)
        return found


@dataclass(frozen=True, slots=True)
class Group:
    """Reports of one mistake; `first_at` and `last_at` are when they came, in seconds UTC."""

    fingerprint: str
    headline: str
    count: int
    versions: int
    first_at: int
    last_at: int


def listed(session: Session, wanted: Wanted, *, limit: int, offset: int = 0) -> Sequence[CrashReport]:
    """The newest first, without their texts."""
    order = (CrashReport.received_at.desc(), CrashReport.id)
    found = select(CrashReport).where(*wanted.conditions).order_by(*order).limit(limit).offset(offset)
    found = found.options(defer(CrashReport.text, raiseload=True))
    return session.scalars(found).all()


def grouped(session: Session, wanted: Wanted, *, limit: int) -> Sequence[Group]:
    """The mistakes that most reports tell of first."""
    count, last = func.count(CrashReport.id), func.max(CrashReport.received_at)
    columns: tuple[Any, ...] = (
        *(CrashReport.fingerprint, func.min(CrashReport.headline), count),
        *(func.count(CrashReport.version.distinct()), func.min(CrashReport.received_at), last),
    )
    found = select(*columns).where(*wanted.conditions).group_by(CrashReport.fingerprint)
    ordered = found.order_by(count.desc(), last.desc(), CrashReport.fingerprint).limit(limit)
    return [Group(*row) for row in session.execute(ordered)]


def counted(session: Session, wanted: Wanted) -> int:
    return session.scalar(select(func.count(CrashReport.id)).where(*wanted.conditions)) or 0


def every(session: Session, wanted: Wanted) -> Iterator[CrashReport]:
    """All of them, the oldest first, a few in memory at a time."""
    order = (CrashReport.received_at, CrashReport.id)
    found = select(CrashReport).where(*wanted.conditions).order_by(*order).execution_options(yield_per=_AT_ONCE)
    yield from session.scalars(found)


def find(session: Session, named: str) -> CrashReport | None:
    """The report whose id is, or is the only one that begins with, `named`."""
    found = session.scalars(select(CrashReport).where(CrashReport.id.startswith(named, autoescape=True)).limit(2)).all()
    return found[0] if len(found) == 1 else next((one for one in found if one.id == named), None)


def deleted(session: Session, wanted: Wanted) -> int:
    """Delete them, and say how many they were."""
    number = counted(session, wanted)
    session.execute(delete(CrashReport).where(*wanted.conditions))
    return number
