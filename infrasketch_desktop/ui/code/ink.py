"""The colours of source texts and of compared lines in the theme of now."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QColor, QFont, QTextCharFormat

from infrasketch_desktop.picture.colors import ENHANCED_TEXT_CONTRAST, MIN_TEXT_CONTRAST, mix, pushed_from
from infrasketch_desktop.ui.code.lines import Sign
from infrasketch_desktop.ui.code.shading import Shade
from infrasketch_desktop.ui.theme.colors import Colors

_ROLES = {
    Shade.KEYWORD: "accent",
    Shade.NAME: "on_soft",
    Shade.STRING: "success",
    Shade.NUMBER: "warning",
    Shade.COMMENT: "muted",
}
_TINT = 0.1


def formats(colors: Colors) -> Mapping[Shade, QTextCharFormat]:
    """How each shade is written, readable on every ground; keywords and comments are told apart without colour too."""
    made = {shade: QTextCharFormat() for shade in Shade}
    behind = [ground.name() for ground in grounds(colors).values()] + [colors.sunken, colors.soft]
    ratio = ENHANCED_TEXT_CONTRAST if colors.high_contrast else MIN_TEXT_CONTRAST
    for shade, role in _ROLES.items():
        ink = str(getattr(colors, role))
        for ground in behind:
            ink = pushed_from(ink, ground, colors.text, ratio)
        made[shade].setForeground(QColor(ink))
    made[Shade.KEYWORD].setFontWeight(QFont.Weight.DemiBold)
    made[Shade.COMMENT].setFontItalic(True)
    return made


def grounds(colors: Colors) -> Mapping[Sign, QColor]:
    """What lies behind lines that carry a sign."""
    if colors.high_contrast:
        return {sign: QColor(colors.hover) for sign in Sign}
    inks = {Sign.ADDED: colors.success, Sign.REMOVED: colors.danger, Sign.CONFLICT: colors.warning}
    made = {sign: QColor(mix(colors.sunken, ink, _TINT)) for sign, ink in inks.items()}
    made[Sign.GAP] = QColor(colors.hover)
    return made
