import struct
import zlib
from collections.abc import Iterator

import pytest

from infrasketch_desktop.picture.png import SIGNATURE, Band, PngSize, png_file

RED, BLUE = b"\xff\0\0", b"\0\0\xff"


def chunks(file: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Kind and data of each chunk, its checksum verified."""
    assert file.startswith(SIGNATURE)
    place = len(SIGNATURE)
    while place < len(file):
        (length,) = struct.unpack_from(">I", file, place)
        kind, data = file[place + 4 : place + 8], file[place + 8 : place + 8 + length]
        assert struct.unpack_from(">I", file, place + 8 + length) == (zlib.crc32(kind + data),)
        yield kind, data
        place += 12 + length


def rows(file: bytes) -> bytes:
    return zlib.decompress(b"".join(data for kind, data in chunks(file) if kind == b"IDAT"))


def test_a_file_consists_of_the_chunks_of_the_specification() -> None:
    file = png_file(PngSize(2, 2), [Band(RED * 2, 6), Band(BLUE * 2, 6)])
    found = list(chunks(file))
    assert [kind for kind, _ in found] == [b"IHDR", b"pHYs", b"IDAT", b"IDAT", b"IDAT", b"IEND"]
    assert found[0][1] == struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)  # 8 bits, colour type 2, not interlaced


def test_rows_follow_each_other_each_after_its_filter() -> None:
    assert rows(png_file(PngSize(2, 2), [Band(RED * 2, 6), Band(BLUE * 2, 6)])) == b"\0" + RED * 2 + b"\0" + BLUE * 2


def test_what_pads_a_row_is_left_out() -> None:
    assert rows(png_file(PngSize(1, 2), [Band(RED + b"?" + BLUE + b"?", 4)])) == b"\0" + RED + b"\0" + BLUE


def test_pixels_with_alpha_have_four_bytes() -> None:
    file = png_file(PngSize(1, 1, alpha=True), [Band(b"\1\2\3\4", 4)])
    assert rows(file) == b"\0\1\2\3\4"
    assert dict(chunks(file))[b"IHDR"][9] == 6


@pytest.mark.parametrize(("scale", "density"), [(1.0, 3780), (2.0, 7559)])  # 96 and 192 to the inch of 2.54 cm
def test_a_sharper_picture_is_not_a_larger_one(scale: float, density: int) -> None:
    head = dict(chunks(png_file(PngSize(1, 1, scale=scale), [Band(RED, 3)])))
    assert head[b"pHYs"] == struct.pack(">IIB", density, density, 1)


def test_many_bands_come_in_order() -> None:
    bands = [Band(bytes([number]) * 3000, 300) for number in range(100)]
    assert rows(png_file(PngSize(100, 1000), bands)) == b"".join(
        (b"\0" + bytes([number]) * 300) * 10 for number in range(100)
    )
