"""How the windows look, as the person at the screen chooses it: remembered at once, and followed by all windows."""

from __future__ import annotations

from infrasketch_desktop.storage.settings import Theme as Appearance
from infrasketch_desktop.storage.settings import Wish
from infrasketch_desktop.ui.preferences import Preferences
from infrasketch_desktop.ui.theme.skin import Skin

SMALLEST_TEXT, LARGEST_TEXT = 0.7, 2.5


class Looks:
    """The choices of the menu View that are the same in every window."""

    def __init__(self, preferences: Preferences, skin: Skin) -> None:
        self._preferences = preferences
        self._skin = skin

    @property
    def minimap_shown(self) -> bool:
        return self._preferences.current.show_minimap

    def toggle_minimap(self) -> None:
        self._preferences.change(show_minimap=not self.minimap_shown)

    def toggle_grid(self) -> None:
        self._preferences.change(show_grid=not self._preferences.current.show_grid)

    def scale_text(self, factor: float) -> None:
        """Make every text of the windows larger or smaller, within what can be read and what fits."""
        scale = min(max(self._preferences.current.text_scale * factor, SMALLEST_TEXT), LARGEST_TEXT)
        self._preferences.change(text_scale=round(scale, 2))

    @property
    def language(self) -> str:
        """As the setting of that name has it."""
        return self._preferences.current.language

    def choose_language(self, setting: str) -> None:
        """Speak another language; "" is that of the system."""
        self._preferences.change(language=setting)

    def choose_appearance(self, appearance: Appearance) -> None:
        self._skin.choose(appearance, self._skin.contrast)
        self._preferences.change(theme=appearance)

    def toggle_contrast(self) -> None:
        """Strengthen letters and lines, or no longer: from now on whatever the desktop wants."""
        wish = Wish.OFF if self._skin.theme.high_contrast else Wish.ON
        self._skin.choose(self._skin.appearance, wish)
        self._preferences.change(high_contrast=wish)
