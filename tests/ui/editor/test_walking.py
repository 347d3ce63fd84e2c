"""Alt and an arrow lead along edges in that direction."""

import pytest

from infrasketch_desktop.diagram.geometry import Side
from infrasketch_desktop.ui.editor.walking import neighbour
from tests.support.diagrams import document, edge, group, node

DIAGRAM = document(
    node("top", 0, 0),
    node("left", -300, 200),
    node("right", 300, 200),
    node("below", 0, 400),
    node("lonely", 0, 900),
    edge("top", "left"),
    edge("top", "right"),
    edge("below", "top"),
).diagram


@pytest.mark.parametrize(
    ("origin", "side", "expected"),
    [
        ("top", Side.BOTTOM, "below"),
        ("top", Side.LEFT, "left"),
        ("top", Side.RIGHT, "right"),
        ("top", Side.TOP, None),
        ("left", Side.RIGHT, "top"),
        ("lonely", Side.TOP, None),
        ("top--left", Side.LEFT, "left"),
        ("top--left", Side.TOP, "top"),
        ("nothing", Side.TOP, None),
    ],
)
def test_next_record(origin: str, side: Side, expected: str | None) -> None:
    assert neighbour(DIAGRAM, origin, side) == expected


def test_a_folded_group_stands_for_what_is_in_it() -> None:
    diagram = document(
        node("api", 0, 0), group("data", collapsed=True), node("db", 0, 300, group="data"), edge("api", "db")
    ).diagram
    assert neighbour(diagram, "api", Side.BOTTOM) == "data"
