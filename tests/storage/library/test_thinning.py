"""The thinning policy: dense lately, sparse long ago, capped in number and size, and stable."""

from hypothesis import given
from hypothesis import strategies as st

from infrasketch_desktop.storage.library.thinning import DAY, HOUR, Kept, ThinningPolicy, superfluous

NOW = 1000 * DAY + 12 * HOUR
MINUTE = HOUR // 60


def kept(ages: list[int], policy: ThinningPolicy | None = None, size: int = 1) -> list[int]:
    versions = [Kept(i, NOW - age, size) for i, age in enumerate(ages)]
    dropped = superfluous(versions, NOW, policy or ThinningPolicy())
    return [age for i, age in enumerate(ages) if i not in dropped]


def test_everything_of_the_last_day_stays() -> None:
    ages = [i * MINUTE for i in range(0, 24 * 60, 5)]
    assert kept(ages) == ages


def test_of_the_last_week_the_last_of_each_hour_stays() -> None:
    start = 2 * DAY  # at half past the hour, because NOW is full
    ages = [start + 30 * MINUTE + i * 10 * MINUTE for i in range(12)]
    hours_before = [start + 30 * MINUTE, start + 70 * MINUTE, start + 130 * MINUTE]
    assert kept(ages) == hours_before


def test_older_ones_stay_one_a_day() -> None:
    ages = [20 * DAY + i * HOUR for i in range(10)]
    assert kept(ages) == [20 * DAY]


def test_the_count_is_capped_at_the_old_end() -> None:
    assert kept([i * MINUTE for i in range(10)], ThinningPolicy(max_count=3)) == [0, MINUTE, 2 * MINUTE]


def test_the_size_is_capped_but_the_newest_stays() -> None:
    assert kept([0, MINUTE, 2 * MINUTE], ThinningPolicy(max_bytes=250), size=100) == [0, MINUTE]
    assert kept([0, MINUTE], ThinningPolicy(max_bytes=10), size=100) == [0]


ages_of_any_sort = st.lists(st.integers(0, 60 * DAY), max_size=60, unique=True)


@given(ages_of_any_sort)
def test_the_newest_always_stays_and_thinning_again_drops_nothing(ages: list[int]) -> None:
    once = kept(ages, ThinningPolicy(max_count=20))
    assert not ages or min(ages) in once
    assert kept(once, ThinningPolicy(max_count=20)) == once


@given(ages_of_any_sort)
def test_no_day_of_history_is_lost_to_thinning(ages: list[int]) -> None:
    days = {(NOW - age) // DAY for age in ages}
    assert {(NOW - age) // DAY for age in kept(ages)} == days
