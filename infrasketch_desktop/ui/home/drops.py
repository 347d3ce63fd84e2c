"""Which sketches somebody drops onto the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData

SUFFIX = ".infrasketch"


def dropped_sketches(mime: QMimeData) -> list[Path]:
    """The local sketch files among what is dragged, in order."""
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() == SUFFIX]
