"""Which shared libraries a bundle takes from the system, read from its ELF files."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

_ELF = b"\x7fELF"
_NEEDED = re.compile(r"^ +NEEDED +(\S+)$", re.MULTILINE)


def elf_files(bundle: Path) -> Iterator[Path]:
    """Every program and library in the folder, links left out."""
    for file in sorted(bundle.rglob("*")):
        if file.is_file() and not file.is_symlink():
            with file.open("rb") as content:
                if content.read(len(_ELF)) == _ELF:
                    yield file


def libraries_from_outside(bundle: Path) -> set[str]:
    """The names, such as `libc.so.6`, of libraries that something in `bundle` is linked against and that do not lie in
    it. The program `objdump` is asked; PyInstaller needs it too.
    """
    files = list(elf_files(bundle))
    inside = {path.name for path in bundle.rglob("*") if ".so" in path.name}
    said = subprocess.run(["objdump", "-p", *files], capture_output=True, text=True, check=True).stdout  # noqa: S603, S607
    return set(_NEEDED.findall(said)) - inside
