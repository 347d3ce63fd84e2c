"""Names of files: how those of diagrams end, from the root, and behind their links."""

from __future__ import annotations

import os
from pathlib import Path

SKETCH_SUFFIX = ".infrasketch"


def absolute(path: Path) -> Path:
    """`path` from the root, its links kept as the user named them."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - Path.resolve would follow links


def real_path(path: Path) -> Path:
    """Where links lead to: two names of one file have one real path."""
    try:
        return Path(os.path.realpath(path))
    except (OSError, ValueError):
        return path


def file_key(path: Path) -> str:
    """A short name for the file behind `path`, as folders of the profile use it: the same for every way to it."""
    from hashlib import sha256  # noqa: PLC0415 - loads OpenSSL, which the home page can do without

    return sha256(os.fsencode(os.path.normcase(real_path(path)))).hexdigest()[:32]
