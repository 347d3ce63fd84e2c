"""A note: free text on a slip of paper with a folded corner."""

from __future__ import annotations

from infrasketch_desktop.diagram.geometry import Point, Rect
from infrasketch_desktop.diagram.records import Note
from infrasketch_desktop.picture.look import Look
from infrasketch_desktop.picture.node import SIGN
from infrasketch_desktop.picture.shapes import Font, Glyph, Path, Shape, Step, Stroke, Verb
from infrasketch_desktop.picture.text import wrap

NOTE_FONT = Font(12.0)
NOTE_LEADING = 16.0
PADDING = 10.0
_EAR = 12.0


def note_shapes(note: Note, look: Look) -> tuple[Shape, ...]:
    """A note as shapes: as many lines as its paper holds, the last one with an ellipsis when there are more."""
    theme, rect = look.theme, note.rect
    ear = min(_EAR, rect.width / 3, rect.height / 3)
    stroke = Stroke(theme.paper_border, theme.border_width)
    body = rect.inflated(-theme.border_width / 2)
    shapes: list[Shape] = [
        Path(_paper(body, ear), fill=theme.paper, stroke=stroke),
        Path(_corner(body, ear), fill=theme.paper_border),
    ]
    area = note_text_rect(rect)
    lines = max(1, int(area.height // NOTE_LEADING))
    for number, line in enumerate(wrap(note.text, NOTE_FONT, area.width, lines, look.measurer)):
        baseline = round(area.y + NOTE_LEADING * (number + 0.5) + NOTE_FONT.size * 0.36)
        shapes.append(look.line(line, Point(area.x, baseline), NOTE_FONT, theme.paper_ink))
    if note.locked:
        shapes.append(Glyph("lock", Rect(body.right - SIGN - 4, body.bottom - SIGN - 4, SIGN, SIGN), theme.paper_ink))
    return tuple(shapes)


def note_text_rect(rect: Rect) -> Rect:
    """The part of the paper on which text stands; also the place of the editor."""
    return rect.inflated(-min(PADDING, rect.width / 4, rect.height / 4))


def _paper(rect: Rect, ear: float) -> tuple[Step, ...]:
    corners = (
        Point(rect.left, rect.top),
        Point(rect.right - ear, rect.top),
        Point(rect.right, rect.top + ear),
        Point(rect.right, rect.bottom),
        Point(rect.left, rect.bottom),
    )
    return (Step(Verb.MOVE, corners[:1]), *(Step(Verb.LINE, (c,)) for c in corners[1:]), Step(Verb.CLOSE))


def _corner(rect: Rect, ear: float) -> tuple[Step, ...]:
    fold = Point(rect.right - ear, rect.top + ear)
    return (
        Step(Verb.MOVE, (Point(rect.right - ear, rect.top),)),
        Step(Verb.LINE, (fold,)),
        Step(Verb.LINE, (Point(rect.right, rect.top + ear),)),
        Step(Verb.CLOSE),
    )
