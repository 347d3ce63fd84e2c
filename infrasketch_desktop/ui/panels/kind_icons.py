"""Small pictures of records for lists: the tile of a node's kind, as on its card, or a line icon."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from infrasketch_desktop.diagram.geometry import Rect
from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.diagram.records import Group, Node, Placed
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.theme.skin import Skin

_SIDE, _SHARPNESS = 20.0, 3.0


class KindIcons:
    """Paints each kind once for each theme."""

    def __init__(self, icons: Icons, skin: Skin) -> None:
        self._icons = icons
        self._skin = skin
        self._made: dict[tuple[str, NodeKind], QIcon] = {}

    def for_record(self, record: Placed) -> QIcon:
        match record:
            case Node():
                return self.for_kind(record.kind)
            case Group():
                return self._icons.icon("group", "muted")
            case _:
                return self._icons.icon("text", "muted")

    def for_kind(self, kind: NodeKind) -> QIcon:
        key = (self._skin.theme.name, kind)
        if key not in self._made:
            self._made[key] = QIcon(self._paint(kind))
        return self._made[key]

    def _paint(self, kind: NodeKind) -> QPixmap:
        from infrasketch_desktop.picture.qt.painting import Compiler, play  # noqa: PLC0415 - home shows no kinds
        from infrasketch_desktop.picture.shapes import Box, Glyph  # noqa: PLC0415

        colors = self._skin.theme.kinds[kind]
        pixmap = QPixmap(QSize(round(_SIDE * _SHARPNESS), round(_SIDE * _SHARPNESS)))
        pixmap.fill(Qt.GlobalColor.transparent)
        pixmap.setDevicePixelRatio(_SHARPNESS)
        tile = Rect(0, 0, _SIDE, _SIDE)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shapes = (Box(tile, 5.0, fill=colors.tile), Glyph(kind.value, tile.inflated(-3.0), colors.glyph))
        play(painter, Compiler().compile(shapes))
        painter.end()
        return pixmap
