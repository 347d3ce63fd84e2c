"""The moving dashes of animated edges: on a timer that rests whenever nobody could see them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QColor, QPainter

from infrasketch_desktop.picture.qt.painting import painter_path
from infrasketch_desktop.ui.canvas.painting import ScenePainter
from infrasketch_desktop.ui.canvas.pens import ScreenPens
from infrasketch_desktop.ui.canvas.scene import CanvasScene
from infrasketch_desktop.ui.canvas.spatial import Extent, Layer

_TICK_MS = 66
_STEP = 1.5
_DASH, _GAP = 4.0, 8.0
_MOST = 60
"""Beyond so many animated edges on the screen the motion would be noise, and cost every other gesture."""


class Flow(QObject):
    """Where the dashes are just now. `run` it while there is something to see; `moved` is called at every step."""

    def __init__(self, moved: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.allowed = True
        self._offset = 0.0
        self._moved = moved
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self._step)

    @property
    def is_running(self) -> bool:
        return self._timer.isActive()

    def run(self, wanted: bool) -> None:
        """Move as long as it is wanted and allowed."""
        if wanted and self.allowed:
            if not self._timer.isActive():
                self._timer.start()
        else:
            self._timer.stop()

    def paint(
        self, painter: QPainter, scene: CanvasScene, look: ScenePainter, ids: list[str], pens: ScreenPens
    ) -> None:
        """Dashes along the lines of `ids`, all at the same distance from their start."""
        pen = pens.line(QColor(look.theme.strong_line), 2.0)
        width = pen.widthF()
        pen.setDashPattern([pens.px(_DASH) / width, pens.px(_GAP) / width])
        pen.setDashOffset(-pens.px(self._offset) / width)
        for edge_id in ids:
            painter.strokePath(painter_path(scene.path(edge_id).steps(cut_end=pens.px(_DASH))), pen)
            look.paint_label(edge_id, painter)

    def _step(self) -> None:
        self._offset = (self._offset + _STEP) % (_DASH + _GAP)
        self._moved()


def flowing(scene: CanvasScene, extent: Extent) -> list[str]:
    """Animated edges that meet `extent`, as many as may move."""
    if not scene.animated:
        return []
    found = [i for i in scene.grid.ids(extent, Layer.EDGE) if i in scene.animated and i not in scene.lifted]
    return sorted(found) if len(found) <= _MOST else []
