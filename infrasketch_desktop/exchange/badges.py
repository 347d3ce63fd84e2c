"""The brand icons of the program's list of technologies: the same on the canvas, in previews and in files."""

from __future__ import annotations

from functools import cache

from infrasketch_desktop.picture.badges import Badges
from infrasketch_desktop.resources import resource_path
from infrasketch_desktop.technology import Catalog


@cache
def program_badges() -> Badges:
    """Made for nothing; the list and the icons are read when a card first names a technology, some 50 ms."""
    return Badges(lambda: Catalog.load(resource_path("lexicon")))
