"""Two states of a diagram as one picture, with room for what went."""

from __future__ import annotations

from dataclasses import replace

from infrasketch_desktop.diagram.captions import caption
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.records import Sheet
from infrasketch_desktop.exchange.badges import program_badges
from infrasketch_desktop.exchange.settling import with_room
from infrasketch_desktop.language import in_english
from infrasketch_desktop.picture.comparison import Comparison, compare_picture
from infrasketch_desktop.picture.faces import FaceMeasurer
from infrasketch_desktop.picture.look import Look
from infrasketch_desktop.picture.marking import marked_display_list
from infrasketch_desktop.picture.svg import write_svg
from infrasketch_desktop.picture.theme import Theme


def compared(before: Diagram, after: Diagram) -> Comparison:
    """Both diagrams as one; what went is moved aside where something new lies in its place."""
    comparison = compare_picture(before, after)
    return replace(comparison, diagram=with_room(comparison.diagram, after)) if comparison.crowded else comparison


def compared_svg(before: Diagram, after: Diagram, theme: Theme) -> bytes:
    """The comparison as an SVG file; equal diagrams give equal bytes."""
    comparison = compared(before, after)
    diagram = comparison.diagram
    with in_english():
        drawing = marked_display_list(comparison, Look(theme, FaceMeasurer()), program_badges())
        titles = {record.id: caption(record, diagram) for record in diagram if not isinstance(record, Sheet)}
    return write_svg(drawing, theme, title=diagram.sheet.title or "Changes", titles=titles)
