"""Names of files: from the root, and behind their links."""

from __future__ import annotations

import os
from pathlib import Path


def absolute(path: Path) -> Path:
    """`path` from the root, its links kept as the user named them."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - Path.resolve would follow links


def real_path(path: Path) -> Path:
    """Where links lead to: two names of one file have one real path."""
    try:
        return Path(os.path.realpath(path))
    except (OSError, ValueError):
        return path
