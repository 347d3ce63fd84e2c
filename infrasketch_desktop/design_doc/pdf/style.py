"""The typography of the document: sizes in points, leading, space around, and the colours of a theme."""

from __future__ import annotations

from dataclasses import dataclass, replace

from infrasketch_desktop.picture.theme import Theme


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a paragraph is set. `before` and `after` are the spaces around it."""

    size: float
    leading: float
    color: str
    bold: bool = False
    before: float = 0.0
    after: float = 0.0

    def tinted(self, color: str) -> TextStyle:
        return replace(self, color=color)


@dataclass(frozen=True, slots=True)
class Styles:
    """Every style and colour of a document."""

    body: TextStyle
    headings: tuple[TextStyle, TextStyle, TextStyle]
    cell: TextStyle
    head_cell: TextStyle
    code: TextStyle
    caption: TextStyle
    running: TextStyle
    title: TextStyle
    lead: TextStyle
    kind: TextStyle
    figure: TextStyle
    accent: str
    rule: str
    dots: str
    ground: str
    paper: str

    def heading(self, level: int) -> TextStyle:
        """The style of a heading; from the third level on they look alike."""
        return self.headings[min(level, len(self.headings)) - 1]


def styles_for(theme: Theme) -> Styles:
    """The styles in the colours of a theme."""
    ink, soft = theme.ink, theme.soft_ink
    body = TextStyle(9.75, 14.5, ink, after=6.5)
    return Styles(
        body=body,
        headings=(
            TextStyle(19.0, 25.0, ink, bold=True, before=30.0, after=9.0),
            TextStyle(13.0, 18.0, ink, bold=True, before=17.0, after=4.0),
            TextStyle(10.5, 15.0, ink, bold=True, before=10.0, after=2.5),
        ),
        cell=TextStyle(8.75, 12.5, ink),
        head_cell=TextStyle(8.5, 12.5, theme.group_ink, bold=True),
        code=TextStyle(9.0, 12.0, ink, after=7.0),
        caption=TextStyle(8.5, 12.5, soft, before=4.0, after=9.0),
        running=TextStyle(8.0, 11.0, soft),
        title=TextStyle(32.0, 39.0, ink, bold=True),
        lead=TextStyle(12.5, 19.0, soft),
        kind=TextStyle(9.0, 12.0, theme.accent, bold=True),
        figure=TextStyle(21.0, 25.0, ink, bold=True),
        accent=theme.accent,
        rule=theme.group_fills[1],
        dots=theme.group_border,
        ground=theme.group_fills[2],
        paper=theme.card,
    )
