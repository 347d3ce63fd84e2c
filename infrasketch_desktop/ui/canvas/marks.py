"""What a view wants marked over its picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from infrasketch_desktop.ui.canvas.ghosts import NO_GHOSTS, Ghosts
from infrasketch_desktop.ui.canvas.preview import NOTHING, Preview


@dataclass(slots=True)
class Marks:
    """All by id: selected, under the mouse, found by a search, and what a gesture or a proposal shows."""

    selected: Mapping[str, None] = field(default_factory=dict)
    hovered: str | None = None
    found: tuple[str, ...] = ()
    found_current: str | None = None
    preview: Preview = NOTHING
    ghosts: Ghosts = NO_GHOSTS
    connecting: bool = True
    """Whether the card under the mouse shows connectors."""
