"""A picture over the frame that is made a few milliseconds at a time: what is too much to paint every frame."""

from __future__ import annotations

from collections.abc import Sequence
from time import perf_counter

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap, QTransform

from infrasketch_desktop.ui.canvas.frame import FRAME_BUDGET, FrameView, Step


class SlicedLayer:
    """Shows the last picture, moved and scaled to where it belongs, while the next one is made by `go_on`.

    One picture at a time is in the making. It is finished though there is something newer to show, so that a proposal
    that streams in faster than it can be painted is seen to grow; only another zoom begins anew.
    """

    def __init__(self) -> None:
        self._shown: _Picture | None = None
        self._next: _Picture | None = None

    @property
    def is_whole(self) -> bool:
        """Whether nothing is in the making."""
        return self._next is None

    def clear(self) -> None:
        """There is nothing to show any more."""
        self._shown = self._next = None

    def go_on(self, seconds: float) -> bool:
        """Paint for about as long; whether there is something new to see."""
        if self._next is None:
            return False
        is_first = self._shown is None
        if not self._next.go_on(perf_counter() + seconds):
            return is_first
        self._shown, self._next = self._next, None
        return True

    def shows(self, subject: object, view: FrameView) -> bool:
        """Whether `subject` need not be painted now: it is there at `view`, or something is still in the making."""
        if self._next is not None:
            return self._next.view.scale == view.scale
        return self._shown is not None and self._shown.is_of(subject, view)

    def begin(self, subject: object, view: FrameView, steps: Sequence[Step]) -> None:
        """Paint `subject` at `view` by `steps`; the first of them now."""
        self._next = _Picture(subject, view, steps)
        self.go_on(FRAME_BUDGET)

    def paint(self, painter: QPainter, view: FrameView, device: QTransform) -> None:
        """Show what there is at `view`; `device` is the transform of its device pixels."""
        picture = self._shown or self._next
        if picture is not None:
            picture.show(painter, view, device)


class _Picture:
    """What a subject looks like at a view, as far as it has been painted."""

    def __init__(self, subject: object, view: FrameView, steps: Sequence[Step]) -> None:
        self.view = view
        self._subject = subject
        self._steps = steps
        self._painted = 0
        self._pixmap = QPixmap(view.width, view.height)
        self._pixmap.fill(Qt.GlobalColor.transparent)

    def is_of(self, subject: object, view: FrameView) -> bool:
        return self._subject is subject and self.view == view

    def go_on(self, deadline: float) -> bool:
        """Paint until `deadline` (of `perf_counter`), at least one step; whether all is painted."""
        painter = QPainter(self._pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setTransform(self.view.transform)
        for step in self._steps[self._painted :]:
            step(painter)
            self._painted += 1
            if perf_counter() >= deadline:
                break
        painter.end()
        return self._painted == len(self._steps)

    def show(self, painter: QPainter, view: FrameView, device: QTransform) -> None:
        painter.save()
        painter.setTransform(device)
        if self.view.scale == view.scale:
            painter.drawPixmap(view.x - self.view.x, view.y - self.view.y, self._pixmap)
        else:
            painter.drawPixmap(view.place_of(self.view), self._pixmap, QRectF(self.view.whole))
        painter.restore()
