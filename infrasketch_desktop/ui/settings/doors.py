"""What the settings lead to beyond themselves, as the window offers it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Doors:
    """Each opens a dialog or a folder."""

    show_sources: Callable[[], object]
    show_account: Callable[[], object]
    show_wallet: Callable[[], object]
    show_shortcuts: Callable[[], object]
    open_profile: Callable[[], object]
