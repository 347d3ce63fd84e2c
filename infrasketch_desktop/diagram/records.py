"""The frozen records that a diagram consists of.

A record is a value: changing one means putting another under the same id. Ids match `ID_PATTERN` and are unique over
all records together. Lengths are bounded so that a hostile file stays small (see `validation`).
"""

from __future__ import annotations

from dataclasses import dataclass

from infrasketch_desktop.diagram.geometry import Point, Rect
from infrasketch_desktop.diagram.kinds import Chapter, Direction, EdgeKind, EdgeStyle, NodeKind

ID_PATTERN = r"[a-z0-9-]{1,64}"

NODE_WIDTH, NODE_HEIGHT = 180.0, 80.0
NOTE_WIDTH, NOTE_HEIGHT = 200.0, 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A component of the system. `x`, `y` is the top-left corner; `pinned` means placed by hand.

    `origin` says where an imported node was read, as `compose.yaml:12`; empty for one that was drawn.
    """

    id: str
    kind: NodeKind
    label: str
    technology: str = ""
    description: str = ""
    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    notes: str = ""
    origin: str = ""
    x: float = 0.0
    y: float = 0.0
    width: float = NODE_WIDTH
    height: float = NODE_HEIGHT
    group: str | None = None
    pinned: bool = False
    locked: bool = False
    z: int = 0

    @property
    def rect(self) -> Rect:
        return Rect(self.x, self.y, self.width, self.height)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A named frame around members; its rectangle follows from them (`Diagram.bounds`).

    `x`, `y` counts only while the group is empty. `group` is the frame it is nested in.
    """

    id: str
    label: str
    group: str | None = None
    collapsed: bool = False
    locked: bool = False
    x: float = 0.0
    y: float = 0.0
    z: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A flow from `source` to `target`, each a node or a group.

    `waypoints` are set by hand and win over any layout. `route` is the polyline, border to border, that the layout
    found; empty means that none was computed yet. `label_at` is the centre of the label; `label_pinned` means that it
    was placed by hand, and then no layout moves it.
    """

    id: str
    source: str
    target: str
    label: str = ""
    kind: EdgeKind = EdgeKind.REQUEST
    animated: bool = False
    waypoints: tuple[Point, ...] = ()
    route: tuple[Point, ...] = ()
    label_at: Point | None = None
    label_pinned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Free text on the sheet."""

    id: str
    text: str
    x: float = 0.0
    y: float = 0.0
    width: float = NOTE_WIDTH
    height: float = NOTE_HEIGHT
    group: str | None = None
    locked: bool = False
    z: int = 0

    @property
    def rect(self) -> Rect:
        return Rect(self.x, self.y, self.width, self.height)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Markdown of the design document that somebody wrote, in place of a generated block or beside all of them.

    `element` is the record it speaks of, "" for the chapter as a whole; the record may be gone by now. `block` names
    the generated block it stands in for, "" when it is an addition under `title`. `basis` is the fingerprint of the
    generated text at the time of writing: when that text has changed since, the passage may need another look.
    """

    id: str
    chapter: Chapter
    text: str
    element: str = ""
    block: str = ""
    title: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What holds for the whole diagram; there is exactly one, under the id `sheet`."""

    id: str = "sheet"
    title: str = ""
    direction: Direction = Direction.DOWN
    edge_style: EdgeStyle = EdgeStyle.ORTHOGONAL


SHEET_ID = "sheet"

Record = Node | Group | Edge | Note | Passage | Sheet
Placed = Node | Group | Note
"""Records that lie somewhere on the sheet and may be members of a group."""
