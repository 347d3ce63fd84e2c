"""Packs files into one zip whose bytes follow from their contents alone."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_FIRST_DATE = (1980, 1, 1, 0, 0, 0)
"""The earliest that the format knows; that of the export would make equal documents differ."""
_PLAIN_FILE = 0o100644 << 16


def zipped(files: Mapping[str, bytes], folder: str = "") -> bytes:
    """A zip archive with `files`, inside `folder` if one is named, sorted by name."""
    before = f"{folder}/" if folder else ""
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, content in sorted(files.items()):
            entry = ZipInfo(f"{before}{name}", _FIRST_DATE)
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, _PLAIN_FILE
            entry.create_system = 3  # Unix, on every system
            archive.writestr(entry, content)
    return buffer.getvalue()
