from hypothesis import given
from hypothesis import strategies as st

from infrasketch_desktop.ui.canvas.spatial import CELL, Extent, Layer, SpatialGrid

coordinates = st.integers(-9000, 9000).map(float)
sides = st.sampled_from([1.0, 200.0, 3000.0, 9000.0])


@st.composite
def extents(draw: st.DrawFn) -> Extent:
    x, y = draw(coordinates), draw(coordinates)
    return x, y, x + draw(sides), y + draw(sides)


def meet(one: Extent, other: Extent) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@given(st.lists(extents(), max_size=30), extents(), st.data())
def test_a_question_finds_exactly_what_meets_it(placed: list[Extent], question: Extent, data: st.DataObject) -> None:
    grid = SpatialGrid()
    for number, extent in enumerate(placed):
        grid.put(f"n{number}", Layer.CARD, extent)
    gone = data.draw(st.sets(st.sampled_from(range(len(placed))))) if placed else set()
    for number in gone:
        grid.remove(f"n{number}")
    kept = {f"n{i}": extent for i, extent in enumerate(placed) if i not in gone}
    found = {record_id for record_id, extent in kept.items() if meet(extent, question)}
    assert set(grid.ids(question, Layer.CARD)) == found
    inside, near = grid.sorted_out(question, Layer.CARD)
    assert {*inside, *near} == found
    assert all(question[0] <= kept[i][0] and kept[i][2] <= question[2] for i in inside)
    assert all((f"n{i}" in grid) == (i not in gone) for i in range(len(placed)))


def test_layers_do_not_mix() -> None:
    grid = SpatialGrid()
    grid.put("edge", Layer.EDGE, (0, 0, 10, 10))
    assert grid.ids((0, 0, 5, 5), Layer.CARD) == []
    assert grid.ids((0, 0, 5, 5), Layer.EDGE) == ["edge"]


def test_what_a_painter_prepared_goes_with_every_change() -> None:
    grid = SpatialGrid()
    grid.put("a", Layer.CARD, (0, 0, 10, 10))
    (cell,) = grid.cells((0, 0, 5, 5))
    cell.batch = object()
    grid.touch("a")
    assert cell.batch is None
    cell.batch = object()
    grid.put("b", Layer.CARD, (20, 20, 30, 30))
    assert cell.batch is None


def test_a_long_edge_is_found_far_from_its_middle() -> None:
    grid = SpatialGrid()
    grid.put("long", Layer.EDGE, (0, 0, 50 * CELL, 10))
    assert grid.ids((49 * CELL, 0, 49 * CELL + 1, 5), Layer.EDGE) == ["long"]


def test_extents_are_remembered() -> None:
    grid = SpatialGrid()
    grid.put("a", Layer.CARD, (0, 0, 10, 10))
    assert grid.extent("a") == (0, 0, 10, 10)
    assert grid.extent("b") is None
