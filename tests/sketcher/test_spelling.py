import pytest
from hypothesis import given
from hypothesis import strategies as st

from infrasketch_desktop.sketcher.spelling import Speller, edit_distance

NAMES = {"redis": "Redis", "postgres": "PostgreSQL", "postgrest": "PostgREST", "kafka": "Kafka"}


@pytest.mark.parametrize(
    ("word", "target"),
    [
        ("reddis", "Redis"),
        ("rdeis", "Redis"),
        ("postgress", "PostgreSQL"),
        ("kafkaa", "Kafka"),
        ("rabbit", None),
        ("pg", None),
    ],
)
def test_the_nearest_name_wins_and_the_first_of_equals(word: str, target: str | None) -> None:
    assert Speller(NAMES).nearest(word) == target


@given(st.text("abc", max_size=8), st.text("abc", max_size=8))
def test_distance_is_symmetric_and_zero_only_for_equals(first: str, second: str) -> None:
    assert edit_distance(first, second, 9) == edit_distance(second, first, 9)
    assert (edit_distance(first, second, 9) == 0) == (first == second)


def test_a_swap_of_neighbours_is_one_edit() -> None:
    assert edit_distance("kafak", "kafka", 2) == 1
