"""Going round the window by one key: tools, panels, canvas, prompt, and back to the tools."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDockWidget, QMainWindow, QWidget


class Regions:
    """The parts of one window that the keyboard goes to; Tab then leads through the one that has it."""

    def __init__(self, window: QMainWindow, middle: Callable[[], Iterable[QWidget]]) -> None:
        """`middle` are the regions of the page that is shown now."""
        self._window = window
        self._middle = middle

    def next(self) -> None:
        self._step(1)

    def previous(self) -> None:
        self._step(-1)

    def tab(self, now: QWidget, *, forwards: bool) -> bool:
        """Give the keyboard to what Tab leads to from `now`; False when there is nothing.

        Qt would lead into panels that lie behind others, where nobody sees the focus, and not out of all of them again.
        """
        found = next(
            (each for each in self._after(now, forwards=forwards) if _stops(each) and not _is_behind(each)), None
        )
        if found is None:
            return False
        found.setFocus(Qt.FocusReason.TabFocusReason if forwards else Qt.FocusReason.BacktabFocusReason)
        return True

    def _after(self, start: QWidget, *, forwards: bool) -> Iterator[QWidget]:
        """All other widgets of the window in the order in which they were made, from `start` on and round.

        Not by `nextInFocusChain`: PySide6 takes a widget for the parent of what that returns, and forgets it with it.
        """
        widgets = self._window.findChildren(QWidget)
        if not forwards:
            widgets.reverse()
        place = widgets.index(start) if start in widgets else -1
        yield from (*widgets[place + 1 :], *widgets[: max(place, 0)])

    def _step(self, by: int) -> None:
        regions = [(region, target) for region in self._all() if (target := _target(region)) is not None]
        if not regions:
            return
        now = QApplication.focusWidget()
        here = [place for place, (region, _) in enumerate(regions) if now is not None and _holds(region, now)]
        place = (here[-1] + by) % len(regions) if here else 0
        regions[place][1].setFocus(Qt.FocusReason.TabFocusReason)

    def _all(self) -> Iterable[QWidget]:
        """In the order in which they are read: from above, then from one side to the other."""
        area = self._window.dockWidgetArea
        docks = [dock for dock in self._window.findChildren(QDockWidget) if not dock.visibleRegion().isEmpty()]
        left = [dock for dock in docks if area(dock) == Qt.DockWidgetArea.LeftDockWidgetArea]
        others = [dock for dock in docks if dock not in left]
        bars = self._window.findChildren(QWidget, "top-bar", Qt.FindChildOption.FindDirectChildrenOnly)
        return (*bars, *left, *self._middle(), *others)


def _target(region: QWidget) -> QWidget | None:
    """What takes the keyboard when one comes into a region: itself, or the first thing in it that Tab stops at."""
    return region if _stops(region) else next((each for each in region.findChildren(QWidget) if _stops(each)), None)


def _stops(widget: QWidget) -> bool:
    takes_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
    return takes_tab and widget.isVisible() and widget.isEnabled()


def _is_behind(widget: QWidget) -> bool:
    """Whether it is in a panel that lies behind others: Qt counts that as shown."""
    above: QWidget | None = widget
    while above is not None and not isinstance(above, QDockWidget):
        above = above.parentWidget()
    return above is not None and above.visibleRegion().isEmpty()


def _holds(region: QWidget, widget: QWidget) -> bool:
    return region is widget or region.isAncestorOf(widget)
