"""A group: a frame with a header and a fold button, or folded into a card that says how much it holds."""

from __future__ import annotations

from infrasketch_desktop.diagram.frames import GROUP_HEADER, GROUP_PADDING
from infrasketch_desktop.diagram.geometry import Point, Rect
from infrasketch_desktop.diagram.records import Group
from infrasketch_desktop.language import tr_count
from infrasketch_desktop.picture.detail import Level
from infrasketch_desktop.picture.look import Look
from infrasketch_desktop.picture.node import (
    LABEL_FONT,
    LABEL_LEADING,
    SIGN,
    SMALL_FONT,
    SMALL_LEADING,
    card,
    stacked_baselines,
    text_rect,
    tile_rect,
)
from infrasketch_desktop.picture.shapes import Box, Font, Glyph, Shape, Stroke
from infrasketch_desktop.picture.text import wrap

HEADER_FONT = Font(12.0, bold=True)
DISTANT_FONTS = {Level.GLYPHS: Font(34.0, bold=True), Level.LABELS: Font(24.0, bold=True)}
"""In scene units: some 7 to 10 pixels at the zooms of these levels, within the 48 units above the members."""
FRAME_RADIUS = 12.0
FOLD = 16.0
_INSET = 10.0


def group_shapes(group: Group, rect: Rect, look: Look, *, depth: int = 0, count: int = 0) -> tuple[Shape, ...]:
    """A group as shapes. `depth` counts the groups around it, `count` the nodes it holds at any depth."""
    if group.collapsed:
        return _folded(group, rect, count, look)
    return _frame(group, rect, depth, look)


def distant_frame(group: Group, rect: Rect, look: Look, level: Level, depth: int = 0) -> tuple[Shape, ...]:
    """A frame as seen from further away: its name as large as the strip above its members allows, and no buttons."""
    font = DISTANT_FONTS[level]
    strip = GROUP_HEADER + GROUP_PADDING
    baseline = stacked_baselines(rect.y, strip, (strip,), (font.size,))[0]
    ground = _ground(rect, depth, look)
    left = rect.x + _INSET + 4
    name = look.line_within(group.label, Point(left, baseline), rect.right - _INSET - left, font, look.theme.group_ink)
    return ground, name


def header_rect(rect: Rect) -> Rect:
    """The strip of a frame that carries its label and can be grabbed."""
    return Rect(rect.x, rect.y, rect.width, GROUP_HEADER)


def fold_rect(rect: Rect, *, collapsed: bool) -> Rect:
    """The button that folds a frame or unfolds a card."""
    if collapsed:
        return Rect(rect.right - FOLD - 6, rect.y + 6, FOLD, FOLD)
    return Rect(rect.x + _INSET - 2, rect.y + (GROUP_HEADER - FOLD) / 2 + 1, FOLD, FOLD)


def _frame(group: Group, rect: Rect, depth: int, look: Look) -> tuple[Shape, ...]:
    theme = look.theme
    shapes: list[Shape] = [_ground(rect, depth, look)]
    fold = fold_rect(rect, collapsed=False)
    shapes.append(Glyph("chevron-down", fold.inflated(-1), theme.group_ink))
    left = fold.right + 4
    right = rect.right - _INSET - (SIGN + 4 if group.locked else 0)
    baseline = stacked_baselines(rect.y + 1, GROUP_HEADER, (GROUP_HEADER,), (HEADER_FONT.size,))[0]
    shapes.append(look.line_within(group.label, Point(left, baseline), right - left, HEADER_FONT, theme.group_ink))
    if group.locked:
        lock = Rect(rect.right - _INSET - SIGN, rect.y + (GROUP_HEADER - SIGN) / 2 + 1, SIGN, SIGN)
        shapes.append(Glyph("lock", lock, theme.group_ink))
    return tuple(shapes)


def _ground(rect: Rect, depth: int, look: Look) -> Box:
    theme = look.theme
    stroke = Stroke(theme.group_border, theme.border_width)
    return Box(rect.inflated(-theme.border_width / 2), FRAME_RADIUS, fill=theme.group_fill(depth), stroke=stroke)


def _folded(group: Group, rect: Rect, count: int, look: Look) -> tuple[Shape, ...]:
    """Two cards peep out behind the front one, so that a folded group is never taken for a node."""
    theme = look.theme
    shapes: list[Shape] = [
        *card(Rect(rect.x + 12, rect.y + 8, rect.width - 24, rect.height - 2), theme.group_border, theme),
        *card(Rect(rect.x + 6, rect.y + 4, rect.width - 12, rect.height - 1), theme.group_border, theme),
        *card(rect, theme.group_border, theme),
    ]
    tile = tile_rect(rect)
    shapes.append(Box(tile, tile.width / 4, fill=theme.group_fill(0), stroke=Stroke(theme.group_border, 1.0)))
    shapes.append(Glyph("stack", tile.inflated(-tile.width / 6), theme.group_ink))
    area = text_rect(rect)
    labels = wrap(group.label, LABEL_FONT, area.width - FOLD / 2, 2, look.measurer)
    leadings = (LABEL_LEADING,) * len(labels) + (SMALL_LEADING,)
    sizes = (LABEL_FONT.size,) * len(labels) + (SMALL_FONT.size,)
    baselines = stacked_baselines(rect.y, rect.height, leadings, sizes)
    for line, y in zip(labels, baselines, strict=False):
        shapes.append(look.line(line, Point(area.x, y), LABEL_FONT, theme.ink))
    counted = tr_count("%n node", "%n nodes", count)
    shapes.append(look.line(counted, Point(area.x, baselines[-1]), SMALL_FONT, theme.soft_ink))
    fold = fold_rect(rect, collapsed=True)
    shapes.append(Glyph("chevron-right", fold.inflated(-1), theme.soft_ink))
    if group.locked:
        shapes.append(Glyph("lock", Rect(fold.x - SIGN - 2, fold.y + 2, SIGN, SIGN), theme.soft_ink))
    return tuple(shapes)
