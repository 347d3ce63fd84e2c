"""Paths of generated files: relative, with `/`, safe on every system, never into what rules another program."""

from __future__ import annotations

import re

MOST_CHARACTERS = 200
_SEGMENT = re.compile(r"[A-Za-z0-9._-]{1,100}")
_FOREIGN = frozenset({".git", ".hg", ".svn", ".infrasketch"})
"""Folders that rule other programs, such as the hooks of git; our own is written by nobody but us."""
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{i}" for port in ("com", "lpt") for i in range(10))})
"""Names that Windows gives to devices, whatever ending follows."""


def is_safe_path(path: str) -> bool:
    """Whether a path may be written below a folder; said of what was generated and of what a manifest claims."""
    return len(path) <= MOST_CHARACTERS and all(map(_is_safe_segment, path.split("/")))


def _is_safe_segment(segment: str) -> bool:
    lower = segment.lower()
    return (
        _SEGMENT.fullmatch(segment) is not None
        and not segment.endswith(".")
        and lower not in _FOREIGN
        and lower.partition(".")[0] not in _DEVICES
    )
