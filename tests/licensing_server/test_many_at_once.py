"""Many requests at once: none waits for another that waits for it, and each device is taken in once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import func, select

from licensing_server.models.accounts import Account, Device
from licensing_server.models.money import Grant
from licensing_server.settings import Settings
from tests.support.licensing import URL, Clock, LicensingServer, device_key, enrolment, running_server

THREADS = 3
REQUESTS = 30


@pytest.fixture
def narrow(database_url: str, tmp_path: Path, now: Clock) -> Iterator[LicensingServer]:
    """A server with as many connections as threads, and far fewer of both than requests."""
    told = Settings(data=tmp_path, public_url=URL, threads=THREADS)
    with running_server(database_url, tmp_path, now, settings=told, connections=THREADS) as server:
        yield server


def test_requests_do_not_wait_for_each_other_in_a_circle(narrow: LicensingServer) -> None:
    me = narrow.enrol()
    with ThreadPoolExecutor(REQUESTS) as pool:
        calls = [pool.submit(narrow.client.get, "/api/devices", headers=me.headers) for _ in range(REQUESTS)]
        calls += [pool.submit(narrow.client.post, "/api/auth/logout", json={"refresh_token": "x"}) for _ in calls]

    assert {call.result().status_code for call in calls} == {200, 204}


def test_a_device_that_knocks_many_times_at_once_is_taken_in_once(narrow: LicensingServer) -> None:
    bodies = [enrolment(device_key(), at=narrow.clock(), nonce=f"knock {number:020}") for number in range(8)]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda body: narrow.client.post("/api/devices", json=body), bodies))

    assert sorted(answer.status_code for answer in answers) == [200] * 7 + [201]
    assert len({answer.json()["account_id"] for answer in answers}) == 1
    with narrow.database.reading() as session:
        for table in (Account, Device, Grant):
            assert session.scalar(select(func.count()).select_from(table)) == 1


def test_devices_that_sign_in_at_once_all_come_along(narrow: LicensingServer) -> None:
    narrow.sign_up()
    devices = [narrow.enrol(number) for number in range(6)]
    with ThreadPoolExecutor(6) as pool:
        signed_in = list(pool.map(lambda device: narrow.sign_in(by=device), devices))

    assert len({session.account_id for session in signed_in}) == 1
    with narrow.database.reading() as session:
        owners = session.execute(select(Grant.account_id, func.sum(Grant.credits)).group_by(Grant.account_id)).all()
    assert owners == [(signed_in[0].account_id, 60)]


def test_one_refresh_token_used_twice_at_once_is_used_once(narrow: LicensingServer) -> None:
    me = narrow.enrol()
    body = {"refresh_token": me.refresh_token}
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: narrow.client.post("/api/auth/refresh", json=body), range(4)))

    assert sorted(answer.status_code for answer in answers) == [200, 401, 401, 401]
