"""The PDF backend: display lists as content streams with embedded fonts, and a picture as a page of its own.

`render_pdf` makes the file. `design_doc.pdf` uses the parts: `Content` draws shapes and set lines on any page, and
`Resources` embeds, once for all pages, the fonts and drawings that they used. Text is shaped by HarfBuzz and written
as glyph numbers with the text they stand for, so that it looks as measured and can be searched and copied.
Nothing here needs Qt.
"""

from infrasketch_desktop.picture.pdf.content import Content
from infrasketch_desktop.picture.pdf.rendering import CREATOR, MARGIN, POINTS, draw_pdf, render_pdf, saved
from infrasketch_desktop.picture.pdf.resources import Resources
from infrasketch_desktop.picture.pdf.typesetting import SetLine, Typesetter

__all__ = [
    "CREATOR",
    "MARGIN",
    "POINTS",
    "Content",
    "Resources",
    "SetLine",
    "Typesetter",
    "draw_pdf",
    "render_pdf",
    "saved",
]
