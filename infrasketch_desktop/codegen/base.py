"""The texts as they were generated the last time: `.infrasketch/base.zip`, the common ground of a merge."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from infrasketch_desktop.codegen.manifest import FOLDER, Manifest, sha256_of
from infrasketch_desktop.codegen.reading import read_ordinary
from infrasketch_desktop.packing import zipped

BASE = f"{FOLDER}/base.zip"
MOST_BYTES = 64 * 1024 * 1024
MOST_UNPACKED = 256 * 1024 * 1024
MOST_TEXT = 1024 * 1024
"""Bytes of one text: a hundred times a long source file."""


def base_bytes(texts: Mapping[str, str]) -> bytes:
    """The archive of some texts by path; the same bytes for equal ones."""
    return zipped({path: text.encode() for path, text in texts.items()})


def read_base(folder: Path, manifest: Manifest) -> Mapping[str, str]:
    """The texts that a manifest speaks of. One that is missing, damaged or another one is left out: it is unknown."""
    try:
        content = read_ordinary(folder, BASE, MOST_BYTES)
        return {} if content is None else _texts(content, manifest)
    except (OSError, BadZipFile, ValueError, NotImplementedError, EOFError):
        return {}


def _texts(content: bytes, manifest: Manifest) -> dict[str, str]:
    texts: dict[str, str] = {}
    with ZipFile(BytesIO(content)) as archive:
        for info in bounded_entries(archive):
            entry = manifest.files.get(info)
            if entry is not None:
                text = archive.read(info).decode("utf-8", "replace")
                if sha256_of(text) == entry.sha256:
                    texts[info] = text
    return texts


def bounded_entries(archive: ZipFile) -> list[str]:
    """The names in an archive. Raises ValueError when it would unpack to too much."""
    infos = archive.infolist()
    if any(info.file_size > MOST_TEXT for info in infos) or sum(info.file_size for info in infos) > MOST_UNPACKED:
        raise ValueError("The archive would unpack to too much.")
    return [info.filename for info in infos]
