"""A loose grid over the sheet: which records meet a rectangle, without looking at all of them."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum

CELL = 2000.0
"""Scene units. Some 80 nodes of a usual diagram: few cells when all is shown, few records when little is."""

Extent = tuple[float, float, float, float]
"""left, top, right, bottom; plain tuples, because opening a large diagram makes one per record."""


class Layer(IntEnum):
    """Records of a layer are painted before all of the next."""

    FRAME = 0
    EDGE = 1
    CARD = 2


class Cell:
    """The records whose centre lies in one square; `extent` covers them all and may reach beyond the square."""

    __slots__ = ("_extent", "batch", "layers")

    def __init__(self) -> None:
        self.layers: tuple[dict[str, Extent], ...] = tuple({} for _ in Layer)
        self.batch: object | None = None
        """What a painter prepared for the whole cell; dropped with every change."""
        self._extent: Extent | None = None

    @property
    def extent(self) -> Extent:
        if self._extent is None:
            extents = [extent for layer in self.layers for extent in layer.values()]
            lefts, tops, rights, bottoms = zip(*extents, strict=True) if extents else ((0.0,),) * 4
            self._extent = (min(lefts), min(tops), max(rights), max(bottoms))
        return self._extent

    def touch(self) -> None:
        self.batch = None
        self._extent = None


class SpatialGrid:
    """Records by place. Those larger than two cells share one cell of their own, which every question looks into."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int] | None, Cell] = {}
        self._homes: tuple[dict[str, Cell], ...] = tuple({} for _ in Layer)

    def __contains__(self, record_id: object) -> bool:
        return any(record_id in homes for homes in self._homes)

    def put(self, record_id: str, layer: Layer, extent: Extent) -> None:
        """Add a record that is not there yet; `remove` it first to move it."""
        left, top, right, bottom = extent
        key = None
        if right - left <= 2 * CELL and bottom - top <= 2 * CELL:
            key = (int((left + right) / 2 // CELL), int((top + bottom) / 2 // CELL))
        cell = self._cells.get(key)
        if cell is None:
            cell = self._cells[key] = Cell()
        cell.layers[layer][record_id] = extent
        cell.touch()
        self._homes[layer][record_id] = cell

    def remove(self, record_id: str) -> None:
        """Take a record out; nothing when it is not there."""
        for number, homes in enumerate(self._homes):
            cell = homes.pop(record_id, None)
            if cell is not None:
                del cell.layers[number][record_id]
                cell.touch()

    def extent(self, record_id: str) -> Extent | None:
        """Where a record was put; None when it is not there."""
        for number, homes in enumerate(self._homes):
            if record_id in homes:
                return homes[record_id].layers[number][record_id]
        return None

    def touch(self, record_id: str) -> None:
        """Drop what was prepared for the cell of a record."""
        for homes in self._homes:
            if record_id in homes:
                homes[record_id].touch()

    def cells(self, extent: Extent) -> Iterator[Cell]:
        """The cells with records that may meet `extent`."""
        left, top, right, bottom = extent
        for cell in self._cells.values():
            x0, y0, x1, y1 = cell.extent
            if x0 < right and left < x1 and y0 < bottom and top < y1:
                yield cell

    def sorted_out(self, extent: Extent, layer: Layer) -> tuple[list[str], list[str]]:
        """The records of a layer whose extent lies within `extent`, and those whose extent only meets it."""
        left, top, right, bottom = extent
        inside: list[str] = []
        near: list[str] = []
        for cell in self.cells(extent):
            for record_id, (x0, y0, x1, y1) in cell.layers[layer].items():
                if left <= x0 and x1 <= right and top <= y0 and y1 <= bottom:
                    inside.append(record_id)
                elif x0 < right and left < x1 and y0 < bottom and top < y1:
                    near.append(record_id)
        return inside, near

    def ids(self, extent: Extent, layer: Layer) -> list[str]:
        """The records of a layer whose extent meets `extent`, in no particular order."""
        return [record_id for record_id, _ in self.items(extent, layer)]

    def items(self, extent: Extent, layer: Layer) -> list[tuple[str, Extent]]:
        """The same with their extents."""
        left, top, right, bottom = extent
        return [
            item
            for cell in self.cells(extent)
            for item in cell.layers[layer].items()
            if item[1][0] < right and left < item[1][2] and item[1][1] < bottom and top < item[1][3]
        ]
