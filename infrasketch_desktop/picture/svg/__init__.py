"""The SVG backend: display lists as documents with real text that can be selected, searched and read aloud.

No scripts, no references to anything outside the file; the faces of the text lie inside as subsets, or are only named.
`render_svg` draws a diagram, `write_svg` any display list. Knows no Qt.
"""

from infrasketch_desktop.picture.svg.document import SvgOptions, render_svg, write_svg
from infrasketch_desktop.picture.svg.fonts import FontUse

__all__ = ["FontUse", "SvgOptions", "render_svg", "write_svg"]
