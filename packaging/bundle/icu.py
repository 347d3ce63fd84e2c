"""Takes out of ICU's data what Qt never asks it for: names of languages, currencies and zones, encodings of old times.

Qt links all of ICU, of which the data are nine tenths; it writes dates and numbers with tables of its own and asks ICU
for collation and for the names of internet hosts. The file is a shared library that holds nothing but one package of
data (ICU's `ucmndata.h`); the package is written anew with fewer items, and the library made that much shorter.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from pathlib import Path

_KEPT = re.compile(
    r"[^/]+/(?:[^/]+\.(?:nrm|icu|spp)|(?:root|pool|res_index|supplementalData|likelySubtags|keyTypeData)\.res"
    r"|coll/(?:root|res_index|pool|de|ar|ucadata)\.\w+)"
)
"""Tables of characters, and the order of letters everywhere, in German and in Arabic."""
_MAGIC = b"\xda\x27"
_FORMAT = b"CmnD"
_FORMAT_AT = 12
_ALIGNED = 16
_LOAD, _WRITABLE = 1, 2
_SEGMENT = struct.Struct("<IIQQQQQQ")
"""Elf64_Phdr: type, flags, offset, virtual and physical address, size in the file and in memory, alignment."""
_PAGE = 0x1000


class IcuError(Exception):
    """The file is not what this module knows: an ICU library of one package, 64 bits, little-endian."""


def shortened(library: bytes, is_kept: Callable[[str], bool] = lambda name: bool(_KEPT.fullmatch(name))) -> bytes:
    """`library` (libicudata) with those items alone whose names `is_kept` likes, such as “icudt73l/coll/root.res”.

    Raises:
        IcuError: see there.
    """
    start = _package_start(library)
    package = _package(library, start, is_kept)
    return _with_package(library, start, package)


def shorten(file: Path) -> None:
    """`shortened`, in place. Raises IcuError and OSError."""
    file.write_bytes(shortened(file.read_bytes()))


def _package_start(library: bytes) -> int:
    at = library.find(_FORMAT)
    while at >= 0:
        start = at - _FORMAT_AT
        if library[start + 2 : start + 4] == _MAGIC:
            return start
        at = library.find(_FORMAT, at + 1)
    raise IcuError("There is no package of ICU data in it.")


def _package(library: bytes, start: int, is_kept: Callable[[str], bool]) -> bytes:
    (header,) = struct.unpack_from("<H", library, start)
    base = start + header
    (count,) = struct.unpack_from("<I", library, base)
    places = [struct.unpack_from("<II", library, base + 4 + 8 * number) for number in range(count)]
    end = _data_end(library, start) - base
    items = []
    for (name_at, data_at), (_, next_at) in zip(places, [*places[1:], (0, end)], strict=True):
        name = library[base + name_at : library.index(b"\0", base + name_at)]
        if is_kept(name.decode("ascii")):
            items.append((name, library[base + data_at : base + next_at]))
    return library[start:base] + _table(items)


def _table(items: list[tuple[bytes, bytes]]) -> bytes:
    """The table of contents, the names, and the items, each where the table says."""
    names = b"".join(name + b"\0" for name, _ in items)
    name_at = 4 + 8 * len(items)
    data_at = _up(name_at + len(names), _ALIGNED)
    table, content = [struct.pack("<I", len(items))], []
    for name, data in items:
        table.append(struct.pack("<II", name_at, data_at))
        padded = data.ljust(_up(len(data), _ALIGNED), b"\0")
        content.append(padded)
        name_at += len(name) + 1
        data_at += len(padded)
    return (b"".join(table) + names).ljust(_up(4 + 8 * len(items) + len(names), _ALIGNED), b"\0") + b"".join(content)


def _segments(library: bytes) -> list[tuple[int, tuple[int, ...]]]:
    """Where each program header lies, and what it says."""
    if library[:6] != b"\x7fELF\x02\x01":
        raise IcuError("It is no library of 64 bits for Linux.")
    (first,) = struct.unpack_from("<Q", library, 32)
    size, count = struct.unpack_from("<HH", library, 54)
    return [(first + size * number, _SEGMENT.unpack_from(library, first + size * number)) for number in range(count)]


def _data_end(library: bytes, start: int) -> int:
    """Where the segment ends that holds the package: nothing that is needed follows the package in it."""
    for _, (kind, flags, offset, _virtual, _physical, size, _memory, _aligned) in _segments(library):
        if kind == _LOAD and not flags & _WRITABLE and offset <= start < offset + size:
            return offset + size
    raise IcuError("Its data lie in no segment that is read.")


def _with_package(library: bytes, start: int, package: bytes) -> bytes:
    """The head of `library`, the package, and the writable segment, moved up in the file but not in memory."""
    segments = _segments(library)
    moved = [fields for _, fields in segments if fields[0] == _LOAD and fields[1] & _WRITABLE]
    if len(moved) != 1:
        raise IcuError("It has not one writable segment.")
    (_, _, old, _, _, size, _, _) = moved[0]
    new = _up(start + len(package), _PAGE) + old % _PAGE
    short = bytearray((library[:start] + package).ljust(new, b"\0") + library[old : old + size])
    for at, (kind, flags, offset, virtual, physical, length, memory, aligned) in segments:
        if old <= offset < old + size and length:
            offset += new - old  # noqa: PLW2901 - as it is now
        elif kind == _LOAD:
            length = memory = start + len(package) - offset  # noqa: PLW2901
        _SEGMENT.pack_into(short, at, kind, flags, offset, virtual, physical, length, memory, aligned)
    struct.pack_into("<Q", short, 40, 0)  # sections: for linkers and debuggers, whose table stood at the end
    struct.pack_into("<HHH", short, 58, 64, 0, 0)
    return bytes(short)


def _up(size: int, step: int) -> int:
    return -(-size // step) * step
