"""Several processes, every event several times, any order: each page is granted once and the books balance."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select

from licensing_server.books.reports import verify_books
from licensing_server.models.money import Grant
from licensing_server.models.purchases import Purchase
from tests.support.webhook_fleet import deliver_in_processes, paid_pages, repeated_news, sandbox_parts


def exactly_once(url: str, folder: Path, *, pages: int, times: int, processes: int) -> None:
    parts = sandbox_parts(url, folder)
    try:
        sold, late_rows = paid_pages(parts, pages, accounts=max(4, pages // 20), without_row=pages // 4)
        deliveries = repeated_news(parts, sold, times)
        results = deliver_in_processes(url, folder, [*deliveries, *late_rows], processes)
        assert results.total() == pages * times + len(late_rows)
        assert results["ignored"] == 0
        with parts.database.reading() as session:
            count, credits_ = session.execute(select(func.count(), func.sum(Grant.credits))).one()
            states = session.execute(select(Purchase.state, func.count()).group_by(Purchase.state)).all()
            assert (count, credits_) == (pages, sum(page.credits for page in sold))
            assert [tuple(row) for row in states] == [("paid", pages)]
            assert verify_books(session).faults == ()
    finally:
        parts.database.close()


def test_four_processes_grant_each_of_sixty_pages_once(postgresql_url: str, tmp_path: Path):
    exactly_once(postgresql_url, tmp_path, pages=60, times=4, processes=4)


def test_two_processes_grant_each_page_once_on_sqlite(sqlite_url: str, tmp_path: Path):
    exactly_once(sqlite_url, tmp_path, pages=20, times=3, processes=2)


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_eight_processes_grant_each_of_two_thousand_pages_once(postgresql_url: str, tmp_path: Path):
    exactly_once(postgresql_url, tmp_path, pages=2000, times=8, processes=8)
