"""The colours of the window around the canvas, derived from the theme that pictures are painted in."""

from __future__ import annotations

from dataclasses import dataclass

from infrasketch_desktop.picture.colors import contrast, mix
from infrasketch_desktop.picture.theme import (
    Theme,
    dark_theme,
    high_contrast_dark_theme,
    high_contrast_theme,
    light_theme,
)
from infrasketch_desktop.storage.settings import Theme as Appearance


@dataclass(frozen=True, slots=True)
class Colors:
    """Colours as `#rrggbb`. Text colours reach 4.5:1 on every surface they are used on, in high contrast 7:1 on all of
    them, also where something is disabled (tests measure it).

    `variant` names the marks drawn for it, `disabled_line` the style of borders around what cannot be used now, which
    in high contrast has nearly the ink of what can; `link_line` is drawn below words that can be pressed.
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
    disabled_line: str = "solid"
    link_line: str = "none"
    high_contrast: bool = False


def theme_of(appearance: Appearance, *, system_dark: bool, high_contrast: bool = False) -> Theme:
    """The theme of pictures for what was chosen; `system_dark` is what the desktop says now."""
    is_dark = system_dark if appearance is Appearance.SYSTEM else appearance is Appearance.DARK
    if high_contrast:
        return high_contrast_dark_theme() if is_dark else high_contrast_theme()
    return dark_theme() if is_dark else light_theme()


def window_colors(theme: Theme) -> Colors:
    """What stands around a canvas painted in `theme`."""
    dark = contrast(theme.canvas, "#FFFFFF") > contrast(theme.canvas, "#000000")
    if theme.high_contrast:
        return _contrast_colors(theme, dark=dark)
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


def _contrast_colors(theme: Theme, *, dark: bool) -> Colors:
    """No tints: every line and letter in full ink; what is chosen, or below the pointer, by a ground of its own."""
    paper, ink = theme.canvas, theme.ink
    return Colors(
        variant="contrast-dark" if dark else "contrast",
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
        disabled="#C2C2C2" if dark else "#404040",
        accent=theme.accent,
        accent_hover=ink,
        on_accent=paper,
        soft="#00284A" if dark else "#E0E0FF",
        chosen=theme.accent,
        on_soft=theme.accent,
        hover="#222222" if dark else "#EBEBEB",
        pressed="#2E2E2E" if dark else "#DEDEDE",
        danger=theme.removed,
        danger_soft=paper,
        warning=theme.changed,
        warning_soft=theme.paper,
        success=theme.added,
        disabled_line="dashed",
        link_line="underline",
        high_contrast=True,
    )
