"""Shapes of nodes: what delimits them in a chart, what they hint at, and which one a kind is written with.

Source: “Node shapes” and “Expanded Node Shapes in Mermaid Flowcharts (v11.3.0+)” on the page “Flowcharts – Basic
Syntax”.
"""

from __future__ import annotations

from dataclasses import dataclass

from infrasketch_desktop.diagram.kinds import NodeKind


@dataclass(frozen=True, slots=True)
class Bracket:
    opening: str
    closings: tuple[str, ...]
    hint: NodeKind | None = None


BRACKETS = (  # the first that fits counts
    Bracket("(((", (")))",)),
    Bracket("((", ("))",)),
    Bracket("([", ("])",)),
    Bracket("(-", ("-)",)),
    Bracket("(", (")",)),
    Bracket("[[", ("]]",)),
    Bracket("[(", (")]",), NodeKind.DATABASE),
    Bracket("[/", ("/]", "\\]")),
    Bracket("[\\", ("\\]", "/]")),
    Bracket("[", ("]",)),
    Bracket("{{", ("}}",)),
    Bracket("{", ("}",)),
    Bracket(">", ("]",)),
)

HINTS = {
    **dict.fromkeys(("cyl", "cylinder", "database", "db"), NodeKind.DATABASE),
    **dict.fromkeys(
        ("lin-cyl", "disk", "lined-cylinder", "bow-rect", "bow-tie-rectangle", "stored-data"), NodeKind.STORAGE
    ),
    **dict.fromkeys(("h-cyl", "das", "horizontal-cylinder"), NodeKind.QUEUE),
    "cloud": NodeKind.EXTERNAL,
}
"""Named shapes (`@{ shape: … }`) that mean a kind."""

REMARKS = frozenset({"comment", "brace", "brace-l", "brace-r", "braces", "text"})
"""Named shapes that hold free text."""

WRITTEN = {
    NodeKind.CLIENT: ("([", "])"),
    NodeKind.WORKER: ("[[", "]]"),
    NodeKind.FUNCTION: ("{{", "}}"),
    NodeKind.DATABASE: ("[(", ")]"),
    NodeKind.CACHE: ("[(", ")]"),
    NodeKind.STORAGE: ("[(", ")]"),
    NodeKind.SEARCH: ("[(", ")]"),
    NodeKind.QUEUE: ("[/", "/]"),
    NodeKind.CDN: ("((", "))"),
    NodeKind.GATEWAY: ("{{", "}}"),
    NodeKind.LOAD_BALANCER: ("{", "}"),
    NodeKind.AUTH: ("[/", "\\]"),
    NodeKind.MONITORING: (">", "]"),
    NodeKind.EXTERNAL: ("(", ")"),
}
"""Where a kind is not named: a rectangle."""

COLOURS = {
    NodeKind.CLIENT: ("#eef2ff", "#4f46e5"),
    NodeKind.API: ("#e0f2fe", "#0369a1"),
    NodeKind.SERVICE: ("#e0f2fe", "#0369a1"),
    NodeKind.SERVER: ("#f1f5f9", "#475569"),
    NodeKind.WORKER: ("#fef3c7", "#b45309"),
    NodeKind.FUNCTION: ("#fef3c7", "#b45309"),
    NodeKind.DATABASE: ("#dcfce7", "#15803d"),
    NodeKind.CACHE: ("#fee2e2", "#b91c1c"),
    NodeKind.QUEUE: ("#f3e8ff", "#7e22ce"),
    NodeKind.STORAGE: ("#dcfce7", "#15803d"),
    NodeKind.CDN: ("#ccfbf1", "#0f766e"),
    NodeKind.GATEWAY: ("#ccfbf1", "#0f766e"),
    NodeKind.LOAD_BALANCER: ("#ccfbf1", "#0f766e"),
    NodeKind.SEARCH: ("#fae8ff", "#a21caf"),
    NodeKind.AUTH: ("#ffe4e6", "#be123c"),
    NodeKind.MONITORING: ("#fef9c3", "#a16207"),
    NodeKind.EXTERNAL: ("#f5f5f4", "#78716c"),
}
"""Fill and stroke of each kind, dark text on light: readable on Mermaid's light and dark themes."""
