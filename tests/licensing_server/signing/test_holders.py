from __future__ import annotations

import hashlib
import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensing_server.signing import SigningError
from licensing_server.signing.holders import (
    AHEAD_SECONDS,
    KEY_SECONDS,
    KEYSET_SECONDS,
    Keys,
    add_key,
    create_online_key,
    find_key,
    next_start,
    replace_key,
    sign_keyset,
)
from tests.support.vendor import DAY, NOW, Vendor, key, online


def test_a_key_starts_30_days_after_it_was_published() -> None:
    assert next_start((online("a", not_after=NOW + 120 * DAY),), NOW, AHEAD_SECONDS) == NOW + AHEAD_SECONDS


def test_the_first_key_starts_at_once() -> None:
    assert next_start((), NOW, AHEAD_SECONDS) == NOW


def test_a_key_starts_sooner_when_the_one_before_ends_sooner() -> None:
    assert next_start((online("a", not_after=NOW + DAY),), NOW, AHEAD_SECONDS) == NOW + DAY
    assert next_start((online("a", not_after=NOW),), NOW, AHEAD_SECONDS) == NOW


def test_a_revoked_key_and_one_after_a_gap_do_not_count() -> None:
    assert next_start((online("a", revoked_at=NOW),), NOW, AHEAD_SECONDS) == NOW
    late = online("late", not_before=NOW + 10 * DAY, not_after=NOW + 100 * DAY)
    assert next_start((online("a", not_after=NOW + 5 * DAY), late), NOW, AHEAD_SECONDS) == NOW + 5 * DAY


@given(st.lists(st.integers(1, KEYSET_SECONDS - 1), min_size=1, max_size=12))
def test_whoever_rotates_before_the_list_ends_always_has_a_key(pauses: list[int]) -> None:
    now, keys = NOW, add_key((), key("0"), NOW)
    for number, pause in enumerate(pauses, 1):
        assert covers(keys, now, now + pause), "from one rotation to the next"
        now += pause
        keys = add_key(keys, key(str(number)), next_start(keys, now, AHEAD_SECONDS))
    assert covers(keys, NOW, now + KEYSET_SECONDS - 1)


def covers(keys: Keys, begin: int, end: int) -> bool:
    """Whether somebody can sign in every second from `begin` to `end`: holes begin where a key ends."""
    moments = [begin, end, *(each.not_after for each in keys if begin <= each.not_after <= end)]
    return all(any(each.not_before <= at < each.not_after for each in keys) for at in moments)


def test_a_key_signs_a_month_longer_than_until_its_successor_takes_over() -> None:
    assert KEY_SECONDS == KEYSET_SECONDS + AHEAD_SECONDS


def test_the_id_of_an_online_key_is_never_taken_for_an_option() -> None:
    seeds = (hashlib.sha256(b"%d" % n).digest() for n in itertools.count())
    kids = [create_online_key(lambda _: next(seeds)).public.kid for _ in range(500)]
    assert not [kid for kid in kids if kid.startswith("-")]
    assert [kid for kid in kids if "-" in kid]


def test_a_key_is_found_by_the_beginning_of_its_id() -> None:
    keys = (online("a"), online("b"))
    assert find_key(keys, keys[1].kid[:6]) == keys[1]
    for wrong in ("", "nobody"):
        with pytest.raises(SigningError, match=keys[0].kid):
            find_key(keys, wrong)


def test_a_key_is_replaced_in_its_place() -> None:
    keys = (online("a"), online("b"), online("c"))
    changed = replace(keys[1], revoked_at=NOW)
    assert replace_key(keys, changed) == (keys[0], changed, keys[2])


def test_a_list_that_devices_would_refuse_is_not_signed() -> None:
    trust = Vendor().trust(online("a", revoked_at=NOW))
    with pytest.raises(SigningError, match="takes back the revocation"):
        sign_keyset(trust, (online("a"),), [key("anna"), key("ben")], NOW)
    with pytest.raises(SigningError, match="Give two keys of root 1"):
        sign_keyset(trust, (online("a", revoked_at=NOW),), [key("anna")], NOW)
