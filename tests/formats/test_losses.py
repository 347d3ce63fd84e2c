from infrasketch_desktop.formats.losses import losses_of
from infrasketch_desktop.formats.result import Origin


def test_few_losses_are_told_one_by_one_with_their_places():
    losses = losses_of("pages", ["page 2", "page 3"], "only the first is read", [Origin("a", 1), Origin("a", 7)])

    assert list(map(str, losses)) == ["page 2 (a:1): only the first is read", "page 3 (a:7): only the first is read"]


def test_more_than_five_are_counted():
    assert list(map(str, losses_of("pages", ["x"] * 5, "why"))) == ["x: why"] * 5
    assert list(map(str, losses_of("pages", ["x"] * 6, "why", [Origin("a", n) for n in range(1, 7)]))) == [
        "6 pages (a:1): why"
    ]


def test_nothing_lost_is_nothing_told():
    assert losses_of("pages", [], "why") == ()
