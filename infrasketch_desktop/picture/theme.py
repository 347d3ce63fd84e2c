"""The colours and line widths of a picture: light and dark, each in usual and in high contrast."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.picture.colors import MIN_SIGN_CONTRAST, contrast, mix, pushed_from, readable_on

KIND_COLORS: Mapping[NodeKind, str] = MappingProxyType(
    {
        NodeKind.DATABASE: "#4A90E2",
        NodeKind.CACHE: "#F5A623",
        NodeKind.SERVER: "#7ED321",
        NodeKind.API: "#BD10E0",
        NodeKind.LOAD_BALANCER: "#50E3C2",
        NodeKind.QUEUE: "#D0021B",
        NodeKind.CDN: "#9013FE",
        NodeKind.GATEWAY: "#417505",
        NodeKind.STORAGE: "#B8E986",
        NodeKind.SERVICE: "#8B572A",
        NodeKind.CLIENT: "#34568B",
        NodeKind.WORKER: "#E2663B",
        NodeKind.FUNCTION: "#F2CC3F",
        NodeKind.SEARCH: "#0E8FA3",
        NodeKind.AUTH: "#C7417B",
        NodeKind.MONITORING: "#5B6BDF",
        NodeKind.EXTERNAL: "#76828F",
    }
)


_FAR = 0.8


@dataclass(frozen=True, slots=True)
class KindColors:
    """How one kind is painted: the tile behind its glyph, the glyph, the border of its card, and all of it from far.

    `badge` is its colour on the card itself, dark or bright enough for a sign.
    """

    tile: str
    glyph: str
    border: str
    far: str
    badge: str


@dataclass(frozen=True, slots=True)
class Theme:
    """Every colour a picture or canvas uses, and the widths that differ between themes.

    Text keeps a contrast of 4.5:1 and signs of 3:1 to what lies behind them in every theme, text in high contrast of
    7:1 (tested).
    """

    name: str
    canvas: str
    grid: str
    card: str
    ink: str
    soft_ink: str
    line: str
    strong_line: str
    plate: str
    group_fills: tuple[str, ...]
    group_border: str
    group_ink: str
    paper: str
    paper_border: str
    paper_ink: str
    accent: str
    guide: str
    found: str
    added: str
    changed: str
    removed: str
    kinds: Mapping[NodeKind, KindColors]
    border_width: float = 1.0
    line_width: float = 1.5
    high_contrast: bool = False

    def group_fill(self, depth: int) -> str:
        """The ground of a frame that lies inside `depth` others; neighbours in depth differ."""
        return self.group_fills[depth % len(self.group_fills)]


@cache
def light_theme() -> Theme:
    card, ink = "#FFFFFF", "#1B2430"
    return Theme(
        name="light",
        canvas="#F7F8FA",
        grid="#D9DEE6",
        card=card,
        ink=ink,
        soft_ink="#566173",
        line="#6B778A",
        strong_line="#2C3848",
        plate="#F7F8FA",
        group_fills=("#EDF1F7", "#E4EAF3", "#F3F6FA"),
        group_border="#7686A0",
        group_ink="#3C4A60",
        paper="#FFF6D6",
        paper_border="#E5CF86",
        paper_ink="#4A3D12",
        accent="#1769E0",
        guide="#D6336C",
        found="#AE7700",
        added="#1A7F37",
        changed="#9A6700",
        removed="#CF222E",
        kinds=_kinds(card, ink, "#FFFFFF", 0.45),
    )


@cache
def dark_theme() -> Theme:
    card, ink = "#29323F", "#EEF2F7"
    return Theme(
        name="dark",
        canvas="#141920",
        grid="#2A323D",
        card=card,
        ink=ink,
        soft_ink="#A9B4C4",
        line="#8A97AA",
        strong_line="#D5DDE8",
        plate="#141920",
        group_fills=("#1A212A", "#202934", "#171D25"),
        group_border="#66758A",
        group_ink="#C3CDDB",
        paper="#3A3420",
        paper_border="#6E6236",
        paper_ink="#F4E9C1",
        accent="#5AA2FF",
        guide="#FF6FA3",
        found="#FFC53D",
        added="#3FB950",
        changed="#D29922",
        removed="#FF7B72",
        kinds=_kinds(card, ink, "#10151B", 0.5),
    )


@cache
def high_contrast_theme() -> Theme:
    return _bold(
        name="high contrast",
        card="#FFFFFF",
        ink="#000000",
        grid="#9A9A9A",
        inner_group="#F0F0F0",
        paper="#FFFFE0",
        accent="#0000D0",
        guide="#A80058",
        found="#B36200",
        added="#004D18",
        changed="#5F3A00",
        removed="#90000D",
    )


@cache
def high_contrast_dark_theme() -> Theme:
    return _bold(
        name="high contrast dark",
        card="#000000",
        ink="#FFFFFF",
        grid="#6E6E6E",
        inner_group="#1C1C1C",
        paper="#1F1C00",
        accent="#6CCBFF",
        guide="#FF8FC4",
        found="#FFD60A",
        added="#6BE88A",
        changed="#FFC861",
        removed="#FFA9A3",
    )


def _bold(*, card: str, ink: str, inner_group: str, **colors: str) -> Theme:
    """A theme of high contrast: all that is written or drawn as a line in `ink`, most grounds in `card`."""
    return Theme(
        canvas=card,
        card=card,
        ink=ink,
        soft_ink=ink,
        line=ink,
        strong_line=ink,
        plate=card,
        group_fills=(card, inner_group),
        group_border=ink,
        group_ink=ink,
        paper_border=ink,
        paper_ink=ink,
        kinds=_bold_kinds(card, ink),
        border_width=2.0,
        line_width=2.0,
        high_contrast=True,
        **colors,
    )


def themes() -> tuple[Theme, ...]:
    return light_theme(), dark_theme(), high_contrast_theme(), high_contrast_dark_theme()


def _bold_kinds(card: str, ink: str) -> Mapping[NodeKind, KindColors]:
    """Tiles stand out from the card by their own colour, with as much ink in it as that takes."""
    tiles = {kind: pushed_from(color, card, ink, MIN_SIGN_CONTRAST) for kind, color in KIND_COLORS.items()}
    return MappingProxyType(
        {kind: KindColors(tile, readable_on(tile, ink, card), ink, tile, ink) for kind, tile in tiles.items()}
    )


def _kinds(card: str, ink: str, paper: str, tint: float) -> Mapping[NodeKind, KindColors]:
    """Tiles in the kind's own colour, lightened where a dark card would swallow it; borders are a tint of it.

    Glyphs are bright wherever that can be seen: one look for most kinds is calmer than the best contrast for each.
    """
    found = {}
    for kind, color in KIND_COLORS.items():
        tile = pushed_from(color, card, "#FFFFFF", MIN_SIGN_CONTRAST) if paper != "#FFFFFF" else color
        dark, bright = sorted((ink, paper))
        glyph = bright if contrast(bright, tile) >= MIN_SIGN_CONTRAST else dark
        badge = pushed_from(tile, card, ink, MIN_SIGN_CONTRAST)
        found[kind] = KindColors(tile, glyph, mix(card, tile, tint), mix(card, tile, _FAR), badge)
    return MappingProxyType(found)
