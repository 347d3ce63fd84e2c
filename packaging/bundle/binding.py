"""Compiles the part of Qt's binding that is written in Python, which it would otherwise do at every start of a program.

The binding carries that part as text within a library and compiles it whenever it is imported: a sixth of a start.
Asked by the variable `SBK_EMBED`, it lays it down as files beside itself instead, and reads them from then on:
https://doc.qt.io/qtforpython-6/developer/embed.html
"""

from __future__ import annotations

import os
import py_compile
import shutil
import subprocess
import sys
from pathlib import Path

import shiboken6

PLACE = "shiboken6/files.dir"
"""Where it looks for the files, from the folder of packages."""
_FOR_EDITORS = "shibokensupport/signature/lib/pyi_generator.py"
"""Writes stubs for editors. Every start loads it and the patterns that it compiles, and no program asks for a stub."""


class BindingError(Exception):
    """The binding did not lay down its files."""


def lay_down(folder: Path) -> Path:
    """Have a copy of the binding in `folder` lay down its files, compile them, and return where they are.

    Raises:
        BindingError: there are none.
    """
    package = Path(shiboken6.__file__).parent
    shutil.copytree(package, folder / package.name, ignore=shutil.ignore_patterns("include", "files.dir"))
    environment = os.environ | {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1", "SBK_EMBED": "0"}
    subprocess.run([sys.executable, "-c", "import shiboken6"], env=environment, check=True)
    place = folder / PLACE
    sources = sorted((place / "shibokensupport").rglob("*.py"))
    if not sources:
        raise BindingError(f"The binding of Qt laid nothing down in {place}.")
    (place / _FOR_EDITORS).write_text("", "utf-8")
    for source in sources:
        _compile(source, str(source.relative_to(place)))
    (place / "signature_bootstrap.py").unlink(missing_ok=True)  # it begins before it can find any file
    return place


def _compile(source: Path, name: str) -> None:
    """In its place, as the rest of a bundle is compiled; no date and no folder of this machine is in the bytes."""
    py_compile.compile(
        str(source),
        str(source.with_suffix(".pyc")),
        name,
        doraise=True,
        optimize=1,
        invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
    )
    source.unlink()
