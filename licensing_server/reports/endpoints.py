"""The endpoint that takes reports of crashes."""

from __future__ import annotations

from fastapi import APIRouter, Response

from licensing_server.dependencies import ClientAddress, Seconds, WithParts, WritingSession
from licensing_server.errors import answers
from licensing_server.limits import Claim, Rule, admit
from licensing_server.models.reports import CrashReport
from licensing_server.reports.gist import gist_of
from licensing_server.reports.schemas import ReportAnswer, ReportBody
from licensing_server.reports.service import KEPT_SECONDS, take

router = APIRouter(prefix="/api/reports", tags=["reports"])

REPORTS = Rule("reports", most=10, seconds=3600)
"""For each network; a program that crashes again and again has said by then what there is to say."""
ALL_REPORTS = Rule("all reports", most=2000, seconds=24 * 3600)
"""For everybody together: at most 128 MB a day."""


@router.post(
    "",
    status_code=201,
    responses={
        **answers(409, 429),
        200: {"model": ReportAnswer, "description": "The report was known; nothing is new."},
    },
)
def send(
    *,
    body: ReportBody,
    response: Response,
    session: WritingSession,
    parts: WithParts,
    now: Seconds,
    address: ClientAddress,
) -> ReportAnswer:
    """Keep a report of a crash for 90 days. It needs no sign-in, and who sent it is not stored."""
    admit(parts.database, now, Claim(REPORTS, address), Claim(ALL_REPORTS, "everybody"))
    gist = gist_of(body.text)
    report = CrashReport(
        id=body.id,
        received_at=now,
        version=body.version,
        system=body.system,
        text=body.text,
        fingerprint=gist.fingerprint,
        headline=gist.headline,
    )
    kept, is_new = take(session, report)
    response.status_code = 201 if is_new else 200
    return ReportAnswer(id=kept.id, kept_until=kept.received_at + KEPT_SECONDS)
