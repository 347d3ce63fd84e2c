"""Dims the window but for what is spoken of; clicks and keys go through it as if it were not there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from infrasketch_desktop.ui.theme.skin import Skin

_RADIUS = 10.0
_MARGIN = 4
_DIM = {"light": 70, "dark": 130}
"""How dark the rest becomes, of 255; in high contrast nothing may lose any, and the frame is thicker instead."""


class Spotlight(QWidget):
    """Covers its parent. Nothing of it moves by itself, so there is nothing to still."""

    def __init__(self, parent: QWidget, skin: Skin) -> None:
        super().__init__(parent)
        self._skin = skin
        self._holes: tuple[QRect, ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        skin.changed.connect(self.update)

    @property
    def holes(self) -> tuple[QRect, ...]:
        """What is lit, in pixels of the window."""
        return self._holes

    def light(self, holes: Sequence[QRect]) -> None:
        """Light these places and dim the rest."""
        grown = tuple(hole.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN) & self.rect() for hole in holes)
        if grown != self._holes:
            self._holes = grown
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colors = self._skin.colors
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lit = QPainterPath()
        for hole in self._holes:
            one = QPainterPath()
            one.addRoundedRect(QRectF(hole).adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
            lit = lit.united(one)
        rest = QPainterPath()
        rest.addRect(QRectF(self.rect()))
        painter.fillPath(rest.subtracted(lit), QColor(0, 0, 0, _DIM.get(colors.variant, 0)))
        painter.setPen(QPen(QColor(colors.accent), 4 if colors.high_contrast else 2))
        painter.drawPath(lit)
        painter.end()
