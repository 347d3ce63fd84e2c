"""Everything at once: processes that race for the same accounts leave them as if they had come one after the other."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from httpx2 import Response
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from infrasketch_desktop.credits import canonical
from infrasketch_desktop.credits.chain import EntryKind
from infrasketch_desktop.credits.keys import from_base64url
from licensing_server.books.reports import verify_books
from licensing_server.database import Database, lock_account
from licensing_server.devices.removal import revoke
from licensing_server.merging import merge_accounts
from licensing_server.models.accounts import Account, Device, SignIn, User
from licensing_server.models.money import Grant, IssuedReceipt, Op
from licensing_server.models.purchases import Purchase
from licensing_server.wallets.checks import verify_wallets
from tests.support.cashiers import sandbox_cashier
from tests.support.households import Household
from tests.support.licensing import EMAIL, PASSWORD, Clock, LicensingServer, device_key, enrolment, running_server
from tests.support.racing import Answer, race, racing_parts
from tests.support.waiting import wait_until

ALLOWED = {
    "sync": {200, 403, 409},  # the laptop is removed; a challenge is answered once, and the newest counts
    "hello": {200, 403},
    "webhook": {200},
    "buy": {201},
    "reconcile": {200},
    "reserve": {200, 402},
    "commit": {200, 409},
    "release": {200, 409},
    "login": {200, 401},  # the laptop's sign-in ends when it is removed
    "revoke": {200},
    "refresh": {200, 401},
    "enrol": {200, 201, 403},
    "verify": {200, 410},
}
"""The answers that some order, one after the other, would give as well. 500 and 503 are in none."""


@pytest.fixture
def server(postgresql_url: str, tmp_path: Path, now: Clock) -> Iterator[LicensingServer]:
    """The server that prepares and judges; those that race are processes of their own."""
    random_ones = racing_parts(postgresql_url, tmp_path / "names", now())
    made = {"new_id": random_ones.new_id, "new_secret": random_ones.new_secret, "gateway": random_ones.gateway}
    with running_server(postgresql_url, tmp_path / "data", now, **made) as running:
        yield running
    random_ones.database.close()


def run(server: LicensingServer, url: str, folder: Path, *, rounds: int, processes: int) -> None:
    for number in range(1, rounds + 1):
        server.clock.forward(minutes=61)  # limits count by the hour
        household = Household(server, sandbox_cashier(server.parts), number)
        household.prepare()
        random.Random(number).shuffle(household.work)
        answers = race(url, folder / f"round {number}", household.work, at=server.clock(), processes=processes)
        assert strange(answers) == []
        household.settle()
        judge(server.database, household, answers)
    with server.database.reading() as session:
        assert verify_books(session).faults == ()
        assert verify_wallets(session) == ()
    assert deadlocks(server.database) == 0


def deadlocks(database: Database) -> int:
    """Those that were tried again with success as well. Processes that have ended have told of theirs."""
    question = text("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
    with database.glance() as connection:
        return int(connection.execute(question).scalar_one())


def strange(answers: Sequence[Answer]) -> list[Answer]:
    found = [answer for answer in answers if answer.status not in ALLOWED[answer.label.split()[0]]]
    return found + [answer for answer in answers if answer.label == "reconcile" and answer.text]


def judge(database: Database, household: Household, answers: Sequence[Answer]) -> None:
    statuses = defaultdict(Counter[int])
    for answer in answers:
        statuses[answer.label][answer.status] += 1
    assert statuses["refresh"][200] <= 1
    assert statuses["verify"] == {200: 1, 410: 1}
    assert statuses["enrol new"] == {201: 1, 200: 1}
    for key in ("one", "two"):
        begun = {answer.text for answer in answers if answer.label == f"buy {key} desktop"}
        assert len(begun) == 1, "the same key names the same purchase"
    judge_grants(database, household)
    judge_accounts(database, household)
    judge_receipts(database, household)


def judge_grants(database: Database, household: Household) -> None:
    with database.reading() as session:
        mine = select(Grant.source_id, Grant.credits, Grant.refund_target).where(Grant.source_id.in_(household.pages))
        granted = {row.source_id: (row.credits, row.refund_target) for row in session.execute(mine)}
        counted = select(Op.op).where(Op.op.in_(household.ops), Op.type == EntryKind.COMMIT.value)
        ops = Counter(session.scalars(counted))
    assert granted == dict(zip(household.pages, [(100, 40), (100, 0), (100, 20), (100, 100)], strict=True))
    assert {op for op in household.ops if not op.startswith("laptop")} <= set(ops)
    assert set(ops.values()) == {1}


def judge_accounts(database: Database, household: Household) -> None:
    owner = household.sessions["desktop"].account_id
    with database.reading() as session:
        devices = {device.id: device for device in session.scalars(select(Device))}
        kept = [devices[wallet.device] for wallet in household.wallets.values()]
        assert {device.account_id for device in kept} == {owner}
        merged = select(Account.id).where(Account.merged_into.is_not(None))
        for table in (Device, SignIn, Purchase, Grant, User):
            left = session.scalar(select(func.count()).select_from(table).where(table.account_id.in_(merged)))
            assert left == 0, f"{table.__tablename__} of an account that was merged"
        removed = select(Device.id).where(Device.revoked_at.is_not(None))
        awake = select(func.count()).select_from(SignIn).where(SignIn.device_id.in_(removed), SignIn.ended_at.is_(None))
        assert session.scalar(awake) == 0, "a device that was removed is signed in"


def judge_receipts(database: Database, household: Household) -> None:
    """Totals never fall (S6)."""
    for wallet in household.wallets.values():
        totals: dict[str, tuple[int, int, int]] = {}
        with database.reading() as session:
            mine = select(IssuedReceipt.token).where(IssuedReceipt.device_id == wallet.device)
            tokens = session.scalars(mine.order_by(IssuedReceipt.rseq)).all()
        for token in tokens:
            for lot in canonical.decode_object(from_base64url(token.split(".")[1]))["lots"]:
                now, before = (lot["allot"], lot["ret"], lot["cons"]), totals.get(lot["g"], (0, 0, 0))
                assert all(later >= earlier for later, earlier in zip(now, before, strict=True))
                totals[lot["g"]] = now


@contextmanager
def before(server: LicensingServer, call: Callable[[], Response]) -> Iterator[tuple[Session, Future[Response]]]:
    """What the block does is committed while `call`, which began after it, waits for it."""
    answer: Future[Response] = Future()
    with ThreadPoolExecutor(1) as pool, server.database.transaction() as session:
        yield session, answer
        pool.submit(lambda: answer.set_result(call()))
        wait_until(lambda: waiting_for_locks(server.database), what="somebody who waits for a lock")


def waiting_for_locks(database: Database) -> int:
    question = text(
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    )
    with database.glance() as connection:
        return int(connection.execute(question).scalar_one())


def test_a_device_that_is_being_removed_is_not_signed_in(server: LicensingServer) -> None:
    server.sign_up()
    me = server.sign_in(by=server.enrol(1))
    lost = server.enrol(2, by=me)
    body = {"email": EMAIL, "password": PASSWORD}

    def sign_in() -> Response:
        return server.client.post("/api/auth/login", json=body, headers=lost.headers)

    with before(server, sign_in) as (session, answer):
        revoke(session, session.get_one(Device, lost.device_id), actor=f"user:{me.user_id}", now=server.clock())
    assert (answer.result(20).status_code, answer.result().json()["error"]) == (401, "invalid_token")


def test_a_device_that_changes_hands_while_it_enrols_again_gets_tokens_of_its_new_account(
    server: LicensingServer,
) -> None:
    here, there = server.enrol(1).account_id, server.enrol(2).account_id
    body = enrolment(device_key(1), at=server.clock(), nonce="again" * 4)

    with before(server, lambda: server.client.post("/api/devices", json=body)) as (session, answer):
        merge_accounts(session, account_id=here, into=there, actor="test", now=server.clock())
    assert (answer.result(20).status_code, answer.result().json()["account_id"]) == (200, there)


def test_a_purchase_that_is_granted_while_its_account_is_merged_waits_for_it(server: LicensingServer) -> None:
    me, into = server.enrol(1), server.enrol(2).account_id
    begun = server.client.post("/api/credits/purchase", json={"package": "starter"}, headers=me.headers).json()
    cashier = sandbox_cashier(server.parts)
    cashier.pay(begun["checkout_url"].rsplit("/", 1)[1])
    (event,) = cashier.events()
    headers = {"Stripe-Signature": cashier.sign(event)}

    def deliver() -> Response:
        return server.client.post("/api/webhooks/stripe", content=event, headers=headers)

    with server.database.transaction() as session, ThreadPoolExecutor(1) as pool:
        lock_account(session, me.account_id)
        answer = pool.submit(deliver)
        wait_until(lambda: waiting_for_locks(server.database), what="the delivery to wait")
        merge_accounts(session, account_id=me.account_id, into=into, actor="test", now=server.clock())
        session.commit()
        assert answer.result(20).status_code == 200
    with server.database.reading() as session:
        assert session.scalars(select(Grant.account_id).where(Grant.paid)).all() == [into]
    assert deadlocks(server.database) == 0


def test_two_households_come_out_of_the_race_in_order(
    server: LicensingServer, postgresql_url: str, tmp_path: Path
) -> None:
    run(server, postgresql_url, tmp_path, rounds=2, processes=3)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_a_hundred_households_come_out_of_the_race_in_order(
    server: LicensingServer, postgresql_url: str, tmp_path: Path
) -> None:
    run(server, postgresql_url, tmp_path, rounds=100, processes=6)
