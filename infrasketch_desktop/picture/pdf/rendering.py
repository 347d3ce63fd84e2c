"""A whole diagram as a PDF of one page in its natural size."""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import TYPE_CHECKING

from infrasketch_desktop.collector import collector_paused
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.geometry import Point, Rect
from infrasketch_desktop.picture.artist import BadgeSource
from infrasketch_desktop.picture.drawing import DisplayList, display_list
from infrasketch_desktop.picture.faces import FaceMeasurer, Faces, firago
from infrasketch_desktop.picture.look import Look
from infrasketch_desktop.picture.pdf.content import Content
from infrasketch_desktop.picture.pdf.resources import Resources
from infrasketch_desktop.picture.shapes import Box
from infrasketch_desktop.picture.theme import Theme

if TYPE_CHECKING:
    import pikepdf

POINTS = 0.75
"""Points to a scene unit: a pixel of CSS is a 96th of an inch, a point a 72nd."""

MARGIN = 24.0
_LEVEL = 5
CREATOR = "InfraSketch Desktop"
_EMPTY = Rect(0, 0, 320, 180)
_LONGEST_SIDE = 14_400.0
"""The largest page of PDF in points (ISO 32000-1, annex C.2); larger pictures are made smaller."""


def render_pdf(
    diagram: Diagram,
    theme: Theme,
    *,
    transparent: bool = False,
    margin: float = MARGIN,
    badge_for: BadgeSource | None = None,
    faces: Faces | None = None,
) -> bytes:
    """A vector picture of everything visible, with real text in embedded fonts.

    `margin` is in scene units. The same diagram gives the same bytes. What no face can show appears as a box.
    """
    faces = faces or firago()
    drawing = display_list(diagram, Look(theme, FaceMeasurer(faces)), badge_for)
    return draw_pdf(
        drawing, faces, ground=None if transparent else theme.canvas, margin=margin, title=diagram.sheet.title
    )


def draw_pdf(
    drawing: DisplayList, faces: Faces, *, ground: str | None = None, margin: float = MARGIN, title: str = ""
) -> bytes:
    """A display list as a PDF of one page, `ground` being the colour of its paper."""
    area = (drawing.bounds or _EMPTY).inflated(margin)
    scale = min(POINTS, _LONGEST_SIDE / max(area.width, area.height))
    content = Content(Resources(faces))
    content.to_page(Point(area.x, area.y), scale, 0.0, area.height * scale)
    with collector_paused():
        if ground is not None:
            content.draw((Box(area, fill=ground),))
        for item in drawing.items:
            content.draw(item.shapes)
    return _one_page(content, area.width * scale, area.height * scale, title)


def _one_page(content: Content, width: float, height: float, title: str) -> bytes:
    import pikepdf  # noqa: PLC0415 - a tenth of a second, for who writes a PDF

    pdf = pikepdf.new()
    page = pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=pikepdf.Array([0, 0, round(width, 3), round(height, 3)]),
        Contents=_compressed(pdf, content.data()),
        Resources=content.resources.write(pdf),
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    pdf.docinfo[pikepdf.Name.Creator] = pikepdf.String(CREATOR)
    if title:
        pdf.docinfo[pikepdf.Name.Title] = pikepdf.String(title)
    return saved(pdf)


def _compressed(pdf: pikepdf.Pdf, data: bytes) -> pikepdf.Stream:
    """At a level that takes a third of the time of the usual one, for a twentieth of the size more."""
    import pikepdf  # noqa: PLC0415

    stream = pdf.make_stream(b"")
    stream.write(zlib.compress(data, _LEVEL), filter=pikepdf.Name.FlateDecode)
    return stream


def saved(pdf: pikepdf.Pdf) -> bytes:
    """The bytes of a document; the same document gives the same ones."""
    import pikepdf  # noqa: PLC0415

    file = BytesIO()
    pdf.save(
        file,
        deterministic_id=True,
        min_version="1.7",
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        fix_metadata_version=False,  # no metadata of ours name a version, and looking for one needs lxml
    )
    return file.getvalue()
