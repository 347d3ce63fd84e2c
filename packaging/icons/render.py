"""Renders the icons: PNG of each size, one .ico for Windows and one .icns for macOS."""

from __future__ import annotations

import argparse
import io
from collections.abc import Sequence
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

HERE = Path(__file__).resolve().parent
PROGRAM = HERE.parents[1] / "resources" / "icons" / "infrasketch.svg"
SKETCH = HERE / "sketch.svg"
SYMBOLIC = HERE / "infrasketch-symbolic.svg"
SMALL = (16, 22, 24)
"""Sizes in pixels that have a drawing of their own."""
LINUX_SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
WINDOWS_SIZES = (16, 24, 32, 48, 64, 128, 256)
MACOS_SIZES = (32, 64, 128, 256, 512, 1024)


def drawing(icon: Path, size: int) -> Path:
    """The SVG that shows `icon` best at `size` pixels."""
    return HERE / f"{icon.stem}-{size}.svg" if size in SMALL else icon


def png(icon: Path, size: int) -> bytes:
    """`icon` as a square PNG with transparent ground. It needs no QGuiApplication."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(drawing(icon, size))).render(painter, QRectF(image.rect()))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes, PySide takes str
    return bytes(buffer.data().data())


def ico(icon: Path) -> bytes:
    """All sizes that Windows asks for, in one file."""
    return _together(icon, "ICO", WINDOWS_SIZES)


def icns(icon: Path) -> bytes:
    """All sizes that macOS asks for, in one file."""
    return _together(icon, "ICNS", MACOS_SIZES)


def _together(icon: Path, form: str, sizes: Sequence[int]) -> bytes:
    pictures = [Image.open(io.BytesIO(png(icon, size))) for size in sizes]
    file = io.BytesIO()
    pictures[-1].save(file, form, sizes=[picture.size for picture in pictures], append_images=pictures[:-1])
    return file.getvalue()


def main() -> None:
    """Write the icons of Windows and macOS into a folder; their specifications name them."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    for name, icon in (("infrasketch", PROGRAM), ("sketch", SKETCH)):
        (folder / f"{name}.ico").write_bytes(ico(icon))
        (folder / f"{name}.icns").write_bytes(icns(icon))


if __name__ == "__main__":
    main()
