"""What each tool takes. The classes are the truth: from them come the checks of a call and the schemas it is told by.

Paths are strings here; `grounds` says which of them may be used. The comments that an assistant reads stand in `NOTES`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

OPERATIONS = "operations"


class Look(StrEnum):
    """The theme of a picture."""

    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high-contrast"
    HIGH_CONTRAST_DARK = "high-contrast-dark"


@dataclass(frozen=True, slots=True, kw_only=True)
class Nothing:
    """A tool without arguments."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfSketch:
    sketch: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    sketch: str = ""
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposing:
    """Beside these stands `OPERATIONS`, a list that is decoded one by one so that each wrong one has its index."""

    summary: str
    sketch: str = ""
    even_partly: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketching:
    text: str
    save_as: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    sketch: str = ""
    theme: Look = Look.LIGHT


@dataclass(frozen=True, slots=True, kw_only=True)
class Documenting:
    sketch: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exporting:
    to: str
    name: str
    sketch: str = ""
    theme: Look = Look.LIGHT
    only_price: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Importing:
    files: tuple[str, ...]
    into: str = ""
    save_as: str = ""
    format: str = ""


NOTES: Mapping[str, str] = {
    "sketch": "which sketch, as list_sketches names it; may be left out where there is only one",
    "only": "ids of the records to read; all of them when left out",
    "operations": "typed operations, carried out in order on a copy",
    "summary": "one short sentence that names the change for the person who reviews it",
    "even_partly": "let those that fit wait for review even when others do not",
    "text": "a description in plain English, arrows such as “web -> api -> db”, or Mermaid",
    "save_as": "name of a new .infrasketch file in a folder that was given; nothing is saved without it",
    "theme": "colours of the picture",
    "section": "id of one section; all of them when left out",
    "to": "the form: png, svg, pdf, mermaid, drawio, d2, structurizr, notion, json, csv, text, …",
    "name": "name of the new file in a folder that was given; the ending is added where it is missing",
    "only_price": "say the price and what is left, and make nothing",
    "files": "paths of the files, or of one folder of a repository",
    "into": "propose what is read for this sketch",
    "format": "what the files are, where that cannot be told from them",
}
