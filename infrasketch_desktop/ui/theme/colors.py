"""The colours of the window around the canvas, derived from the theme that pictures are painted in."""

from __future__ import annotations

from dataclasses import dataclass

from infrasketch_desktop.picture.colors import contrast, mix
from infrasketch_desktop.picture.theme import Theme, dark_theme, high_contrast_theme, light_theme
from infrasketch_desktop.storage.settings import Theme as Appearance


@dataclass(frozen=True, slots=True)
class Colors:
    """Colours as `#rrggbb`. Text colours reach 4.5:1 on every surface they are used on (a test measures it).

    `window` lies behind everything, `surface` behind panels, `raised` behind menus and popovers, `sunken` behind
    quiet fields; `soft` is a tint of the accent for what is chosen, and `chosen` the border around it. `control` is the
    border of what can be typed into or ticked: as a sign it reaches 3:1, which lines that only part things need not.
    """

    variant: str
    window: str
    surface: str
    raised: str
    sunken: str
    field: str
    border: str
    strong_border: str
    control: str
    text: str
    muted: str
    disabled: str
    accent: str
    accent_hover: str
    on_accent: str
    soft: str
    chosen: str
    on_soft: str
    hover: str
    pressed: str
    danger: str
    danger_soft: str
    warning: str
    warning_soft: str
    success: str


def theme_of(appearance: Appearance, *, system_dark: bool, system_contrast: bool = False) -> Theme:
    """The theme of pictures for what was chosen; `system_dark` and `system_contrast` are what the desktop says now."""
    match appearance:
        case Appearance.LIGHT:
            return light_theme()
        case Appearance.DARK:
            return dark_theme()
        case Appearance.HIGH_CONTRAST:
            return high_contrast_theme()
        case Appearance.SYSTEM if system_contrast:
            return high_contrast_theme()
        case Appearance.SYSTEM:
            return dark_theme() if system_dark else light_theme()


def window_colors(theme: Theme) -> Colors:
    """What stands around a canvas painted in `theme`."""
    if theme.name == high_contrast_theme().name:
        return _contrast_colors(theme)
    dark = contrast(theme.canvas, "#FFFFFF") > contrast(theme.canvas, "#000000")
    surface = mix(theme.canvas, theme.card, 0.4) if dark else theme.card
    soft = mix(surface, theme.accent, 0.22 if dark else 0.11)
    return Colors(
        variant="dark" if dark else "light",
        window=theme.canvas,
        surface=surface,
        raised=theme.card,
        sunken=mix(surface, theme.ink, 0.045),
        field=mix(theme.canvas, theme.card, 0.1) if dark else theme.card,
        border=mix(surface, theme.ink, 0.12 if dark else 0.1),
        strong_border=mix(surface, theme.ink, 0.28 if dark else 0.24),
        control=mix(surface, theme.ink, 0.44 if dark else 0.52),
        text=theme.ink,
        muted=theme.soft_ink,
        disabled=mix(surface, theme.soft_ink, 0.55),
        accent=theme.accent,
        accent_hover=mix(theme.accent, theme.ink, 0.15),
        on_accent="#0B1320" if dark else "#FFFFFF",
        soft=soft,
        chosen=soft,
        on_soft=mix(theme.accent, theme.ink, 0.35),
        hover=mix(surface, theme.ink, 0.06),
        pressed=mix(surface, theme.ink, 0.11),
        danger=theme.removed,
        danger_soft=mix(surface, theme.removed, 0.1),
        warning=theme.changed,
        warning_soft=mix(surface, theme.paper_border, 0.17),
        success=theme.added,
    )


def _contrast_colors(theme: Theme) -> Colors:
    """No tints: every line and letter in full ink, what is chosen by a strong pale ground."""
    paper, ink = theme.canvas, theme.ink
    return Colors(
        variant="contrast",
        window=paper,
        surface=paper,
        raised=paper,
        sunken=paper,
        field=paper,
        border=ink,
        strong_border=ink,
        control=ink,
        text=ink,
        muted=ink,
        disabled="#595959",
        accent=theme.accent,
        accent_hover=ink,
        on_accent=paper,
        soft="#E0E0FF",
        chosen=theme.accent,
        on_soft=theme.accent,
        hover="#E6E6E6",
        pressed="#CCCCCC",
        danger=theme.removed,
        danger_soft=paper,
        warning=theme.changed,
        warning_soft=theme.paper,
        success=theme.added,
    )
