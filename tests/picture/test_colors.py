import pytest

from infrasketch_desktop.picture.colors import contrast, mix, pushed_from, readable_on


@pytest.mark.parametrize(
    ("first", "second", "ratio"),
    [("#000000", "#FFFFFF", 21.0), ("#FFFFFF", "#FFFFFF", 1.0), ("#767676", "#FFFFFF", 4.54)],
)
def test_contrast_is_that_of_wcag(first: str, second: str, ratio: float) -> None:
    assert contrast(first, second) == pytest.approx(ratio, abs=0.005)
    assert contrast(second, first) == contrast(first, second)


def test_mixing_goes_from_one_colour_to_the_other() -> None:
    assert mix("#102030", "#FFFFFF", 0) == "#102030"
    assert mix("#102030", "#FFFFFF", 1) == "#FFFFFF"
    assert mix("#000000", "#FF8000", 0.5) == "#804000"


def test_the_more_readable_colour_wins() -> None:
    assert readable_on("#202020", "#000000", "#FFFFFF") == "#FFFFFF"
    assert readable_on("#F0F0F0", "#000000", "#FFFFFF") == "#000000"


def test_a_colour_that_stands_out_stays_as_it_is() -> None:
    assert pushed_from("#FFFFFF", "#000000", "#FFFFFF", 3) == "#FFFFFF"


def test_a_colour_that_drowns_is_lifted_until_it_stands_out() -> None:
    lifted = pushed_from("#34568B", "#29323F", "#FFFFFF", 3)
    assert contrast(lifted, "#29323F") >= 3
    assert contrast(lifted, "#FFFFFF") > 1.5
