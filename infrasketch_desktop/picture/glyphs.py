"""Our own line drawings for kinds and signs, on a grid of 24 by 24 with a pen of 1.75."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.picture.brands import brand_steps
from infrasketch_desktop.picture.paths import parse_path
from infrasketch_desktop.picture.shapes import Step

GRID = 24.0
PEN = 1.75
BRAND = "brand-"
"""What names of brand icons begin with."""

_KINDS: Mapping[NodeKind, str] = MappingProxyType(
    {
        # a screen on its stand
        NodeKind.CLIENT: "B 3 4 18 12 2 M 12 16 L 12 20 M 8 20 L 16 20",
        # braces around a dot
        NodeKind.API: (
            "M 8.5 4 C 6 4 6 5.5 6 7 L 6 9 C 6 10.8 5.2 12 3.5 12 C 5.2 12 6 13.2 6 15 L 6 17 C 6 18.5 6 20 8.5 20"
            " M 15.5 4 C 18 4 18 5.5 18 7 L 18 9 C 18 10.8 18.8 12 20.5 12"
            " C 18.8 12 18 13.2 18 15 L 18 17 C 18 18.5 18 20 15.5 20 | O 12 12 1.5 1.5"
        ),
        # a crate seen from above a corner
        NodeKind.SERVICE: (
            "M 12 2.8 L 20 7.3 L 20 16.7 L 12 21.2 L 4 16.7 L 4 7.3 Z M 4.2 7.4 L 12 11.9 L 19.8 7.4 M 12 12 L 12 21"
        ),
        # two units of a rack
        NodeKind.SERVER: (
            "B 3.5 4 17 7 1.8 B 3.5 13 17 7 1.8 M 12.5 7.5 L 17 7.5 M 12.5 16.5 L 17 16.5"
            " | O 7.5 7.5 1.3 1.3 O 7.5 16.5 1.3 1.3"
        ),
        # a cogwheel
        NodeKind.WORKER: (
            "O 12 12 5.8 5.8 O 12 12 2.2 2.2 M 12 6.2 L 12 3 M 12 17.8 L 12 21 M 6.2 12 L 3 12 M 17.8 12 L 21 12"
            " M 7.9 7.9 L 5.64 5.64 M 16.1 16.1 L 18.36 18.36 M 16.1 7.9 L 18.36 5.64 M 7.9 16.1 L 5.64 18.36"
        ),
        # the lambda of functions as a service
        NodeKind.FUNCTION: (
            "M 6.5 4 L 8.6 4 C 9.6 4 10 4.4 10.4 5.4 L 16 18.6 C 16.4 19.6 16.8 20 18 20 M 11.7 9 L 6 20"
        ),
        # a cylinder of three discs
        NodeKind.DATABASE: (
            "O 12 5.8 7.5 2.8 M 4.5 5.8 L 4.5 18.2 C 4.5 19.8 7.8 21 12 21 C 16.2 21 19.5 19.8 19.5 18.2 L 19.5 5.8"
            " M 4.5 12 C 4.5 13.6 7.8 14.8 12 14.8 C 16.2 14.8 19.5 13.6 19.5 12"
        ),
        # a flash: fast memory
        NodeKind.CACHE: "M 13.4 2.8 L 4.8 13.6 L 11.2 13.6 L 10.2 21.2 L 19.2 10.2 L 12.6 10.2 Z",
        # messages in a pipe, the first one leaving
        NodeKind.QUEUE: (
            "M 2.8 6 L 21.2 6 M 2.8 18 L 21.2 18 B 3.4 9.5 4.2 5 1 B 9.9 9.5 4.2 5 1 | B 15.6 8.7 5.8 6.6 1.4"
        ),
        # a bucket
        NodeKind.STORAGE: (
            "O 12 6 8 2.7 M 4 6 L 6 18.4 C 6.3 20.2 8.6 21 12 21 C 15.4 21 17.7 20.2 18 18.4 L 20 6"
            " M 5 12.2 C 6 13.6 8.7 14.4 12 14.4 C 15.3 14.4 18 13.6 19 12.2"
        ),
        # the globe
        NodeKind.CDN: "O 12 12 9 9 O 12 12 4 9 M 3 12 L 21 12 M 4.3 7.4 L 19.7 7.4 M 4.3 16.6 L 19.7 16.6",
        # an arch and the way through it
        NodeKind.GATEWAY: (
            "M 4 21 L 4 11 C 4 6.6 7.6 3 12 3 C 16.4 3 20 6.6 20 11 L 20 21"
            " M 12 21 L 12 10.5 M 8.4 14 L 12 10.4 L 15.6 14"
        ),
        # one becomes three
        NodeKind.LOAD_BALANCER: (
            "M 6.4 12 L 16.4 12 M 6.4 12 C 12 12 10 5 16.4 5 M 6.4 12 C 12 12 10 19 16.4 19"
            " | O 4.6 12 2.4 2.4 O 18.8 5 2.4 2.4 O 18.8 12 2.4 2.4 O 18.8 19 2.4 2.4"
        ),
        # a magnifying glass
        NodeKind.SEARCH: "O 10.5 10.5 6.8 6.8 M 15.6 15.6 L 20.8 20.8",
        # a shield with a keyhole
        NodeKind.AUTH: (
            "M 12 2.8 L 19.5 5.6 L 19.5 11.4 C 19.5 16 16.4 19.6 12 21.3 C 7.6 19.6 4.5 16 4.5 11.4 L 4.5 5.6 Z"
            " M 12 11.6 L 12 15.4 | O 12 10 1.9 1.9"
        ),
        # a heartbeat
        NodeKind.MONITORING: "M 2.5 12.5 L 6.6 12.5 L 9.4 5 L 14.2 19.4 L 17 12.5 L 21.5 12.5",
        # the way out of the frame
        NodeKind.EXTERNAL: "M 13.6 3.8 L 20.2 3.8 L 20.2 10.4 M 20 4 L 11.2 12.8 M 9.6 5.6 L 5.4 5.6"
        " C 4.4 5.6 3.8 6.2 3.8 7.2 L 3.8 18.6 C 3.8 19.6 4.4 20.2 5.4 20.2 L 16.8 20.2"
        " C 17.8 20.2 18.4 19.6 18.4 18.6 L 18.4 14.4",
    }
)

_SIGNS: Mapping[str, str] = MappingProxyType(
    {
        # a pin stuck into the sheet
        "pin": (
            "M 12 15 L 12 22 M 5.5 15 L 18.5 15"
            " | M 8.6 3 L 15.4 3 L 15 9.4 L 18.6 13.4 L 18.6 15 L 5.4 15 L 5.4 13.4 L 9 9.4 Z"
        ),
        # a padlock
        "lock": "M 7.8 10.5 L 7.8 7.8 C 7.8 2.4 16.2 2.4 16.2 7.8 L 16.2 10.5 | B 4.6 10.4 14.8 10.6 2.4",
        # signs of a fold button and of a review
        "plus": "M 12 5 L 12 19 M 5 12 L 19 12",
        "minus": "M 5 12 L 19 12",
        "tilde": "M 4 14 C 5.5 9.5 8.5 9 12 12 C 15.5 15 18.5 14.5 20 10",
        # a stack of cards: what a collapsed group holds
        "stack": "M 12 3 L 21 8 L 12 13 L 3 8 Z M 3.4 12.4 L 12 17.2 L 20.6 12.4 M 3.4 16.4 L 12 21.2 L 20.6 16.4",
        "chevron-down": "M 6 9 L 12 15 L 18 9",
        "chevron-right": "M 9 6 L 15 12 L 9 18",
    }
)


@dataclass(frozen=True, slots=True)
class GlyphPath:
    """One part of a glyph, either filled or drawn with the pen."""

    steps: tuple[Step, ...]
    filled: bool


@cache
def glyph_paths(name: str) -> tuple[GlyphPath, ...]:
    """The drawing called `name`: a kind's value, a sign, or `BRAND` and the slug of a brand icon.

    A notation is what the pen draws, then after a bar what is filled. A brand that is not there has no parts; any
    other name that is not known is a ValueError.
    """
    if name.startswith(BRAND):
        steps = brand_steps(name.removeprefix(BRAND))
        return (GlyphPath(steps, filled=True),) if steps else ()
    notation = _SIGNS[name] if name in _SIGNS else _KINDS[NodeKind(name)]
    drawn, _, filled = notation.partition("|")
    parts = [GlyphPath(parse_path(drawn), filled=False)]
    if filled:
        parts.append(GlyphPath(parse_path(filled), filled=True))
    return tuple(parts)


def glyph_names() -> tuple[str, ...]:
    return (*(kind.value for kind in _KINDS), *_SIGNS)
