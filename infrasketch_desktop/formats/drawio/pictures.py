"""Takes the diagram out of a PNG that draw.io exported with “Include a copy of my diagram”.

It stands URI-encoded in a text chunk under the keyword `mxfile`, or `mxGraphModel` in old files (PNG specification,
“tEXt” and “zTXt”).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from infrasketch_desktop.formats.drawio.escapes import MAX_ENCODED, decoded_uri
from infrasketch_desktop.formats.markup import MarkupError
from infrasketch_desktop.language import tr

SIGNATURE = b"\x89PNG\r\n\x1a\n"

_KEYWORDS = (b"mxfile", b"mxGraphModel")
_AROUND = 12
"""Bytes of a chunk besides its data: the length, the type and the checksum."""


def diagram_in(content: bytes) -> str:
    """The XML inside a PNG. Raises MarkupError."""
    for sort, data in _chunks(content):
        keyword, _, text = data.partition(b"\0")
        if sort in (b"tEXt", b"zTXt") and keyword in _KEYWORDS:
            return decoded_uri(text if sort == b"tEXt" else _inflated(text[1:]))
    raise MarkupError(tr("this picture holds no diagram of draw.io, only what it looks like."), 0)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The type and the data of each chunk; what a broken length cuts off is passed over."""
    offset = len(SIGNATURE)
    while offset + _AROUND <= len(content):
        length = int.from_bytes(content[offset : offset + 4], "big")
        yield content[offset + 4 : offset + 8], content[offset + 8 : offset + 8 + length]
        offset += _AROUND + length


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, MAX_ENCODED + 1)
    except zlib.error as error:
        raise MarkupError(tr("the diagram in the picture cannot be unpacked: {error}.", error=error), 0) from error
