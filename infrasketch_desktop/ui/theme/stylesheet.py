"""Colours and a text size into a palette and a style sheet."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from string import Template

from PySide6.QtGui import QColor, QPalette

from infrasketch_desktop.ui.theme.colors import Colors

_SHEET = Path(__file__).with_name("window.qss")
_SCALES = {"small": 0.9, "body": 1.0, "large": 1.2, "heading": 1.25, "display": 2.0}
"""Sizes of text roles as multiples of the application's font, so that all of them grow with it."""


def style_sheet(colors: Colors, point_size: float, onward: str = "right") -> str:
    """The sheet in `colors` with its text sizes as multiples of `point_size` points; `onward` is where lines lead."""
    back = "left" if onward == "right" else "right"
    sizes = {name: f"{point_size * scale:.1f}" for name, scale in _SCALES.items()}
    return Template(_SHEET.read_text(encoding="utf-8")).substitute(asdict(colors), onward=onward, back=back, **sizes)


def palette(colors: Colors) -> QPalette:
    """For what the style sheet does not reach: native parts of dialogs, links, placeholders."""
    roles = QPalette.ColorRole
    made = QPalette()
    for role, color in (
        (roles.Window, colors.window),
        (roles.WindowText, colors.text),
        (roles.Base, colors.field),
        (roles.AlternateBase, colors.sunken),
        (roles.Text, colors.text),
        (roles.Button, colors.surface),
        (roles.ButtonText, colors.text),
        (roles.BrightText, colors.danger),
        (roles.ToolTipBase, colors.raised),
        (roles.ToolTipText, colors.text),
        (roles.PlaceholderText, colors.muted),
        (roles.Highlight, colors.accent),
        (roles.HighlightedText, colors.on_accent),
        (roles.Link, colors.accent),
        (roles.Accent, colors.accent),
        (roles.Mid, colors.border),
        (roles.Dark, colors.strong_border),
    ):
        made.setColor(role, QColor(color))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(colors.disabled))
    return made
