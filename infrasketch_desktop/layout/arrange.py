"""The way in: arranges what a scope covers and says what changes, without changing anything."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.geometry import Point, Rect
from infrasketch_desktop.diagram.kinds import Direction
from infrasketch_desktop.layout.arrangement import Arrangement, Route, moves
from infrasketch_desktop.layout.axes import Axes
from infrasketch_desktop.layout.joining import NestedLayout
from infrasketch_desktop.layout.labels import LabelSize, estimated_size
from infrasketch_desktop.layout.monitor import Cancel, Monitor, Progress, ignore, never
from infrasketch_desktop.layout.nesting import lay_out_tree
from infrasketch_desktop.layout.ordering.provider import OrderProvider
from infrasketch_desktop.layout.pinning import Placement, place_around, place_as_whole
from infrasketch_desktop.layout.planting import Gardener
from infrasketch_desktop.layout.routing.router import Routed
from infrasketch_desktop.layout.scope import Block, Scope, find_blocks, is_fixed
from infrasketch_desktop.layout.settling import Stage, changes, settle_routes
from infrasketch_desktop.layout.spacing import GRID, snap
from infrasketch_desktop.layout.tree import Tree
from infrasketch_desktop.layout.view import View


def arrange(
    diagram: Diagram,
    scope: Scope,
    *,
    provider: OrderProvider,
    direction: Direction | None = None,
    label_size: LabelSize = estimated_size,
    cancel: Cancel = never,
    progress: Progress = ignore,
) -> Arrangement:
    """Lay out what `scope` covers. Pinned and locked nodes stay, and everything outside the scope does too.

    `direction` None keeps that of the sheet. The same diagram gives the same result, and arranging the result again
    changes nothing. Pure: may run on a snapshot in any thread.

    Raises:
        LayoutCancelledError: `cancel` said so between two stages.
        LayoutError: the scope names no group that can be arranged.
    """
    axes = Axes(direction or diagram.sheet.direction)
    run = _Run(diagram, axes, provider, label_size, Monitor(cancel, progress))
    for block in find_blocks(diagram, run.view, scope):
        run.arrange_block(block)
    result = run.result()
    return replace(result, direction=direction if direction is not diagram.sheet.direction else None)


@dataclass(slots=True)
class _Run:
    diagram: Diagram
    axes: Axes
    provider: OrderProvider
    label_size: LabelSize
    monitor: Monitor
    view: View = field(init=False)
    corners: dict[str, Point] = field(default_factory=dict)
    before: dict[str, Rect] = field(init=False)
    drawn: dict[str, Routed] = field(default_factory=dict)
    alone: bool = True
    """Whether nothing was fixed and nothing stood around, so that drawn routes meet nothing unforeseen."""
    kept: int = 0

    def __post_init__(self) -> None:
        self.view = View(self.diagram)
        self.before = dict(self.view.rects)

    def arrange_block(self, block: Block) -> None:
        gardener = Gardener(self.diagram, self.view, self.axes, self.label_size)
        tree = gardener.plant(block)
        nested = lay_out_tree(tree, self.provider, self.axes.style(), self.monitor)
        placement = self._place(block, tree, nested)
        self._take_corners(tree, placement)
        self._take_routes(tree, nested, placement)
        self.monitor.check()

    def _place(self, block: Block, tree: Tree, nested: NestedLayout) -> Placement:
        fixed = self._fixed_corners(tree)
        self.kept += sum(1 for leaf in fixed if leaf in self.diagram.nodes)
        obstacles = self._obstacles(block)
        self.alone = self.alone and not fixed and not obstacles
        if fixed:
            return place_around(tree, nested, fixed, obstacles, self.axes.style().insets)
        rects = {leaf: self.axes.rect(self.view.rects[leaf]) for leaf in tree.sizes}
        left = min(rect.x - tree.sizes[leaf].margin for leaf, rect in rects.items())
        top = min(rect.y for rect in rects.values())
        corner = (round(left), round(top)) if obstacles else (snap(left), snap(top))
        return place_as_whole(tree, nested, corner, obstacles)

    def _fixed_corners(self, tree: Tree) -> dict[str, tuple[float, float]]:
        corners = {}
        for leaf in tree.sizes:
            if is_fixed(self.diagram, self.view, leaf):
                rect = self.axes.rect(self.view.rects[leaf])
                corners[leaf] = (rect.x - tree.sizes[leaf].margin, rect.y)
        return corners

    def _obstacles(self, block: Block) -> dict[str, Rect]:
        """What stands outside the block, in drawing space: members of the groups around it and what those contain."""
        around: list[str | None] = [None]
        if block.parent is not None:
            around = [block.parent, *self.view.ancestors(block.parent), None]
        inside = set(around) | set(block.children)
        outside = (member for container in around for member in self.view.children[container] if member not in inside)
        return {member: self.axes.rect(self.view.rects[member]) for member in outside}

    def _take_corners(self, tree: Tree, placement: Placement) -> None:
        for leaf, (x, y) in placement.corners.items():
            self.corners[leaf] = self.axes.point(x + tree.sizes[leaf].margin, y)
            self._move_view(leaf, self.corners[leaf])

    def _move_view(self, leaf: str, corner: Point) -> None:
        rect = self.view.rects[leaf]
        self.view.rects[leaf] = Rect(corner.x, corner.y, rect.width, rect.height)

    def _take_routes(self, tree: Tree, nested: NestedLayout, placement: Placement) -> None:
        self.view.measure_again()
        for wire in tree.wires:
            shift = _wire_shift(tree, placement, wire.source)
            if shift is None or shift != _wire_shift(tree, placement, wire.target):
                continue
            route = tuple(Point(x + shift[0], y + shift[1]) for x, y in nested.routes[wire.id])
            label = Point(*nested.labels[wire.id]).moved(*shift) if wire.id in nested.labels else None
            self.drawn[wire.id] = Routed(self._to_borders(route, wire.source, wire.target), label)

    def _to_borders(self, route: Route, source: str, target: str) -> Route:
        """The route with its ends on the borders that the diagram draws: those of groups lie inside their room."""
        first = _ending(route[0], route[1], self.axes.rect(self.view.rects[source]))
        last = _ending(route[-1], route[-2], self.axes.rect(self.view.rects[target]))
        return (*first, *route[1:-1], *last[::-1])

    def result(self) -> Arrangement:
        positions: dict[str, Point] = {}
        for shown, corner in self.corners.items():
            positions.update(moves(self.diagram, shown, corner))
        stage = Stage(self.diagram, self.view, self.axes, self.label_size)
        settled = settle_routes(stage, self.before, self.drawn, self.monitor, trust=self.alone)
        routes, labels = changes(self.diagram, settled)
        moved = sum(1 for record_id in positions if record_id in self.diagram.nodes)
        return Arrangement(positions, routes, labels, moved, self.kept)


def _wire_shift(tree: Tree, placement: Placement, end: str) -> tuple[float, float] | None:
    """By how much the end of a wire left its drawn place; None when its members went different ways."""
    if end not in tree.children:
        return placement.shifts[end]
    shifts = {placement.shifts[leaf] for leaf in placement.shifts if end in tree.containers(leaf)}
    return shifts.pop() if len(shifts) == 1 else None


def _ending(end: Point, neighbour: Point, rect: Rect) -> Route:
    """The end of a route, led along its last stretch onto the border of what it belongs to.

    The frame of a group may be narrower than the room it has; then the route turns towards it in between.
    """
    if end.x != neighbour.x:
        return (Point(min((rect.left, rect.right), key=lambda x: abs(x - end.x)), end.y),)
    y = min((rect.top, rect.bottom), key=lambda y: abs(y - end.y))
    x = min(max(end.x, rect.left + GRID), rect.right - GRID)
    if rect.left <= end.x <= rect.right or rect.width < 2 * GRID:
        return (Point(end.x, y),)
    outwards = -1 if y == rect.top else 1
    turn = round((end.y + y) / 2) if abs(end.y - y) >= _TURN else y + outwards * _TURN
    return Point(x, y), Point(x, turn), Point(end.x, turn)


_TURN = 10
