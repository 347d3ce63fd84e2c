"""Limits count in the database, within a window that slides."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import func, select

from licensing_server import limits
from licensing_server.errors import ApiError
from licensing_server.limits import Claim, Rule, admit, forget, sweep
from licensing_server.models.accounts import Attempt
from tests.support.licensing import LicensingServer

RULE = Rule("tries", most=3, seconds=60)


def test_the_window_slides(server: LicensingServer) -> None:
    claim = Claim(RULE, "somebody")
    for at in (0, 20, 40):
        admit(server.database, at, claim)

    with pytest.raises(ApiError) as refused:
        admit(server.database, 41, claim)
    assert (refused.value.status, refused.value.headers["Retry-After"]) == (429, "19")
    admit(server.database, 60, claim)
    with pytest.raises(ApiError):
        admit(server.database, 79, claim)
    admit(server.database, 80, claim)


def test_a_refused_attempt_is_not_counted(server: LicensingServer) -> None:
    here, everywhere = Claim(RULE, "here"), Claim(Rule("all", most=1, seconds=60), "everybody")
    admit(server.database, 0, everywhere)
    for _ in range(5):
        with pytest.raises(ApiError):
            admit(server.database, 1, here, everywhere)
    for _ in range(3):
        admit(server.database, 1, here)


def test_subjects_and_rules_do_not_share(server: LicensingServer) -> None:
    for subject in ("a", "b"):
        for rule in (RULE, Rule("others", most=3, seconds=60)):
            for _ in range(3):
                admit(server.database, 0, Claim(rule, subject))


def test_forgetting_starts_anew(server: LicensingServer) -> None:
    claim = Claim(RULE, "somebody")
    for _ in range(3):
        admit(server.database, 0, claim)
    with server.database.transaction() as session:
        forget(session, claim)
    admit(server.database, 0, claim)


def test_no_more_are_admitted_when_many_ask_at_once(server: LicensingServer) -> None:
    claim = Claim(Rule("rush", most=5, seconds=60), "somebody")
    admitted: list[bool] = []
    start = threading.Barrier(12)

    def ask() -> None:
        server.database.ping()
        start.wait()
        try:
            admit(server.database, 0, claim)
            admitted.append(True)
        except ApiError:
            admitted.append(False)

    threads = [threading.Thread(target=ask) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (len(admitted), sum(admitted)) == (12, 5)


def test_what_nobody_counts_any_more_is_swept(server: LicensingServer) -> None:
    admit(server.database, 0, Claim(RULE, "old"))
    admit(server.database, 86_401, Claim(RULE, "new"))
    with server.database.transaction() as session:
        sweep(session, 86_401)
        assert session.scalar(select(func.count()).select_from(Attempt)) == 1


@pytest.mark.parametrize(("seconds", "words"), [(1, "1 seconds"), (119, "119 seconds"), (121, "3 minutes")])
def test_the_wait_is_said_in_words(seconds: int, words: str) -> None:
    assert limits._in_words(seconds) == words
