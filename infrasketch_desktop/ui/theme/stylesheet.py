"""Colours and a text size into a palette and a style sheet."""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path
from string import Template

from PySide6.QtGui import QColor, QPalette

from infrasketch_desktop.ui.theme.colors import Colors
from infrasketch_desktop.ui.theme.measures import grown

_SHEET = Path(__file__).with_name("window.qss")
_SCALES = {"small": 0.9, "body": 1.0, "large": 1.2, "heading": 1.25, "display": 2.0}
"""Sizes of text roles as multiples of the application's font, so that all of them grow with it."""


_ROUND = {"radio_radius": (14, 2), "chip_radius": (18, 6)}
"""Of what is as round as it is high: its height, and what lines and paddings add. A larger radius would be none."""
_LENGTH = re.compile(r"\b(\d+)px(-1)?")
_LINE = 2
"""Pixels up to which a length is a line."""


def style_sheet(colors: Colors, point_size: float, onward: str = "right") -> str:
    """The sheet in `colors` with its lengths and text sizes as they belong to text of `point_size` points.

    `onward` is where lines lead. Lines of one or two pixels stay what they are; `6px-1` is what a line that is thicker
    by one leaves of six, so that nothing moves when it gets the focus.
    """
    back = "left" if onward == "right" else "right"
    sizes = {name: f"{point_size * scale:.1f}" for name, scale in _SCALES.items()}
    sizes |= {name: f"{(grown(side, point_size) + lines) // 2}px" for name, (side, lines) in _ROUND.items()}
    text = _SHEET.read_text(encoding="utf-8")
    sheet = _LENGTH.sub(lambda found: _length(int(found[1]), found[2], point_size), text)
    return Template(sheet).substitute(asdict(colors), onward=onward, back=back, **sizes)


def _length(pixels: int, less: str | None, point_size: float) -> str:
    size = pixels if pixels <= _LINE else grown(pixels, point_size)
    return f"{size - 1 if less else size}px"


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
