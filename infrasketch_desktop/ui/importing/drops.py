"""What somebody drags onto the window or starts the program with: sketches to open, everything else to import."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData

from infrasketch_desktop.storage.paths import SKETCH_SUFFIX

_HEAD = b'{"infrasketch":'


@dataclass(frozen=True, slots=True)
class Dropped:
    """Local paths in the order in which they were dragged."""

    sketches: tuple[Path, ...]
    others: tuple[Path, ...]

    def __bool__(self) -> bool:
        return bool(self.sketches or self.others)


def dropped_paths(mime: QMimeData) -> Dropped:
    """The local files and folders among what is dragged; links to the network are not followed."""
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    return sorted_out([path for path in paths if path.name])


def sorted_out(paths: Sequence[Path]) -> Dropped:
    sketches = tuple(path for path in paths if path.suffix.lower() == SKETCH_SUFFIX or _begins_as_sketch(path))
    return Dropped(sketches, tuple(path for path in paths if path not in sketches))


def _begins_as_sketch(path: Path) -> bool:
    """Whether it is a sketch under another name, for example a copy kept by another program."""
    try:
        if not path.is_file():  # reading from a pipe would wait
            return False
        with path.open("rb") as stream:
            return stream.read(len(_HEAD)) == _HEAD
    except OSError:
        return False
