"""The cells of a page sorted out: which are groups, nodes, notes, labels and edges, and where each lies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from infrasketch_desktop.diagram.geometry import Point, Rect
from infrasketch_desktop.formats.drawio.cells import Cell
from infrasketch_desktop.formats.markup import MarkupError
from infrasketch_desktop.language import tr

_CONTAINER_NAMES = frozenset({"swimlane", "group"})
_LISTS = frozenset({"stackLayout", "tableLayout"})
_NOTES = frozenset({"note", "note2", "mxgraph.basic.note"})
_PLAIN = frozenset({"", "rectangle", "mxgraph.basic.rect"})
_OTHER_SHAPES = frozenset({"text", "ellipse", "rhombus", "triangle", "image", "line", "group", "label"})
LARGER = 1.5
"""How many times as large as what it encloses a frame is at least; two outlines of one shape are no frame."""
COMPARED = 1_000
"""More cells beside each other are not compared, which would take seconds."""
BADGE = 50.0
"""The longest side, in units, of a shape that is only a mark."""


class PageSheet:
    """Answers about the cells of one page. `shown` are those that can be seen, in the order they are drawn."""

    def __init__(self, cells: dict[str, Cell]) -> None:
        self.cells = cells
        self._origins: dict[str, Point] = {}
        self._depth_first(cells)
        self.roots = {cell.id for cell in cells.values() if not cell.is_vertex and not cell.is_edge}
        hidden: set[str] = set()
        for cell_id in self._order:  # parents first
            cell = cells[cell_id]
            if not cell.is_visible or cell.parent in hidden:
                hidden.add(cell_id)
        self.shown = [cell for cell in cells.values() if cell.id not in hidden and (cell.is_vertex or cell.is_edge)]
        self.hidden = [cells[i] for i in hidden if cells[i].is_vertex]
        self.children: dict[str, list[Cell]] = defaultdict(list)
        for cell in self.shown:
            self.children[cell.parent].append(cell)
        self._adopted: dict[str, str] = {}
        self._adopt()
        self.ends = {end for cell in self.shown if cell.is_edge for end in (cell.source, cell.target)}

    @property
    def layers(self) -> list[Cell]:
        """Below the root, above everything that is drawn."""
        return [self.cells[i] for i in self.roots if self.cells[i].parent in self.roots]

    def parent(self, cell: Cell) -> Cell | None:
        """What a cell lies in: the parent it states, or a frame that is drawn around it."""
        return self.cells.get(self._adopted.get(cell.id, cell.parent))

    def is_edge_label(self, cell: Cell) -> bool:
        parent = self.cells.get(cell.parent)
        return cell.is_vertex and parent is not None and parent.is_edge

    def is_list(self, cell: Cell) -> bool:
        """A card of rows, such as a table: one node for us, unless a row is more than text."""
        if cell.ours or (cell.style.get("childLayout") not in _LISTS and cell.shape != "table"):
            return False
        return all(not inner.is_edge and not inner.ours for inner in self.inside(cell))

    def is_group(self, cell: Cell) -> bool:
        if cell.ours:
            return cell.ours == "group"
        if self.is_list(cell) or self.is_edge_label(cell):
            return False
        has_members = any(child.is_vertex for child in self.children[cell.id])
        return has_members or _is_container(cell)

    def is_invisible(self, cell: Cell) -> bool:
        """A group that only keeps shapes together while one moves them."""
        return "group" in cell.names and not cell.label.strip() and not cell.ours and cell.id not in self.ends

    def is_remark(self, cell: Cell) -> bool:
        return cell.ours == "note" if cell.ours else "text" in cell.names or cell.shape in _NOTES

    def title_inside(self, group: Cell) -> Cell | None:
        """The one text that lies in a frame without a label, as its heading."""
        texts = [c for c in self.children[group.id] if self.is_remark(c) and c.label.strip() and c.id not in self.ends]
        return texts[0] if len(texts) == 1 else None

    def is_badge(self, cell: Cell) -> bool:
        """A small shape with a number, as drawings use to mark the steps of a story."""
        is_small = cell.box is not None and max(cell.box.width, cell.box.height) <= BADGE
        return is_small and cell.label.strip().isdigit() and not cell.ours and cell.id not in self.ends

    def inside(self, cell: Cell) -> Iterator[Cell]:
        """Everything below a cell, in the order of drawing."""
        waiting = list(reversed(self.children[cell.id]))
        while waiting:
            inner = waiting.pop()
            yield inner
            waiting += reversed(self.children[inner.id])

    def box(self, cell: Cell) -> Rect | None:
        """Where a cell lies on the sheet."""
        if cell.box is None:
            return None
        corner = self._origins[cell.id]
        return Rect(corner.x, corner.y, cell.box.width, cell.box.height)

    def origin(self, cell_id: str) -> Point:
        """The corner that places inside a cell count from."""
        return self._origins.get(cell_id, Point(0, 0))

    def _adopt(self) -> None:
        """Put cells into the frames that are drawn around them, as people see it, where no parent says more.

        A frame is a container, or a plain rectangle around more than text, that lies behind what it encloses.
        """
        for siblings in self.children.values():
            drawn = [(cell, self.box(cell)) for cell in siblings if cell.is_vertex and not cell.ours]
            boxes = [(cell, box) for cell, box in drawn if box is not None]
            frames = [(i, cell, box) for i, (cell, box) in enumerate(boxes) if _may_frame(cell)]
            if len(boxes) <= COMPARED:
                for index, (cell, box) in enumerate(boxes):
                    around = [(b.width * b.height, f.id) for i, f, b in frames if i < index and _frames(b, box)]
                    if around:
                        self._adopted[cell.id] = min(around)[1]
        self._forget_captions()
        self.children = defaultdict(list)
        for cell in self.shown:
            self.children[self._adopted.get(cell.id, cell.parent)].append(cell)

    def _forget_captions(self) -> None:
        """A plain rectangle with nothing but text or an icon in it is a node with a caption, not a frame."""
        inner = ((self.cells[cell_id], frame) for cell_id, frame in self._adopted.items())
        framing = {frame for cell, frame in inner if cell.label.strip() and not self.is_remark(cell)}
        for cell_id, frame in list(self._adopted.items()):
            if frame not in framing and not _is_container(self.cells[frame]):
                del self._adopted[cell_id]

    def _depth_first(self, cells: dict[str, Cell]) -> None:
        """Find every corner, parents before children. Raises MarkupError where cells contain each other."""
        self._order: list[str] = []
        for start in cells.values():
            trail: dict[str, Cell] = {}
            cell: Cell | None = start
            while cell is not None and cell.id not in self._origins:
                if cell.id in trail:
                    raise MarkupError(tr("the cell “{cell}” contains itself.", cell=cell.id[:40]), cell.line)
                trail[cell.id] = cell
                cell = cells.get(cell.parent)
            for inner in reversed(trail.values()):
                self._origins[inner.id] = self._corner(inner, cells.get(inner.parent))
                self._order.append(inner.id)

    def _corner(self, cell: Cell, parent: Cell | None) -> Point:
        around = self.origin(parent.id) if parent else Point(0, 0)
        if cell.box is None or cell.is_edge:
            return around
        if cell.fraction and parent is not None and parent.box is not None:
            return around.moved(cell.box.x * parent.box.width, cell.box.y * parent.box.height)
        return around.moved(cell.box.x, cell.box.y)


def _is_container(cell: Cell) -> bool:
    return cell.style.get("container") == "1" or bool(cell.names & _CONTAINER_NAMES) or "grIcon" in cell.style


def _may_frame(cell: Cell) -> bool:
    is_plain = cell.shape in _PLAIN and not cell.names & _OTHER_SHAPES and "image" not in cell.style
    return is_plain or _is_container(cell)


def _frames(outer: Rect, inner: Rect) -> bool:
    return outer.encloses(inner) and outer.width * outer.height >= LARGER * inner.width * inner.height
