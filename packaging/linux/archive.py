"""Packs a tree into a compressed tar archive that is the same bytes on every run: sorted, owned by root, one moment."""

from __future__ import annotations

import io
import lzma
import tarfile
from collections.abc import Sequence
from typing import IO

from linux.tree import FOLDER_MODE, Entry, folders_of

PRESET = 6
"""Of xz, for releases; tests, which are in a hurry, pack with 0."""
_DICTIONARY = 64 * 1024 * 1024
"""In bytes; unpacking needs as much memory."""


def write_tar_xz(
    entries: Sequence[Entry], target: IO[bytes], moment: int, *, prefix: str = "", preset: int = PRESET
) -> None:
    """Write `entries` in their order, all with `moment` (seconds since 1970) as their time, below `prefix`.

    Compression is one stream and so does not depend on the number of processors. Jumps in machine code are made
    absolute before, which makes it 5 % smaller on x86 and does no harm elsewhere.
    """
    larger = {"dict_size": _DICTIONARY} if preset == PRESET else {}
    filters = [{"id": lzma.FILTER_X86}, {"id": lzma.FILTER_LZMA2, "preset": preset, **larger}]
    with (
        lzma.open(target, "wb", check=lzma.CHECK_CRC64, filters=filters) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.GNU_FORMAT) as archive,
    ):
        for path in folders_of(entries):
            _add(archive, _header(f"{prefix}{path}", moment, FOLDER_MODE, tarfile.DIRTYPE))
        for entry in entries:
            _add_entry(archive, entry, prefix, moment)


def _add_entry(archive: tarfile.TarFile, entry: Entry, prefix: str, moment: int) -> None:
    if entry.link:
        header = _header(f"{prefix}{entry.path}", moment, 0o777, tarfile.SYMTYPE)
        header.linkname = entry.link
        _add(archive, header)
        return
    _add(archive, _header(f"{prefix}{entry.path}", moment, entry.mode, tarfile.REGTYPE), entry.read())


def _header(path: str, moment: int, mode: int, kind: bytes) -> tarfile.TarInfo:
    header = tarfile.TarInfo(path)
    header.type, header.mode, header.mtime = kind, mode, moment
    header.uname = header.gname = "root"
    return header


def _add(archive: tarfile.TarFile, header: tarfile.TarInfo, content: bytes = b"") -> None:
    header.size = len(content)
    archive.addfile(header, io.BytesIO(content))
