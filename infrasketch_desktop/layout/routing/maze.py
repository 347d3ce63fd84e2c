"""Finds a way around obstacles: best first (A*) on the lines that run past their sides."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import pairwise

from infrasketch_desktop.diagram.geometry import Point, Rect, Side
from infrasketch_desktop.layout.routing.surroundings import Route, Stretch
from infrasketch_desktop.layout.spacing import EDGE_GAP

MARGIN = 6.0
"""How close a way may come to an obstacle."""
LEAD = 12.0
"""How far an edge runs straight out of a side before it may turn."""
DETOUR = 240.0
_PAST = (12.0, 24.0)
_CLOSEST = 6.0
_BEND_COST = 50.0
_CROSSING_COST = 45.0
_OVERLAP_COST = 400.0
_CELLS_PER_STEP = 20
"""Crossings of a grid that are made in the time of one step."""
_HASTE = 1.25
"""How much the rest of a way is overrated: above 1 ways are found sooner and may be longer by that factor."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How much work ways may take; beyond it there is none.

    One way may look at so many `obstacles` and take so many `steps`, all together no more than `in_all`. `detours` are
    the distances by which ways may leave the rectangle around both ends, tried in turn.
    """

    obstacles: int
    steps: int
    in_all: int
    detours: tuple[float, ...] = (DETOUR,)


QUICK = Effort(obstacles=60, steps=800, in_all=3000)
THOROUGH = Effort(obstacles=4000, steps=100_000, in_all=6_000_000, detours=(DETOUR, 4 * DETOUR, 1e6))


@dataclass(slots=True)
class Purse:
    """What is left of an effort; counted in steps, not in time, so that every machine finds the same ways."""

    effort: Effort
    left: int = field(init=False)

    def __post_init__(self) -> None:
        self.left = self.effort.in_all


@dataclass(frozen=True, slots=True)
class Mouth:
    """An end of an edge: a point on a border and the side it lies on."""

    point: Point
    side: Side

    def lead(self, length: float) -> Point:
        dx, dy = self.side.step
        return self.point.moved(dx * length, dy * length)


@dataclass(frozen=True, slots=True)
class Area:
    """Where a way may run, with every obstacle and line that meets it."""

    window: Rect
    obstacles: Sequence[Rect]
    lines: Sequence[Stretch]


def find_way(start: Mouth, goal: Mouth, area: Area, purse: Purse) -> Route | None:
    """A way of upright and level stretches that keeps `MARGIN` from all obstacles, short and with few turns and
    crossings; None when there is none within `area` or what is left in `purse`.
    """
    if len(area.obstacles) > purse.effort.obstacles or purse.left <= 0:
        return None
    first, last = start.lead(LEAD), goal.lead(LEAD)
    grid = _Grid(first, last, area)
    grid.weigh(area.lines)
    corners, steps = grid.search(first, last, start.side, min(purse.effort.steps, purse.left))
    purse.left -= steps + grid.size // _CELLS_PER_STEP
    return (start.point, *corners, goal.point) if corners else None


class _Grid:
    """Columns and rows that run past obstacles, with what a step from one crossing to the next costs.

    `level[row][column]` is the step from a column to the next one, `upright[column][row]` from a row to the next; the
    last entry of each, the step out of the grid, is blocked like the steps through obstacles.
    """

    def __init__(self, first: Point, last: Point, area: Area) -> None:
        window, obstacles = area.window, area.obstacles
        self._xs = _lines_past(((r.left, r.right) for r in obstacles), (first.x, last.x), (window.left, window.right))
        self._ys = _lines_past(((r.top, r.bottom) for r in obstacles), (first.y, last.y), (window.top, window.bottom))
        across = [*(b - a for a, b in pairwise(self._xs)), _BLOCKED]
        down = [*(b - a for a, b in pairwise(self._ys)), _BLOCKED]
        self._level = [across.copy() for _ in self._ys]
        self._upright = [down.copy() for _ in self._xs]
        for rect in obstacles:
            self._block(rect.inflated(MARGIN - 1))

    def _block(self, rect: Rect) -> None:
        across, down = _steps_within(self._xs, rect.left, rect.right), _steps_within(self._ys, rect.top, rect.bottom)
        for row in _within(self._ys, rect.top, rect.bottom):
            self._level[row][across.start : across.stop] = [_BLOCKED] * len(across)
        for column in _within(self._xs, rect.left, rect.right):
            self._upright[column][down.start : down.stop] = [_BLOCKED] * len(down)

    def weigh(self, lines: Iterable[Stretch]) -> None:
        """Make steps that cross or follow `lines` dear."""
        for a, b in lines:
            if a.x == b.x:
                _weigh(self._xs, self._ys, self._level, self._upright, place=a.x, span=sorted((a.y, b.y)))
            else:
                _weigh(self._ys, self._xs, self._upright, self._level, place=a.y, span=sorted((a.x, b.x)))

    @property
    def size(self) -> int:
        return len(self._xs) * len(self._ys)

    def search(self, first: Point, last: Point, side: Side, most_steps: int) -> tuple[Route, int]:
        """The corners of the best way, none when there is none, and how many steps it took to find out.

        Best first; a state is (column, row, whether the last step was upright) as one number.
        """
        xs, ys, rows = self._xs, self._ys, len(self._ys)
        start = (bisect_left(xs, first.x) * rows + bisect_left(ys, first.y)) * 2 + (side in {Side.TOP, Side.BOTTOM})
        goal = bisect_left(xs, last.x) * rows + bisect_left(ys, last.y)
        to_column = [abs(x - last.x) for x in xs]
        to_row = [abs(y - last.y) for y in ys]
        best = {start: 0.0}
        came: dict[int, int] = {}
        waiting = [(0.0, start)]
        done = set()
        for steps in range(most_steps):
            state = heappop(waiting)[1] if waiting else goal * 2
            if state >> 1 == goal:
                return (self._corners(state, came) if state in best else ()), steps
            if state in done:
                continue
            done.add(state)
            spent = best[state]
            for following, cost in self._steps(state):
                total = spent + cost
                if total < best.get(following, _BLOCKED):
                    best[following] = total
                    came[following] = state
                    column, row = divmod(following >> 1, rows)
                    across, down = to_column[column], to_row[row]
                    turns = _BEND_COST if (across if following & 1 else down) else 0.0
                    heappush(waiting, (total + _HASTE * (across + down + turns), following))
        return (), most_steps

    def _steps(self, state: int) -> tuple[tuple[int, float], ...]:
        """The four states one step away and what each step costs; out of the grid lies what is blocked."""
        rows = len(self._ys)
        upright = state & 1
        place = state - upright
        column, row = divmod(place >> 1, rows)
        level, down = self._level[row], self._upright[column]
        turn_level, turn_down = (_BEND_COST, 0.0) if upright else (0.0, _BEND_COST)
        return (
            (place - 2 * rows, level[column - 1] + turn_level),
            (place + 2 * rows, level[column] + turn_level),
            (place - 1, down[row - 1] + turn_down),
            (place + 3, down[row] + turn_down),
        )

    def _corners(self, state: int, came: dict[int, int]) -> Route:
        trail = [state]
        while trail[-1] in came:
            trail.append(came[trail[-1]])
        places = (divmod(step >> 1, len(self._ys)) for step in reversed(trail))
        return tuple(Point(self._xs[column], self._ys[row]) for column, row in places)


_BLOCKED = 1e12


def _lines_past(
    sides: Iterable[tuple[float, float]], wanted: tuple[float, float], within: tuple[float, float]
) -> list[float]:
    """The coordinates at which ways may run: those wanted, and past both sides of every obstacle."""
    candidates = {float(round(place)) for low, high in sides for past in _PAST for place in (low - past, high + past)}
    chosen: list[float] = sorted(set(wanted))
    kept = list(chosen)
    last = -_BLOCKED
    for place in sorted(candidates):
        near = bisect_left(chosen, place - _CLOSEST)
        inside = within[0] <= place <= within[1]
        if inside and place - last >= _CLOSEST and not (near < len(chosen) and chosen[near] <= place + _CLOSEST):
            kept.append(place)
            last = place
    return sorted(kept)


def _within(places: Sequence[float], low: float, high: float) -> range:
    """The places strictly between `low` and `high`."""
    return range(bisect_right(places, low), bisect_left(places, high))


def _steps_within(places: Sequence[float], low: float, high: float) -> range:
    """The steps, each named by the place it begins at, that meet the open interval."""
    return range(max(0, bisect_right(places, low) - 1), min(len(places) - 1, bisect_left(places, high)))


def _weigh(
    places: Sequence[float],
    others: Sequence[float],
    crossing: list[list[float]],
    following: list[list[float]],
    *,
    place: float,
    span: Sequence[float],
) -> None:
    """Weigh a line at `place` over `span`: steps that cross it, and steps that run along it too closely."""
    step = bisect_left(places, place) - 1
    if 0 <= step < len(places) - 1:
        for other in _within(others, *span):
            crossing[other][step] += _CROSSING_COST
    for number in _within(places, place - EDGE_GAP / 2, place + EDGE_GAP / 2):
        for other in _steps_within(others, *span):
            following[number][other] += _OVERLAP_COST
