"""How an export is to look: the choices of a person, the same in the window and on the command line."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from infrasketch_desktop.picture.theme import Theme, light_theme


class Choice(StrEnum):
    """What can be chosen for a form of export; each form names those that apply to it.

    AREA is the selection instead of everything, PAGE everything on a sheet of paper.
    """

    THEME = "theme"
    SCALE = "scale"
    TRANSPARENT = "transparent"
    AREA = "area"
    PAGE = "page"
    FONTS = "fonts"
    PAPER = "paper"
    PACKING = "packing"
    LANGUAGE = "language"


class Area(StrEnum):
    """What of the diagram is shown: all of it, what is selected, or all of it on a sheet of paper."""

    WHOLE = "whole"
    SELECTION = "selection"
    PAGE = "page"


class Fonts(StrEnum):
    """Whether an SVG carries the glyphs it uses, or only names the faces and so needs them on the reader's machine."""

    EMBEDDED = "embedded"
    NAMED = "named"


class Paper(StrEnum):
    """The size of the pages of a document."""

    A4 = "a4"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """`scale` is pixels per scene unit; `zipped` packs a folder of Markdown into one file.

    `language` is the code of the one that a document is written in, "" for the one in force.
    """

    theme: Theme = field(default_factory=light_theme)
    scale: float = 2.0
    transparent: bool = False
    area: Area = Area.WHOLE
    fonts: Fonts = Fonts.EMBEDDED
    paper: Paper = Paper.A4
    zipped: bool = False
    language: str = ""
