"""The brand icons of the program's list of technologies: the same on the canvas, in previews and in files."""

from __future__ import annotations

from functools import cache

from infrasketch_desktop.picture.badges import Badges
from infrasketch_desktop.technology import program_catalog


@cache
def program_badges() -> Badges:
    """Made for nothing; the list and the icons are read when a card first names a technology, some 50 ms."""
    return Badges(program_catalog)
