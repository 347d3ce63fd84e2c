"""PDF files looked at with the eyes of others: qpdf and poppler's programs."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.support.needs import miss

CJK_FACE = Path("/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf")


@dataclass(frozen=True)
class PdfFile:
    """A file on disk, and what programs say of it."""

    path: Path

    @classmethod
    def of(cls, data: bytes, folder: Path, name: str = "file.pdf") -> PdfFile:
        path = folder / name
        path.write_bytes(data)
        return cls(path)

    def complaints(self) -> str:
        """What `qpdf --check` finds wrong; "" for a sound file."""
        done = _run("qpdf", "qpdf", "--check", self.path)
        return "" if done.returncode == 0 and "WARNING" not in done.stderr else done.stdout + done.stderr

    def text(self, *options: str) -> str:
        return _run("poppler-utils", "pdftotext", *options, self.path, "-").stdout

    def fonts(self) -> dict[str, bool]:
        """The names of all fonts without their tags, and whether each is embedded as a subset with its text."""
        lines = _run("poppler-utils", "pdffonts", self.path).stdout.splitlines()[2:]
        return {line.split()[0].partition("+")[2]: line.split()[-5:-2] == ["yes", "yes", "yes"] for line in lines}

    def picture(self, *, dpi: int, page: int = 1) -> Path:
        """A page as PNG."""
        target = self.path.with_suffix("")
        _run("poppler-utils", "pdftoppm", "-png", "-singlefile", "-r", str(dpi), "-f", str(page), self.path, target)
        return target.with_suffix(".png")


def cjk_face() -> bytes:
    """A font with Chinese and Japanese, which the face of the program lacks."""
    if not CJK_FACE.exists():
        miss("a font for Chinese", packages="fonts-droid-fallback")
    return CJK_FACE.read_bytes()


def _run(package: str, program: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    if shutil.which(program) is None:
        miss(program, packages=package)
    command = [program, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
