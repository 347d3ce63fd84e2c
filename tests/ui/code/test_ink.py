"""Code can be read in every appearance, also on the ground of a comparison."""

from itertools import product

import pytest

from infrasketch_desktop.picture.colors import ENHANCED_TEXT_CONTRAST, MIN_TEXT_CONTRAST, contrast
from infrasketch_desktop.picture.theme import Theme, themes
from infrasketch_desktop.ui.code.ink import formats, grounds
from infrasketch_desktop.ui.code.shading import Shade
from infrasketch_desktop.ui.theme.colors import window_colors


@pytest.mark.parametrize("theme", themes(), ids=lambda theme: theme.name)
def test_every_shade_stands_out_from_every_ground(theme: Theme) -> None:
    colors = window_colors(theme)
    inks = {shade: written.foreground().color().name() for shade, written in formats(colors).items()}
    behind = {sign.name: ground.name() for sign, ground in grounds(colors).items()}
    behind["plain"], behind["found"] = colors.sunken, colors.soft
    least = ENHANCED_TEXT_CONTRAST if theme.high_contrast else MIN_TEXT_CONTRAST
    low = {
        (shade.value, sign): round(contrast(ink, ground), 2)
        for (shade, ink), (sign, ground) in product(inks.items(), behind.items())
        if contrast(ink, ground) < least
    }
    assert low == {}


def test_keywords_and_comments_are_told_apart_without_colour() -> None:
    written = formats(window_colors(themes()[0]))
    assert written[Shade.KEYWORD].fontWeight() > written[Shade.NAME].fontWeight()
    assert written[Shade.COMMENT].fontItalic()
