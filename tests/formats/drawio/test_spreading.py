from infrasketch_desktop.diagram.geometry import Rect
from infrasketch_desktop.formats.drawio.spreading import card_at, moved, spread


def test_a_small_shape_becomes_a_card_around_its_middle():
    assert card_at(Rect(100, 100, 40, 40), is_icon=False) == Rect(30, 80, 180, 80)
    assert card_at(Rect(100, 100, 78, 78), is_icon=True) == Rect(49, 99, 180, 80)


def test_a_large_shape_stays_as_large():
    assert card_at(Rect(1, 2, 60, 30), is_icon=False) == Rect(1, 2, 60, 30)


def test_places_without_grown_cards_stay():
    rects = {"a": Rect(0, 0, 100, 50), "b": Rect(50, 0, 100, 50)}

    assert spread(rects, rects) == 1


def test_cards_move_apart_until_they_no_longer_overlap():
    """Middles 100 apart, cards 180 wide, a gap of 24: 204 / 100."""
    before = {"a": Rect(-20, -20, 40, 40), "b": Rect(80, -20, 40, 40)}
    after = {key: card_at(rect, is_icon=True) for key, rect in before.items()}

    factor = spread(before, after)

    assert factor == 2.04
    assert moved(after["b"], factor).x - moved(after["a"], factor).right == 24


def test_shapes_that_overlapped_before_may_overlap():
    before = {"a": Rect(0, 0, 40, 40), "b": Rect(10, 0, 40, 40)}

    assert spread(before, {key: card_at(rect, is_icon=True) for key, rect in before.items()}) == 1


def test_nothing_moves_apart_by_more_than_three_times():
    before = {"a": Rect(0, 0, 10, 10), "b": Rect(11, 0, 10, 10)}

    assert spread(before, {key: card_at(rect, is_icon=True) for key, rect in before.items()}) == 3
