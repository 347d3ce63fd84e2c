"""Temporary folders with short names, for Unix sockets: their path has at most 107 characters, whatever TMPDIR says."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SHORT = Path("/tmp")


@contextmanager
def short_folder(prefix: str, *, within: Path = SHORT) -> Iterator[Path]:
    """A folder that nobody else can open, removed at the end of the block."""
    folder = Path(tempfile.mkdtemp(prefix=f"{prefix}-", dir=within if within.is_dir() else None))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
