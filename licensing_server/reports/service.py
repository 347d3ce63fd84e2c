"""Takes reports of crashes, and deletes them when their time is over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from licensing_server.database import lock_name
from licensing_server.errors import ApiError
from licensing_server.models.reports import CrashReport

KEPT_SECONDS = 90 * 24 * 3600
"""How long a report is kept: two releases, in which its mistake is mended or not."""
MOST_KEPT = 20_000
"""Reports: 1.3 GB if every one of them is as long as it may be."""
_AT_ONCE = 500


def take(session: Session, report: CrashReport) -> tuple[CrashReport, bool]:
    """Keep `report`, and whether it is new; one that is known already is answered as it was kept.

    Raises:
        ApiError: 409 when another report has this id.
    """
    lock_name(session, f"report {report.id}")
    known = session.get(CrashReport, report.id)
    if known is None:
        session.add(report)
        return report, True
    if (known.version, known.system, known.text) != (report.version, report.system, report.text):
        raise ApiError(409, "report_id_reused", "Another report has this id. Nothing was kept; draw a new id.")
    return known, False


def sweep(session: Session, now: int) -> None:
    """Delete what was kept long enough, and the oldest of too many."""
    session.execute(delete(CrashReport).where(CrashReport.received_at <= now - KEPT_SECONDS))
    order = (CrashReport.received_at.desc(), CrashReport.id)
    too_many = select(CrashReport.id).order_by(*order).offset(MOST_KEPT)
    for ids in batched(session.scalars(too_many).all()):
        session.execute(delete(CrashReport).where(CrashReport.id.in_(ids)))


def batched(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """As many at a time as a statement takes."""
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))
