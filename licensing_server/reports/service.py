"""Takes reports of crashes, and gives them to the vendor."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from licensing_server.database import lock_name
from licensing_server.errors import ApiError
from licensing_server.models.reports import CrashReport

KEPT_SECONDS = 90 * 24 * 3600
"""How long a report is kept: two releases, in which its mistake is mended or not."""


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


def newest(session: Session, limit: int) -> Sequence[CrashReport]:
    """The newest reports, the last one first."""
    order = (CrashReport.received_at.desc(), CrashReport.id)
    return session.scalars(select(CrashReport).order_by(*order).limit(limit)).all()


def find(session: Session, named: str) -> CrashReport | None:
    """The report whose id is, or is the only one that begins with, `named`."""
    found = session.scalars(select(CrashReport).where(CrashReport.id.startswith(named, autoescape=True)).limit(2)).all()
    return found[0] if len(found) == 1 else next((one for one in found if one.id == named), None)


def sweep(session: Session, now: int) -> None:
    """Delete what was kept long enough."""
    session.execute(delete(CrashReport).where(CrashReport.received_at <= now - KEPT_SECONDS))
