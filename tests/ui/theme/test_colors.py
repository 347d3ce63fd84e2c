"""Text of the window can be read in every appearance."""

from itertools import product

import pytest

from infrasketch_desktop.picture.colors import MIN_SIGN_CONTRAST, MIN_TEXT_CONTRAST, contrast
from infrasketch_desktop.picture.theme import Theme, themes
from infrasketch_desktop.storage.settings import Theme as Appearance
from infrasketch_desktop.ui.theme.colors import theme_of, window_colors
from infrasketch_desktop.ui.theme.stylesheet import style_sheet

SURFACES = ("window", "surface", "raised", "sunken", "field", "hover")
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
    ("success", "surface"),
]


@pytest.mark.parametrize("theme", themes(), ids=lambda theme: theme.name)
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_stands_out(theme: Theme, ink: str, ground: str) -> None:
    colors = window_colors(theme)
    assert contrast(getattr(colors, ink), getattr(colors, ground)) >= MIN_TEXT_CONTRAST


@pytest.mark.parametrize("theme", themes(), ids=lambda theme: theme.name)
def test_focus_ring_stands_out(theme: Theme) -> None:
    colors = window_colors(theme)
    assert contrast(colors.accent, colors.surface) >= MIN_SIGN_CONTRAST


def test_appearance_of_the_system_follows_it() -> None:
    assert theme_of(Appearance.SYSTEM, system_dark=True).name == "dark"
    assert theme_of(Appearance.SYSTEM, system_dark=False).name == "light"


@pytest.mark.parametrize("theme", themes(), ids=lambda theme: theme.name)
def test_style_sheet_is_complete(theme: Theme) -> None:
    sheet = style_sheet(window_colors(theme), 10)
    assert "$" not in sheet
    assert sheet.count("{") == sheet.count("}")


def test_text_sizes_grow_with_the_font() -> None:
    colors = window_colors(themes()[0])
    assert "font-size: 20.0pt" in style_sheet(colors, 10)
    assert "font-size: 40.0pt" in style_sheet(colors, 20)
