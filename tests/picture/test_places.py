import pytest

from infrasketch_desktop.picture.places import Places
from tests.support.diagrams import document, group, node


def test_depth_counts_the_groups_around() -> None:
    places = Places(document(group("g"), group("h", "g"), node("a", group="h")).diagram)
    assert (places.depth("g"), places.depth("h"), places.depth("a")) == (0, 1, 2)


def test_nothing_is_nowhere() -> None:
    with pytest.raises(KeyError):
        Places(document(node("a")).diagram).bounds("b")
