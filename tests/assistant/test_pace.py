"""How often a growing diagram is shown: ten times a second at most, and less the longer a picture takes."""

from infrasketch_desktop.assistant.pace import Pace


class Clock:
    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def shown_in(cost: float, seconds: int) -> int:
    """How many pictures are made in `seconds` when something arrives every hundredth of a second."""
    clock, count = Clock(), 0
    pace = Pace(clock)
    end = clock.seconds + seconds
    while clock.seconds < end:
        if pace.is_due():
            clock.seconds += cost
            pace.note()
            count += 1
        clock.seconds += 0.01
    return count


def test_pictures_that_cost_nothing_are_made_ten_times_a_second_at_most() -> None:
    assert 8 <= shown_in(0, 1) <= 10


def test_pictures_that_take_a_second_leave_four_seconds_for_other_things() -> None:
    assert shown_in(1.0, 20) == 4


def test_at_rest_a_quick_picture_is_made_at_once_and_a_slow_one_is_not() -> None:
    for cost, expected in ((0.01, True), (1.0, False)):
        clock = Clock()
        pace = Pace(clock)
        assert pace.is_due()
        clock.seconds += cost
        pace.note()
        assert not pace.is_due()
        assert pace.is_due(at_rest=True) is expected
