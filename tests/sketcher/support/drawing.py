"""Sketches in the shape in which a test states them: labels and arrows between labels."""

from __future__ import annotations

from dataclasses import dataclass

from infrasketch_desktop.diagram.operations import AddEdge, AddGroup, AddNode
from infrasketch_desktop.sketcher.lexicon import Lexicon
from infrasketch_desktop.sketcher.sketch import Sketch, sketch


@dataclass(frozen=True, slots=True)
class Drawing:
    """A sketch read back: kinds by label, `"A > B"` for every edge, edge labels, groups by label of their members."""

    sketch: Sketch
    kinds: dict[str, str]
    technologies: dict[str, str]
    edges: set[str]
    labels: dict[str, str]
    groups: dict[str, set[str]]


class Artist:
    """Sketches texts with one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def __call__(self, text: str) -> Drawing:
        drawn = sketch(text, self._lexicon)
        nodes = [operation for operation in drawn.operations if isinstance(operation, AddNode)]
        groups = {operation.id: operation.label for operation in drawn.operations if isinstance(operation, AddGroup)}
        names = {node.id: node.label for node in nodes}
        edges = [operation for operation in drawn.operations if isinstance(operation, AddEdge)]
        arrows = {edge.id: f"{names[edge.source]} > {names[edge.target]}" for edge in edges}
        return Drawing(
            drawn,
            {node.label: node.kind.value for node in nodes},
            {node.label: node.technology for node in nodes},
            set(arrows.values()),
            {arrows[edge.id]: edge.label for edge in edges if edge.label},
            {label: {node.label for node in nodes if node.group == key} for key, label in groups.items()},
        )
