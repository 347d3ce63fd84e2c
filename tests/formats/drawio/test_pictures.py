import zlib
from urllib.parse import quote

import pytest

from infrasketch_desktop.formats.drawio.reading import read
from infrasketch_desktop.formats.errors import FormatError
from infrasketch_desktop.formats.result import SourceFile
from tests.formats.drawio.pages import model, mxfile, vertex
from tests.formats.round_trips import applied

SHOP = quote(mxfile(model(vertex("a", "Käse"))), safe="").encode()


def png(*chunks):
    parts = [len(data).to_bytes(4, "big") + sort + data + b"\0\0\0\0" for sort, data in chunks]
    return [SourceFile("shop.png", b"\x89PNG\r\n\x1a\n" + b"".join(parts))]


@pytest.mark.parametrize(
    "chunk",
    [
        (b"tEXt", b"mxfile\0" + SHOP),
        (b"zTXt", b"mxfile\0\0" + zlib.compress(SHOP)),
        (b"tEXt", b"mxGraphModel\0" + quote(model(vertex("a", "Käse"))).encode()),
    ],
)
def test_the_diagram_in_a_picture_is_read(chunk, catalog):
    files = png((b"IHDR", b"\0" * 13), (b"tEXt", b"Software\0x"), chunk, (b"IEND", b""))

    assert [node.label for node in applied(read(files, catalog)).nodes.values()] == ["Käse"]


@pytest.mark.timeout(4)
@pytest.mark.parametrize(
    "chunks",
    [
        [],
        [(b"IHDR", b"")],
        [(b"zTXt", b"mxfile\0\0not packed")],
        lambda: [(b"zTXt", b"mxfile\0\0" + zlib.compress(b"0" * 200_000_000))],
        [(b"tEXt", b"mxfile\0" + b"%41" * 2_000_000)],
        [(b"tEXt", b"mxfile\0")],
        [(b"IDAT", b"")] * 500_000,
    ],
)
def test_a_picture_without_a_sound_diagram_is_refused_at_once(chunks, catalog):
    with pytest.raises(FormatError, match=r"shop\.png"):
        read(png(*(chunks() if callable(chunks) else chunks)), catalog)
