"""Which words of a command line can only be meant to be opened: no command looks like them, and no option does."""

from __future__ import annotations

from pathlib import Path

from infrasketch_desktop.instance.links import is_link
from infrasketch_desktop.storage.paths import SKETCH_SUFFIX


def names_a_file(word: str) -> bool:
    """Whether a word is a path, the name of a diagram or a link, whether or not there is such a file."""
    path = Path(word)
    return not word.startswith("-") and (path.suffix == SKETCH_SUFFIX or path.name != word or is_link(word))
