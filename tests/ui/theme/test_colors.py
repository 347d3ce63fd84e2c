"""Text of the window can be read in every appearance."""

from itertools import product

import pytest

from infrasketch_desktop.picture.colors import MIN_SIGN_CONTRAST, MIN_TEXT_CONTRAST, contrast
from infrasketch_desktop.picture.theme import Theme, high_contrast_theme, themes
from infrasketch_desktop.storage.settings import Theme as Appearance
from infrasketch_desktop.ui.theme.colors import theme_of, window_colors
from infrasketch_desktop.ui.theme.stylesheet import style_sheet

SURFACES = ("window", "surface", "raised", "sunken", "field", "hover")
HIGH_CONTRAST = 7.0
"""Of text to its ground: level AAA of WCAG 2.2, 1.4.6."""

PAIRS = [
    *product(("text", "muted"), SURFACES),
    *product(("accent",), ("window", "surface", "raised", "field")),
    ("on_accent", "accent"),
    ("on_soft", "soft"),
    ("text", "soft"),
    ("warning", "warning_soft"),
    ("text", "warning_soft"),
    ("text", "danger_soft"),
    ("danger", "surface"),
    ("danger", "danger_soft"),
    ("success", "surface"),
]


@pytest.mark.parametrize("theme", themes(), ids=lambda theme: theme.name)
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_stands_out(theme: Theme, ink: str, ground: str) -> None:
    colors = window_colors(theme)
    assert contrast(getattr(colors, ink), getattr(colors, ground)) >= MIN_TEXT_CONTRAST


@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_in_high_contrast_text_stands_out_more(ink: str, ground: str) -> None:
    colors = window_colors(high_contrast_theme())
    assert contrast(getattr(colors, ink), getattr(colors, ground)) >= HIGH_CONTRAST


@pytest.mark.parametrize("theme", themes(), ids=lambda theme: theme.name)
def test_borders_of_what_can_be_used_stand_out(theme: Theme) -> None:
    colors = window_colors(theme)
    for ground in ("window", "surface", "raised", "field"):
        assert contrast(colors.control, getattr(colors, ground)) >= MIN_SIGN_CONTRAST


@pytest.mark.parametrize("theme", themes(), ids=lambda theme: theme.name)
def test_signs_on_the_canvas_stand_out(theme: Theme) -> None:
    signs = ("line", "strong_line", "group_border", "accent", "guide", "found", "added", "changed", "removed")
    for sign, ground in product(signs, (theme.canvas, *theme.group_fills)):
        assert contrast(getattr(theme, sign), ground) >= MIN_SIGN_CONTRAST, (sign, ground)


@pytest.mark.parametrize("theme", themes(), ids=lambda theme: theme.name)
def test_focus_ring_stands_out(theme: Theme) -> None:
    colors = window_colors(theme)
    assert contrast(colors.accent, colors.surface) >= MIN_SIGN_CONTRAST


def test_appearance_of_the_system_follows_it() -> None:
    assert theme_of(Appearance.SYSTEM, system_dark=True).name == "dark"
    assert theme_of(Appearance.SYSTEM, system_dark=False).name == "light"


def test_the_wish_of_the_system_for_contrast_comes_before_dark_and_light_but_after_a_choice() -> None:
    assert theme_of(Appearance.SYSTEM, system_dark=True, system_contrast=True).name == "high contrast"
    assert theme_of(Appearance.LIGHT, system_dark=True, system_contrast=True).name == "light"


@pytest.mark.parametrize("theme", themes(), ids=lambda theme: theme.name)
def test_style_sheet_is_complete(theme: Theme) -> None:
    sheet = style_sheet(window_colors(theme), 10)
    assert "$" not in sheet
    assert sheet.count("{") == sheet.count("}")


def test_text_sizes_grow_with_the_font() -> None:
    colors = window_colors(themes()[0])
    assert "font-size: 20.0pt" in style_sheet(colors, 10)
    assert "font-size: 40.0pt" in style_sheet(colors, 20)
