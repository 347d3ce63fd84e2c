"""Ratios of benchmarks are medians over pairs, so that one disturbed pair changes nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from tests.support.timing import compare


@dataclass
class Calls:
    """A clock that goes on only while a call is made, and the calls in their order."""

    time: float = 0.0
    made: list[str] = field(default_factory=list)

    def lasting(self, name: str, *seconds: float) -> tuple[str, Callable[[], None]]:
        durations = iter(seconds)

        def call() -> None:
            self.made.append(name)
            self.time += next(durations)

        return name, call


def test_a_disturbed_pair_does_not_count() -> None:
    calls = Calls()
    slow, fast = calls.lasting("slow", 9.0, 0.2, 40.0, 0.2), calls.lasting("fast", 9.0, 0.1, 0.1, 0.1)
    contest = compare(slow, fast, pairs=3, clock=lambda: calls.time)
    assert contest.ratio == pytest.approx(2)
    assert str(contest) == "slow : fast = 2.00 (200.00 ms : 100.00 ms, median of 3 pairs)"


def test_each_goes_first_in_every_other_pair() -> None:
    calls = Calls()
    compare(calls.lasting("a", *[1.0] * 3), calls.lasting("b", *[1.0] * 3), pairs=2, clock=lambda: calls.time)
    assert calls.made[2:] == ["a", "b", "b", "a"]
