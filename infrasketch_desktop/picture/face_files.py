"""The files of the program's text faces, from the `pymupdf-fonts` package (SIL Open Font License 1.1)."""

from __future__ import annotations

from pathlib import Path

from infrasketch_desktop.resources import resources_folder

WINDOW_FACES = ("figo", "figbo")
"""FiraGO Regular and Bold, by their names in the package: what the window and its pictures are set in."""

UNPACKED = "faces"
"""The folder of the resources in which a bundle has the faces of the window as they are: to unpack them takes 40 ms."""


def unpacked_face(name: str) -> Path | None:
    """Where the file of a face lies as it is; None outside of a bundle."""
    unpacked = resources_folder() / UNPACKED / f"{name}.ttf"
    return unpacked if unpacked.is_file() else None


def face_file(name: str) -> bytes:
    """The file of a face, by its name in the package, for example "figo" for FiraGO Regular."""
    unpacked = unpacked_face(name)
    if unpacked is not None:
        return unpacked.read_bytes()
    from pymupdf_fonts import fontbuffers  # noqa: PLC0415 - a library of many faces, opened when one is needed

    return bytes(fontbuffers[name]())
