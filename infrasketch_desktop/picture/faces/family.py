"""Faces in two weights with fallbacks, and text cut into what each of them can show."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from infrasketch_desktop.picture.face_files import face_file
from infrasketch_desktop.picture.faces.face import Face

FAMILY = "FiraGO"

_ATTACHED = frozenset({"Mn", "Me", "Mc", "Cf"})
"""Unicode categories of marks, joiners and variation selectors: they stay with the character before them."""

_SELECTORS = re.compile("[\u034f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""Marks that only choose how the character before them looks (Unicode, 23.4)."""


class FaceRun(NamedTuple):
    """A stretch of text in one face."""

    face: Face
    text: str


class Faces:
    """The faces for text of either weight, first choice first; both have at least one."""

    def __init__(self, regular: Sequence[Face], bold: Sequence[Face]) -> None:
        self.regular = tuple(regular)
        self.bold = tuple(bold)

    def chain(self, *, bold: bool) -> tuple[Face, ...]:
        return self.bold if bold else self.regular

    def with_fallbacks(self, regular: Sequence[Face], bold: Sequence[Face] = ()) -> Faces:
        """These faces and then others; bold text falls back to `regular` faces where no `bold` one helps."""
        return Faces((*self.regular, *regular), (*self.bold, *bold, *regular))

    def runs(self, text: str, *, bold: bool = False) -> tuple[FaceRun, ...]:
        """`text` in stretches by the first face that has the characters; what none has is left to the first face."""
        chain = self.chain(bold=bold)
        if chain[0].covers(text):
            return (FaceRun(chain[0], text),) if text else ()
        return tuple(_runs(text, chain))

    def missing(self, text: str, *, bold: bool = False) -> frozenset[str]:
        """The characters for which no face has a glyph; control characters and joiners need none."""
        chain = self.chain(bold=bold)
        return frozenset(c for c in text if not any(ord(c) in face.characters for face in chain) and _is_visible(c))


@cache
def firago() -> Faces:
    """FiraGO: Latin, Greek, Cyrillic, Arabic, Devanagari, Georgian, Hebrew and Thai.

    The files come from the `pymupdf-fonts` package (SIL Open Font License 1.1).
    """
    regular, bold = (
        Face(FAMILY, lambda: face_file("figo")),
        Face(f"{FAMILY} Bold", lambda: face_file("figbo"), bold=True),
    )
    return Faces((regular,), (bold,))


def _runs(text: str, chain: Sequence[Face]) -> Iterator[FaceRun]:
    start, current = 0, chain[0]
    for place, character in enumerate(text):
        face = current if place and _is_attached(character) else _face_for(character, chain)
        if face is not current:
            if place > start:
                yield FaceRun(current, text[start:place])
            start, current = place, face
    yield FaceRun(current, text[start:])


def _face_for(character: str, chain: Sequence[Face]) -> Face:
    return next((face for face in chain if ord(character) in face.characters), chain[0])


def _is_attached(character: str) -> bool:
    return unicodedata.category(character) in _ATTACHED


def _is_visible(character: str) -> bool:
    if _SELECTORS.fullmatch(character):
        return False
    return unicodedata.category(character) not in {"Cc", "Cf", "Zs", "Zl", "Zp"}
