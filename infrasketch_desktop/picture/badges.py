"""Small brand icons for the technologies that a diagram names."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from infrasketch_desktop.diagram.geometry import Rect
from infrasketch_desktop.picture.glyphs import BRAND, glyph_paths
from infrasketch_desktop.picture.shapes import Glyph
from infrasketch_desktop.technology import Catalog, TechnologyError

_VERSION = re.compile(r"\s+v?\d[\w.+-]*$")
_REMEMBERED = 4096
_ANYWHERE = Rect(0, 0, 1, 1)
_ANY_COLOR = "#000000"


class Badges:
    """A `BadgeSource` over the list of technologies, which is loaded at the first question.

    A technology is known by name or alias, with or without a version: “PostgreSQL”, “postgres”, “Redis 7.2”. Place and
    colour of a badge are decided where it is drawn.
    """

    def __init__(self, load: Callable[[], Catalog]) -> None:
        self._load = load
        self._catalog: Catalog | None = None
        self._remembered = lru_cache(_REMEMBERED)(self._find)

    def __call__(self, technology: str) -> Glyph | None:
        return self._remembered(technology)

    def _known(self) -> Catalog:
        """The list; an empty one where it is damaged: a picture is a picture without badges."""
        if self._catalog is None:
            try:
                self._catalog = self._load()
            except TechnologyError:
                self._catalog = Catalog(())
        return self._catalog

    def _find(self, technology: str) -> Glyph | None:
        catalog = self._known()
        found = catalog.named(technology) or catalog.named(_VERSION.sub("", technology))
        if found is None or found.icon is None or not glyph_paths(BRAND + found.icon):
            return None
        return Glyph(BRAND + found.icon, _ANYWHERE, _ANY_COLOR)
