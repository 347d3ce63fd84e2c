"""What a payment's state means, without a server around it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensing_server.gateway import Charge, Dispute, Event, Payment, Refund
from licensing_server.purchases.rules import Task, credits_to_take_back, state_of_reversal, task_for

PACKAGES = st.sampled_from([(100, 500), (500, 2000), (1500, 5000), (7000, 20000)])


def payment(paid: int, *refunds: tuple[int, str], disputes: tuple[tuple[int, str], ...] = ()) -> Payment:
    return Payment(
        "pi_1",
        (Charge("ch_1", paid, is_paid=True, has_failed=False),),
        tuple(Refund(f"re_{n}", amount, status, "pi_1") for n, (amount, status) in enumerate(refunds)),
        tuple(Dispute(f"dp_{n}", amount, status, "pi_1") for n, (amount, status) in enumerate(disputes)),
    )


@given(PACKAGES, st.integers(0, 7000))
def test_a_refund_of_unused_credits_takes_back_exactly_those(package: tuple[int, int], unused: int):
    """The amount is rounded down and the credits up, and the two meet again."""
    credits_, price = package
    unused = min(unused, credits_)
    amount = price * unused // credits_
    assert credits_to_take_back(credits_, payment(price, (amount, "succeeded"))) == unused


@given(PACKAGES, st.lists(st.integers(1, 20000), max_size=5))
def test_never_more_than_was_granted_and_never_less_than_was_paid_back(package: tuple[int, int], amounts: list[int]):
    credits_, price = package
    taken = credits_to_take_back(credits_, payment(price, *((amount, "succeeded") for amount in amounts)))
    assert 0 <= taken <= credits_
    assert taken * price >= min(sum(amounts), price) * credits_
    assert (taken == credits_) or sum(amounts) < price


@pytest.mark.parametrize(
    ("status", "taken"),
    [("succeeded", 250), ("pending", 250), ("requires_action", 250), ("failed", 0), ("canceled", 0)],
)
def test_a_refund_counts_unless_it_failed(status: str, taken: int):
    assert credits_to_take_back(500, payment(2000, (1000, status))) == taken


@pytest.mark.parametrize(
    ("status", "taken", "state"),
    [
        ("needs_response", 500, "disputed"),
        ("under_review", 500, "disputed"),
        ("lost", 500, "refunded"),
        ("won", 0, "paid"),
        ("warning_needs_response", 0, "paid"),
        ("warning_under_review", 0, "paid"),
        ("warning_closed", 0, "paid"),
        ("prevented", 0, "paid"),
        ("a_status_of_the_future", 500, "disputed"),
    ],
)
def test_a_dispute_counts_while_the_bank_has_the_money(status: str, taken: int, state: str):
    found = payment(2000, disputes=((2000, status),))
    assert credits_to_take_back(500, found) == taken
    assert state_of_reversal(500, taken, found) == state


def test_a_payment_of_which_nothing_arrived_takes_back_everything():
    nothing = Payment("pi_1", (Charge("ch_1", 2000, is_paid=False, has_failed=True),), (), ())
    assert credits_to_take_back(500, nothing) == 500


@pytest.mark.parametrize(
    ("kind", "ids", "task"),
    [
        ("checkout.session.completed", {"checkout": "cs_1"}, Task.FULFIL),
        ("checkout.session.async_payment_succeeded", {"checkout": "cs_1"}, Task.FULFIL),
        ("checkout.session.async_payment_failed", {"checkout": "cs_1"}, Task.FULFIL),
        ("checkout.session.expired", {"checkout": "cs_1"}, Task.FULFIL),
        ("refund.created", {"payment_intent": "pi_1"}, Task.REVERSE),
        ("refund.failed", {"charge": "ch_1"}, Task.REVERSE),
        ("charge.refunded", {"payment_intent": "pi_1"}, Task.REVERSE),
        ("charge.refund.updated", {"payment_intent": "pi_1"}, Task.REVERSE),
        ("charge.dispute.funds_reinstated", {"payment_intent": "pi_1"}, Task.REVERSE),
        ("invoice.paid", {"invoice": "in_1"}, Task.RENEW),
        ("invoice.payment_failed", {"invoice": "in_1"}, Task.NOTHING),
        ("charge.succeeded", {"charge": "ch_1"}, Task.NOTHING),
        ("checkout.session.completed", {}, Task.NOTHING),
        ("refund.created", {}, Task.NOTHING),
    ],
)
def test_each_kind_of_event_calls_for_one_thing(kind: str, ids: dict[str, str], task: Task):
    assert task_for(Event("evt_1", kind, 1, livemode=False, **ids)) is task
