"""A finished drawing comes onto the sheet around what is fixed."""

from infrasketch_desktop.diagram.geometry import Rect
from infrasketch_desktop.layout.joining import NestedLayout
from infrasketch_desktop.layout.pinning import GAP, place_around, place_as_whole
from infrasketch_desktop.layout.sheet import Insets
from infrasketch_desktop.layout.tree import Extent, Tree

SIZE = Extent(180, 80)
TREE = Tree(dict.fromkeys("abw", SIZE), {None: ("a", "b", "w")}, dict.fromkeys("abw"), ())
DRAWN = NestedLayout(leaves={"w": (0, 0), "a": (0, 160), "b": (240, 160)})


def test_without_obstacles_the_drawing_keeps_its_shape() -> None:
    placed = place_as_whole(TREE, DRAWN, (40, 20), {})
    assert placed.corners == {"w": (40, 20), "a": (40, 180), "b": (280, 180)}
    assert set(placed.shifts.values()) == {(40, 20)}


def test_an_obstacle_pushes_the_drawing_as_a_whole() -> None:
    placed = place_as_whole(TREE, DRAWN, (0, 0), {"wall": Rect(-500, -100, 600, 150)})
    assert len(set(placed.shifts.values())) == 1
    assert placed.corners["w"] != (0, 0)


def test_free_ones_keep_their_place_beside_a_fixed_one() -> None:
    placed = place_around(TREE, DRAWN, {"w": (1000.5, 500.0)}, {}, Insets())
    assert placed.corners == {"w": (1000.5, 500.0), "a": (1000, 660), "b": (1240, 660)}


def test_free_ones_pushed_to_the_same_place_do_not_meet() -> None:
    fixed = {"w": (0.0, 0.0)}
    wall = {"wall": Rect(-2000, 100, 4000, 200)}
    placed = place_around(
        TREE, NestedLayout(leaves={"w": (0, 0), "a": (0, 160), "b": (20, 160)}), fixed, wall, Insets()
    )
    a, b = (Rect(*placed.corners[leaf], 180, 80) for leaf in "ab")
    assert not a.inflated(GAP - 1).intersects(b)
    assert not any(rect.intersects(wall["wall"]) for rect in (a, b))
