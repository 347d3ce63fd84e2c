"""The card of a node: glyph on a tile of its kind's colour, label, technology, and signs for pinned and locked."""

from __future__ import annotations

from dataclasses import replace

from infrasketch_desktop.diagram.geometry import Point, Rect
from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.diagram.records import Node
from infrasketch_desktop.picture.look import Look
from infrasketch_desktop.picture.shapes import Box, Font, Glyph, Shape, Stroke
from infrasketch_desktop.picture.text import wrap
from infrasketch_desktop.picture.theme import Theme

LABEL_FONT = Font(13.0, bold=True)
SMALL_FONT = Font(11.0)
LABEL_LEADING = 16.0
SMALL_LEADING = 15.0
CARD_RADIUS = 10.0
TILE = 36.0
PADDING = 12.0
BADGE = 14.0
_STEP = BADGE + 4
SIGN = 12.0
_LIP = 2.5
_CAP = 0.36
"""Half the height of capitals in FiraGO, as a share of the font size: from the middle of a line to its baseline."""


def node_shapes(node: Node, look: Look, badge: Glyph | None = None) -> tuple[Shape, ...]:
    """A node as shapes in scene units. `badge` is a drawing for its technology, placed here at the start of its line.

    Cards below the height of a tile shrink the tile; a card too narrow for text shows the glyph alone.
    """
    return (*node_ground(node.kind, node.rect, look.theme), *node_face(node, look, badge))


def node_ground(kind: NodeKind, rect: Rect, theme: Theme) -> tuple[Shape, ...]:
    """What all nodes of a kind and size share: the card and the glyph on its tile."""
    colors, tile = theme.kinds[kind], tile_rect(rect)
    return (
        *card(rect, colors.border, theme),
        Box(tile, tile.width * 0.25, fill=colors.tile, stroke=_tile_stroke(theme)),
        Glyph(kind.value, tile.inflated(-tile.width / 6), colors.glyph),
    )


def node_face(node: Node, look: Look, badge: Glyph | None = None) -> tuple[Shape, ...]:
    """What a node has of its own: label, technology, and signs for pinned and locked."""
    return (*_texts(node, look, badge), *(_signs(node, look.theme) if node.pinned or node.locked else ()))


def card(rect: Rect, border: str, theme: Theme) -> tuple[Shape, ...]:
    """The rounded ground of a node or folded group. Its lower border is a little heavier, so that it seems to lie on
    the sheet; a shadow outside would cover the beginning of every edge.
    """
    radius = min(CARD_RADIUS, rect.height / 4, rect.width / 4)
    line = theme.border_width
    lip = max(line, _LIP)
    body = Rect(rect.x + line, rect.y + line, max(0.0, rect.width - 2 * line), max(0.0, rect.height - line - lip))
    return Box(rect, radius, fill=border), Box(body, radius - line, fill=theme.card)


def tile_rect(rect: Rect) -> Rect:
    """The square in which the glyph of a card stands."""
    side = max(4.0, min(TILE, rect.height - PADDING, rect.width - PADDING))
    left = rect.x + min(PADDING, (rect.width - side) / 2)
    return Rect(left, rect.y + (rect.height - side) / 2, side, side)


def text_rect(rect: Rect) -> Rect:
    """The part of a card in which its label stands; also the place of the label editor."""
    tile = tile_rect(rect)
    left = tile.x + tile.width + 10
    return Rect(left, rect.y, max(0.0, rect.x + rect.width - PADDING + 2 - left), rect.height)


def stacked_baselines(top: float, height: float, leadings: tuple[float, ...], sizes: tuple[float, ...]) -> list[float]:
    """Baselines of lines that stand together in the middle of a box; one leading and font size for each line."""
    y = top + (height - sum(leadings)) / 2
    baselines: list[float] = []
    for leading, size in zip(leadings, sizes, strict=True):
        baselines.append(round(y + leading / 2 + size * _CAP))
        y += leading
    return baselines


def _texts(node: Node, look: Look, badge: Glyph | None) -> list[Shape]:
    """Label and technology. Where both say the same there is one line, and the badge stands before the label."""
    area = text_rect(node.rect)
    if area.width < TILE / 2:
        return []
    technology = "" if _same(node.technology, node.label) else node.technology
    mark = badge and replace(badge, color=look.theme.kinds[node.kind].badge)
    indent = _STEP if mark and not technology and area.width >= TILE + _STEP else 0.0
    room = max(1, int((node.height - 8 - (SMALL_LEADING if technology else 0)) // LABEL_LEADING))
    labels = wrap(node.label, LABEL_FONT, area.width - indent, min(2, room), look.measurer)
    small = bool(technology) and node.height >= LABEL_LEADING + SMALL_LEADING
    baselines = stacked_baselines(
        node.y,
        node.height,
        (LABEL_LEADING,) * len(labels) + (SMALL_LEADING,) * small,
        (LABEL_FONT.size,) * len(labels) + (SMALL_FONT.size,) * small,
    )
    shapes: list[Shape] = [
        look.line(line, Point(area.x + indent, y), LABEL_FONT, look.theme.ink)
        for line, y in zip(labels, baselines, strict=False)
    ]
    if small:
        shapes.extend(_technology(technology, Point(area.x, baselines[-1]), area.width, look, mark))
    elif mark and indent:
        shapes.append(_placed_badge(mark, Point(area.x, baselines[0]), LABEL_FONT))
    return shapes


def _same(one: str, other: str) -> bool:
    """Whether two lines say the same; the second would tell nobody anything."""
    return one.casefold().split() == other.casefold().split()


def _technology(text: str, at: Point, width: float, look: Look, badge: Glyph | None) -> list[Shape]:
    ink = look.theme.soft_ink
    if badge is None:
        return [look.line_within(text, at, width, SMALL_FONT, ink)]
    line = look.line_within(text, at.moved(_STEP, 0), width - _STEP, SMALL_FONT, ink)
    return [_placed_badge(badge, at, SMALL_FONT), line]


def _placed_badge(badge: Glyph, at: Point, font: Font) -> Glyph:
    """A badge at the start of a line of text on the baseline of `at`, halfway up its capitals."""
    return replace(badge, rect=Rect(at.x, round(at.y - font.size * _CAP - BADGE / 2), BADGE, BADGE))


def _signs(node: Node, theme: Theme) -> list[Shape]:
    names = [name for name, wanted in (("pin", node.pinned), ("lock", node.locked)) if wanted]
    y = node.y + 5
    right = node.rect.right - 5
    return [Glyph(name, Rect(right - SIGN * (i + 1), y, SIGN, SIGN), theme.soft_ink) for i, name in enumerate(names)]


def _tile_stroke(theme: Theme) -> Stroke | None:
    return Stroke(theme.ink, 1.0) if theme.border_width > 1 else None
