"""The faces of an SVG: embedded as subsets, so that it looks alike everywhere, or only named, so that it is small."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from enum import StrEnum
from io import BytesIO

from fontTools.ttLib.sfnt import SFNTReader, SFNTWriter

from infrasketch_desktop.picture.faces import Face, Faces, subset
from infrasketch_desktop.picture.shapes import Text

FALLBACKS = "Fira Sans,Noto Sans,Segoe UI,Helvetica Neue,Arial,sans-serif"
"""What a viewer without FiraGO should look for: Fira Sans has its Latin, Greek and Cyrillic."""


class FontUse(StrEnum):
    """Where a viewer finds the faces of the text."""

    EMBEDDED = "embedded"
    NAMED = "named"


def font_families(faces: Faces) -> str:
    """The value of `font-family`: our faces by choice, then those of other machines.

    Without quotes, which names of letters need not have (CSS Fonts 4) and Qt would take for a part of them.
    """
    return ",".join([*dict.fromkeys(map(_family, faces.regular)), FALLBACKS])


def font_rules(texts: Iterable[Text], faces: Faces) -> str:
    """A `@font-face` rule for every face that one of the texts needs, with just the characters it is needed for."""
    return "".join(_rule(face, characters) for face, characters in _needed(texts, faces) if face.is_embeddable)


def _needed(texts: Iterable[Text], faces: Faces) -> Iterator[tuple[Face, set[str]]]:
    """The faces in order of choice with the characters that each one shows."""
    written: dict[bool, list[str]] = {False: [], True: []}
    for text in texts:
        written[text.font.bold].append(text.text)
    needed: dict[Face, set[str]] = {}
    for bold, lines in written.items():
        rest = set("".join(lines))
        for face in faces.chain(bold=bold):
            covered = {character for character in rest if ord(character) in face.characters}
            if covered:
                needed.setdefault(face, set()).update(covered)
            rest = rest - covered
    yield from needed.items()


def _rule(face: Face, characters: Iterable[str]) -> str:
    data = b64encode(web_font(subset(face, characters))).decode("ascii")
    weight = "700" if face.bold else "400"
    return (
        f"@font-face{{font-family:'{_family(face)}';font-weight:{weight};"
        f"src:url(data:font/woff;base64,{data}) format('woff')}}"
    )


def _family(face: Face) -> str:
    """A name that may stand between quotes in CSS and XML."""
    name = face.name.removesuffix(" Bold") if face.bold else face.name
    return "".join(c for c in name if c.isalnum() or c in " -_.")


def web_font(data: bytes) -> bytes:
    """A font file as WOFF 1.0: its tables, each deflated."""
    reader = SFNTReader(BytesIO(data))
    file = BytesIO()
    writer = SFNTWriter(file, len(reader.tables), reader.sfntVersion, flavor="woff")
    for tag in sorted(reader.keys()):
        writer[tag] = reader[tag]
    writer.close()
    return file.getvalue()
