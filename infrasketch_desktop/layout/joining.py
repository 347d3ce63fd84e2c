"""Puts the finished drawings of all containers into one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from infrasketch_desktop.layout.framing import Drawn
from infrasketch_desktop.layout.level import ItemKind
from infrasketch_desktop.layout.sheet import Corner
from infrasketch_desktop.layout.tree import Part, Strand, Tree


@dataclass(frozen=True, slots=True)
class Frame:
    """The room a container takes, from its top-left corner."""

    x: int
    y: int
    width: int
    height: int


@dataclass(slots=True)
class NestedLayout:
    """Top-left corners of leaves, frames of containers; by wire a polyline from source to target and a label centre."""

    leaves: dict[str, Corner] = field(default_factory=dict)
    frames: dict[str, Frame] = field(default_factory=dict)
    routes: dict[str, tuple[Corner, ...]] = field(default_factory=dict)
    labels: dict[str, Corner] = field(default_factory=dict)


def join_levels(tree: Tree, drawn: Mapping[str | None, Drawn]) -> NestedLayout:
    """Everything where it belongs, and the strands of each wire end to end."""
    return _Joining(tree, drawn).join()


class _Joining:
    def __init__(self, tree: Tree, drawn: Mapping[str | None, Drawn]) -> None:
        self._tree = tree
        self._drawn = drawn
        self._runs: dict[int, dict[tuple[int, int], tuple[Corner, ...]]] = {}
        self.result = NestedLayout()

    def join(self) -> NestedLayout:
        self._place(None, 0, 0, 0)
        for number, runs in self._runs.items():
            corners = [corner for key in sorted(runs) for corner in runs[key]]
            self.result.routes[self._tree.wires[number].id] = tidy(corners)
        return self.result

    def _place(self, container: str | None, left: int, top: int, depth: int) -> None:
        for piece, sheet in self._drawn[container].pieces:
            moved = sheet.moved(left, top)
            for item, box, (x, y) in zip(piece.items, piece.skeleton.drawing.boxes, moved.boxes, strict=True):
                if item.kind is ItemKind.LABEL:
                    centre = (x + box.width // 2, y + box.height // 2)
                    self.result.labels[self._tree.wires[item.wire].id] = centre
                elif item.child in self._drawn:
                    self.result.frames[item.child] = Frame(x, y, box.width, box.height)
                    self._place(item.child, x, y, depth + 1)
                elif item.kind is ItemKind.CHILD:
                    self.result.leaves[item.child] = (x, y)
            for lead, route in zip(piece.leads, moved.routes, strict=True):
                self._keep(lead.strand, route[::-1] if lead.upward else route, depth, lead.lower.kind, lead.upward)

    def _keep(self, strand: Strand, route: tuple[Corner, ...], depth: int, lower: ItemKind, upward: bool) -> None:
        """Wires leave from the innermost level, cross the one where the ends meet, and enter down to the innermost."""
        stage = {Part.LEAVING: (0, -depth), Part.WHOLE: (1, 0), Part.ENTERING: (2, depth)}[strand.part]
        if strand.part is Part.WHOLE and self._tree.wires[strand.wire].label:
            to_label = lower is ItemKind.LABEL
            stage = (1, int(to_label == upward))
        self._runs.setdefault(strand.wire, {})[stage] = route


def tidy(corners: list[Corner]) -> tuple[Corner, ...]:
    """The same polyline without doubled corners and corners on a straight."""
    result: list[Corner] = []
    for corner in corners:
        if result and result[-1] == corner:
            continue
        if len(result) > 1 and _on_one_line(result[-2], result[-1], corner):
            result.pop()
        result.append(corner)
    return tuple(result)


def _on_one_line(a: Corner, b: Corner, c: Corner) -> bool:
    return (a[0] == b[0] == c[0]) or (a[1] == b[1] == c[1])
