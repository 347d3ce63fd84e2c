"""A screen of its own for a program: Xvfb, whose picture lies in a file and is looked at without asking anybody."""

from __future__ import annotations

import mmap
import os
import shutil
import struct
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from tests.support.needs import miss

SIZE = (1280, 800)
_HEADER = struct.Struct(">25I")
"""XWDFile.h: sizes of header and picture, big-endian."""
_COLOR_BYTES = 12


@dataclass(frozen=True, slots=True)
class Screen:
    """`pixels` is the picture as it is at this moment: rows of columns of blue, green, red and a byte without sense."""

    display: str
    pixels: Any

    @property
    def variables(self) -> dict[str, str]:
        """What a program needs to know to show itself here."""
        return {"DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb"}

    def is_covered(self) -> bool:
        """Whether a window shows from near its corners to its middle; the mouse alone is somewhere in the middle."""
        rows, columns = self.pixels.shape[0] // 8, self.pixels.shape[1] // 8
        return bool(self.pixels[rows :: 3 * rows, columns :: 3 * columns, :3].any(axis=2).all())

    def save(self, file: Path) -> None:
        """Write the picture as a PNG."""
        Image.fromarray(np.ascontiguousarray(self.pixels[:, :, 2::-1])).save(file)

    def do(self, *words: str) -> None:
        """Move the mouse or type, in the words of xdotool."""
        tool = shutil.which("xdotool") or miss("xdotool", packages="xdotool")
        subprocess.run([tool, *words], env=os.environ | {"DISPLAY": self.display}, check=True)


@contextmanager
def screen(folder: Path) -> Iterator[Screen]:
    """A black screen, which ends with the block. `folder` takes its picture."""
    server = shutil.which("Xvfb") or miss("Xvfb", packages="xvfb")
    reading, writing = os.pipe()
    command = [server, "-displayfd", str(writing), "-screen", "0", f"{SIZE[0]}x{SIZE[1]}x24", "-fbdir", str(folder)]
    process = subprocess.Popen([*command, "-nolisten", "tcp", "-br"], pass_fds=(writing,), stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as numbers:
            display = f":{numbers.readline().strip()}"
        yield Screen(display, _picture(folder / "Xvfb_screen0"))
    finally:
        process.terminate()
        process.wait()


def _picture(file: Path) -> Any:
    with file.open("rb") as opened:
        content = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
    header = _HEADER.unpack_from(content)
    (start, width, height, stride, colors) = (header[0], header[4], header[5], header[12], header[19])
    rows = np.frombuffer(content, np.uint8, height * stride, start + colors * _COLOR_BYTES)
    return rows.reshape(height, stride // 4, 4)[:, :width]
