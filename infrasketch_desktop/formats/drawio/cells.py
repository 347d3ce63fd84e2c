"""The cells of a page: what draw.io's model says, in typed form, before anything is made of it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from infrasketch_desktop.diagram.geometry import Point, Rect
from infrasketch_desktop.diagram.validation import MAX_COORDINATE, MAX_SIDE, MAX_WAYPOINTS
from infrasketch_desktop.formats.drawio.html_text import MAX_HTML, plain_text
from infrasketch_desktop.formats.drawio.pages import Page
from infrasketch_desktop.formats.markup import Element

_PLACEHOLDER = re.compile(r"%(\w{1,60})%")


@dataclass(slots=True)
class Cell:
    """One `mxCell`, with the attributes of the `object` around it.

    `box` is where it lies in its parent, None when it does not say; `fraction` means that x and y count in sides of
    the parent. `names` are the styles without a value, such as `text`. `loose_ends` are the points, under `sourcePoint`
    and `targetPoint`, where an edge ends that is not attached.
    """

    id: str
    line: int
    parent: str = ""
    label: str = ""
    style: Mapping[str, str] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    attributes: Mapping[str, str] = field(default_factory=dict)
    is_vertex: bool = False
    is_edge: bool = False
    is_visible: bool = True
    is_collapsed: bool = False
    source: str = ""
    target: str = ""
    box: Rect | None = None
    fraction: bool = False
    points: tuple[Point, ...] = ()
    loose_ends: Mapping[str, Point] = field(default_factory=dict)

    @property
    def shape(self) -> str:
        return self.style.get("shape", "")

    @property
    def ours(self) -> str:
        """Which of our records it is, "" for a cell that was drawn elsewhere."""
        return self.attributes.get("infrasketch", "")


def cells_of(page: Page) -> dict[str, Cell]:
    """The cells of a page under their ids, in the order in which they are drawn; of equal ids the first counts."""
    found: dict[str, Cell] = {}
    root = page.model.child("root")
    for number, element in enumerate(root.children if root else ()):
        cell = _cell(element, f"cell-{number}", page.line)
        if cell is not None:
            found.setdefault(cell.id, cell)
    return found


def _cell(element: Element, fallback: str, line: int) -> Cell | None:
    inner = element if element.tag == "mxCell" else element.child("mxCell")
    if inner is None:
        return None
    wrapped = inner is not element
    attributes = element.attributes if wrapped else {}
    stated = inner.attributes
    style, names = _style(stated.get("style", ""))
    cell = Cell(
        id=element.attributes.get("id") or stated.get("id") or fallback,
        line=line or element.line,
        parent=stated.get("parent", ""),
        style=style,
        names=names,
        attributes=attributes,
        is_vertex=stated.get("vertex") == "1",
        is_edge=stated.get("edge") == "1",
        is_visible=stated.get("visible") != "0",
        is_collapsed=stated.get("collapsed") == "1",
        source=stated.get("source", ""),
        target=stated.get("target", ""),
    )
    cell.label = _label(cell, attributes.get("label", "") if wrapped else stated.get("value", ""))
    _add_geometry(cell, inner.child("mxGeometry"))
    return cell


def _style(text: str) -> tuple[dict[str, str], frozenset[str]]:
    """`text;html=1;shape=cloud` as names without and with a value."""
    parts = [part.strip().partition("=") for part in text[:MAX_HTML].split(";")]
    values = {name: value for name, equals, value in parts if equals}
    return values, frozenset(name for name, equals, _ in parts if name and not equals)


def _label(cell: Cell, text: str) -> str:
    if cell.attributes.get("placeholders") == "1":
        text = _PLACEHOLDER.sub(lambda found: cell.attributes.get(found[1], found[0]), text[:MAX_HTML])[:MAX_HTML]
    return plain_text(text) if cell.style.get("html") == "1" else text


def _add_geometry(cell: Cell, geometry: Element | None) -> None:
    if geometry is None:
        return
    shown = geometry
    if cell.is_collapsed:  # what is inside lies as it does while the group is open
        shown = next((c for c in geometry.children if c.attributes.get("as") == "alternateBounds"), geometry)
    cell.box = _box(shown.attributes)
    cell.fraction = geometry.attributes.get("relative") == "1"
    cell.points = tuple(_points(geometry))[:MAX_WAYPOINTS]
    ends = ((point.attributes.get("as", ""), _point(point)) for point in geometry.children_named("mxPoint"))
    cell.loose_ends = {name: point for name, point in ends if point is not None}


def _box(attributes: Mapping[str, str]) -> Rect | None:
    x, y = (_number(attributes.get(name, "0"), MAX_COORDINATE) for name in ("x", "y"))
    width, height = (_number(attributes.get(name, "0"), MAX_SIDE) for name in ("width", "height"))
    if x is None or y is None or width is None or height is None:
        return None
    return Rect(x, y, max(0.0, width), max(0.0, height))


def _points(geometry: Element) -> Iterator[Point]:
    for array in geometry.children_named("Array"):
        for point in array.children_named("mxPoint") if array.attributes.get("as") == "points" else ():
            found = _point(point)
            if found is not None:
                yield found


def _point(element: Element) -> Point | None:
    x, y = (_number(element.attributes.get(name, "0"), MAX_COORDINATE) for name in ("x", "y"))
    return Point(x, y) if x is not None and y is not None else None


def _number(text: str, limit: float) -> float | None:
    """A finite number within ±`limit`; None when it is none."""
    try:
        number = float(text[:40])
    except ValueError:
        return None
    return number if math.isfinite(number) and abs(number) <= limit else None
