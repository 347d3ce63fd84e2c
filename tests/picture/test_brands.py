import pytest

from infrasketch_desktop.picture.brands import _file, brand_steps, outline_steps
from infrasketch_desktop.picture.glyphs import BRAND, GRID, glyph_paths
from infrasketch_desktop.picture.shapes import Verb
from infrasketch_desktop.resources import resource_path
from infrasketch_desktop.technology import Catalog


def named_icons() -> list[str]:
    return sorted({t.icon for t in Catalog.load(resource_path("lexicon")).technologies if t.icon})


def test_every_icon_that_the_list_names_exists() -> None:
    missing = [slug for slug in named_icons() if _file(slug) is None]
    assert missing == []


@pytest.mark.long
def test_every_icon_that_the_list_names_fills_its_square() -> None:
    for slug in named_icons():
        ends = [step.points[-1] for step in brand_steps(slug) if step.points]
        assert ends, slug
        assert all(-0.5 <= x <= GRID + 0.5 and -0.5 <= y <= GRID + 0.5 for x, y in ends), slug
        assert max(x for x, _ in ends) - min(x for x, _ in ends) > GRID / 3, slug


@pytest.mark.parametrize("slug", ["nobody-makes-this", "zzzznosuchbrand", "../redis", "", "Redis", "redis\n"])
def test_what_is_no_icon_has_no_outline(slug: str) -> None:
    assert brand_steps(slug) == ()
    assert glyph_paths(BRAND + slug) == ()


def test_a_brand_is_one_filled_outline() -> None:
    (part,) = glyph_paths(f"{BRAND}redis")
    assert part.filled
    assert part.steps[0].verb is Verb.MOVE


def test_lines_curves_and_quadratic_curves_become_steps() -> None:
    steps = outline_steps("M0 0h6v\n6Q6 12 12 12c1 0 2 1 2 2z")
    assert [(step.verb.value, step.points) for step in steps] == [
        ("M", ((0, 0),)),
        ("L", ((6, 0),)),
        ("L", ((6, 6),)),
        ("C", ((6, 10), (8, 12), (12, 12))),  # handles two thirds of the way to (6, 12)
        ("C", ((13, 12), (14, 13), (14, 14))),
        ("L", ((0, 0),)),  # back to the start, which closing does anyway
        ("Z", ()),
    ]


def test_arcs_become_curves_that_end_where_they_should() -> None:
    steps = outline_steps("M0 12A12 12 0 0 1 12 0")
    assert {step.verb for step in steps[1:-1]} == {Verb.CURVE}
    assert steps[-2].points[-1] == pytest.approx((12, 0))
