"""Small font files that hold only what a picture or document shows."""

from __future__ import annotations

from collections.abc import Iterable

import uharfbuzz

from infrasketch_desktop.picture.faces.face import Face

_UNNEEDED = (b"DSIG", b"gasp", b"hdmx", b"VDMX", b"LTSH", b"FFTM")
"""A signature that no longer holds, and tables for screens of few pixels."""


def subset(face: Face, characters: Iterable[str]) -> bytes:
    """A font file with the glyphs for `characters` (strings are taken apart), their ligatures and kerning.

    The same characters give the same bytes. HarfBuzz does it in milliseconds where fontTools takes half a second.
    """
    wanted = sorted({ord(character) for text in characters for character in text})
    request = uharfbuzz.SubsetInput()
    request.unicode_set.update(wanted)
    request.flags = uharfbuzz.SubsetFlags.NO_HINTING
    request.drop_table_tag_set.update([int.from_bytes(tag, "big") for tag in _UNNEEDED])
    made = uharfbuzz.subset(uharfbuzz.Face(uharfbuzz.Blob(face.data), face.index), request)
    return bytes(made.blob.data)
