"""Arithmetic on colours written `#RRGGBB`, and the contrast rules of WCAG 2.2."""

from __future__ import annotations

MIN_TEXT_CONTRAST = 4.5
"""WCAG 2.2, success criterion 1.4.3 (AA), for text of normal size."""

ENHANCED_TEXT_CONTRAST = 7.0
"""WCAG 2.2, success criterion 1.4.6 (AAA): what high contrast keeps."""

MIN_SIGN_CONTRAST = 3.0
"""WCAG 2.2, success criterion 1.4.11, for lines and signs that carry meaning."""


_LINEAR_TO = 0.04045


def rgb(color: str) -> tuple[int, int, int]:
    """The red, green and blue of `#RRGGBB`, each 0 to 255."""
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def mix(first: str, second: str, share: float) -> str:
    """`first` with `share` (0 to 1) of `second` in it."""
    channels = (round(a + (b - a) * share) for a, b in zip(rgb(first), rgb(second), strict=True))
    return "#" + "".join(f"{channel:02X}" for channel in channels)


def contrast(first: str, second: str) -> float:
    """The contrast ratio of WCAG 2.2, from 1 (same) to 21 (black on white)."""
    low, high = sorted((_luminance(first), _luminance(second)))
    return (high + 0.05) / (low + 0.05)


def readable_on(background: str, *candidates: str) -> str:
    """The candidate with the highest contrast to `background`."""
    return max(candidates, key=lambda color: contrast(color, background))


def pushed_from(color: str, background: str, toward: str, ratio: float) -> str:
    """`color` itself when it stands out from `background` by `ratio`, else mixed with `toward` until it does."""
    for step in range(20):
        candidate = mix(color, toward, step / 20)
        if contrast(candidate, background) >= ratio:
            return candidate
    return toward


def _luminance(color: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in rgb(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    """sRGB to linear light (IEC 61966-2-1)."""
    return channel / 12.92 if channel <= _LINEAR_TO else float(((channel + 0.055) / 1.055) ** 2.4)
