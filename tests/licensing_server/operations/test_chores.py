"""What nobody asks for any more is deleted; money, receipts and the audit are not."""

from __future__ import annotations

from sqlalchemy import func, select

from licensing_server.models import Base
from licensing_server.operations.chores import jobs_of, tidy_up
from tests.support.licensing import LicensingServer

SWEPT = {"attempts", "enrolment_proofs", "idempotency", "mail_tokens", "refresh_tokens"}


def _counts(server: LicensingServer) -> dict[str, int]:
    with server.database.reading() as session:
        return {
            name: session.scalar(select(func.count()).select_from(table)) or 0
            for name, table in Base.metadata.tables.items()
        }


def test_nothing_young_is_deleted(server: LicensingServer) -> None:
    server.sign_up(by=server.enrol())
    before = _counts(server)

    tidy_up(server.parts)

    assert _counts(server) == before


def test_after_a_hundred_days_only_what_counts_is_left(server: LicensingServer) -> None:
    server.sign_up(by=server.enrol())
    before = _counts(server)
    server.clock.forward(days=100)

    tidy_up(server.parts)

    after = _counts(server)
    assert {name for name in before if after[name] < before[name]} == SWEPT & {n for n in before if before[n]}
    assert all(after[name] == 0 for name in SWEPT)


def test_every_job_has_a_name_of_its_own(sqlite_server: LicensingServer) -> None:
    names = [job.name for job in jobs_of(sqlite_server.parts)]

    assert {"mail", "tidying", "reconciliation", "sandbox courier"} <= set(names)
    assert len(set(names)) == len(names)
