from dataclasses import replace

import pytest

from infrasketch_desktop.picture.places import Places
from tests.support.diagrams import document, group, node


def test_a_group_is_measured_again_only_when_told() -> None:
    sketch = document(group("g"), node("a", group="g"))
    places = Places(sketch.diagram)
    before = places.bounds("g")
    with sketch.edit("Move") as edit:
        edit.put(replace(sketch.diagram.nodes["a"], x=500))
    assert places.bounds("g") == before
    places.forget(["g"])
    assert places.bounds("g") == before.translated(500, 0)


def test_an_edge_ends_at_the_folded_group_around_its_end() -> None:
    places = Places(document(group("g", collapsed=True), node("a", group="g")).diagram)
    assert places.end("a") == places.bounds("g")


def test_depth_counts_the_groups_around() -> None:
    places = Places(document(group("g"), group("h", "g"), node("a", group="h")).diagram)
    assert (places.depth("g"), places.depth("h"), places.depth("a")) == (0, 1, 2)


def test_nothing_is_nowhere() -> None:
    with pytest.raises(KeyError):
        Places(document(node("a")).diagram).bounds("b")
