"""Text of the window can be read in every appearance."""

import re
from collections.abc import Iterable
from itertools import product

import pytest

from infrasketch_desktop.picture.colors import ENHANCED_TEXT_CONTRAST, MIN_SIGN_CONTRAST, MIN_TEXT_CONTRAST, contrast
from infrasketch_desktop.picture.theme import Theme, themes
from infrasketch_desktop.resources import resource_path
from infrasketch_desktop.storage.settings import Theme as Appearance
from infrasketch_desktop.ui.theme.colors import Colors, theme_of, window_colors
from infrasketch_desktop.ui.theme.stylesheet import style_sheet

SURFACES = ("window", "surface", "raised", "sunken", "field", "hover")
INKS = ("text", "muted", "disabled", "accent", "accent_hover", "on_soft", "danger", "warning", "success")
SIGNS = ("border", "strong_border", "control", "chosen", "accent")
GROUNDS = (*SURFACES, "soft", "pressed", "danger_soft", "warning_soft")
BOLD = [theme for theme in themes() if theme.high_contrast]

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


@pytest.mark.parametrize("theme", BOLD, ids=lambda theme: theme.name)
def test_in_high_contrast_every_ink_stands_out_more_from_every_ground(theme: Theme) -> None:
    colors = window_colors(theme)
    pairs = [*product(INKS, GROUNDS), ("on_accent", "accent"), ("on_accent", "accent_hover")]
    assert low(colors, pairs, ENHANCED_TEXT_CONTRAST) == {}


@pytest.mark.parametrize("theme", BOLD, ids=lambda theme: theme.name)
def test_in_high_contrast_every_line_can_be_seen_on_every_ground(theme: Theme) -> None:
    assert low(window_colors(theme), product(SIGNS, GROUNDS), MIN_SIGN_CONTRAST) == {}


def test_high_contrast_is_light_and_dark() -> None:
    light, dark = (window_colors(theme) for theme in BOLD)
    assert contrast(light.window, "#FFFFFF") == contrast(dark.window, "#000000") == 1


def low(colors: Colors, pairs: Iterable[tuple[str, str]], ratio: float) -> dict[tuple[str, str], float]:
    """The pairs that do not reach `ratio`, with what they reach."""
    found = {pair: contrast(getattr(colors, pair[0]), getattr(colors, pair[1])) for pair in pairs}
    return {pair: round(reached, 2) for pair, reached in found.items() if reached < ratio}


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


def test_high_contrast_keeps_light_light_and_dark_dark() -> None:
    assert theme_of(Appearance.SYSTEM, system_dark=True, high_contrast=True).name == "high contrast dark"
    assert theme_of(Appearance.LIGHT, system_dark=True, high_contrast=True).name == "high contrast"
    assert theme_of(Appearance.DARK, system_dark=False, high_contrast=True).name == "high contrast dark"


@pytest.mark.parametrize("theme", themes(), ids=lambda theme: theme.name)
def test_every_mark_of_the_style_sheet_is_drawn(theme: Theme) -> None:
    named = set(re.findall(r"marks:([\w-]+\.svg)", style_sheet(window_colors(theme), 10)))
    assert named
    assert [name for name in named if not resource_path("icons", "marks", name).is_file()] == []


@pytest.mark.parametrize("theme", themes(), ids=lambda theme: theme.name)
def test_style_sheet_is_complete(theme: Theme) -> None:
    sheet = style_sheet(window_colors(theme), 10)
    assert "$" not in sheet
    assert sheet.count("{") == sheet.count("}")


def test_text_sizes_grow_with_the_font() -> None:
    colors = window_colors(themes()[0])
    assert "font-size: 20.0pt" in style_sheet(colors, 10)
    assert "font-size: 40.0pt" in style_sheet(colors, 20)
