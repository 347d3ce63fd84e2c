"""The same key with the same body gets the same answer, and the work is done once (S7)."""

from __future__ import annotations

import threading

import pytest
from pydantic import BaseModel

from licensing_server.errors import ApiError
from licensing_server.idempotency import answer_once
from licensing_server.models.accounts import Account
from tests.support.licensing import LicensingServer


class Order(BaseModel):
    package: str


class Ordered(BaseModel):
    number: int


class Desk:
    """Counts the orders it takes."""

    def __init__(self, server: LicensingServer) -> None:
        self.database = server.database
        self.taken = 0
        with self.database.transaction() as session:
            session.add_all(Account(id=account, created_at=1) for account in ("a", "b"))

    def take(self) -> Ordered:
        self.taken += 1
        return Ordered(number=self.taken)

    def ask(self, key: str | None, package: str = "pro", *, account: str = "a", operation: str = "order") -> int:
        with self.database.transaction() as session:
            return answer_once(
                session,
                account_id=account,
                key=key,
                operation=operation,
                body=Order(package=package),
                now=1,
                work=self.take,
                answer_type=Ordered,
            ).number


@pytest.fixture
def desk(server: LicensingServer) -> Desk:
    return Desk(server)


def test_a_repetition_gets_the_first_answer(desk: Desk) -> None:
    assert [desk.ask("k"), desk.ask("k"), desk.ask("other"), desk.ask("k")] == [1, 1, 2, 1]


def test_without_a_key_every_request_is_new(desk: Desk) -> None:
    assert [desk.ask(None), desk.ask(None)] == [1, 2]


@pytest.mark.parametrize("change", [{"package": "starter"}, {"operation": "refund"}])
def test_a_key_is_not_used_for_something_else(desk: Desk, change: dict[str, str]) -> None:
    desk.ask("k")

    with pytest.raises(ApiError) as refused:
        desk.ask("k", **change)
    assert (refused.value.status, refused.value.code) == (409, "idempotency_key_reused")
    assert desk.taken == 1


def test_keys_of_others_do_not_meet(desk: Desk) -> None:
    assert [desk.ask("k"), desk.ask("k", account="b")] == [1, 2]


def test_what_failed_may_be_sent_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> Ordered:
        raise ApiError(402, "insufficient_credits", "Too few.")

    with monkeypatch.context() as changed:
        changed.setattr(desk, "take", refuse)
        with pytest.raises(ApiError):
            desk.ask("k")
    assert desk.ask("k") == 1


def test_two_deliveries_at_a_time_are_one_order(desk: Desk) -> None:
    numbers: list[int] = []
    threads = [threading.Thread(target=lambda: numbers.append(desk.ask("k"))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert numbers == [1] * 6
