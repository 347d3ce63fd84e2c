"""Pages of which one is shown; unlike a stacked widget it is as high as that one needs at its width."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget


class Pages(QWidget):
    """The first page that is added is shown at first."""

    def __init__(self) -> None:
        super().__init__()
        self._pages: list[QWidget] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)

    @property
    def current(self) -> QWidget:
        return next(page for page in self._pages if not page.isHidden())

    def add(self, page: QWidget) -> None:
        self._layout.addWidget(page)
        page.setVisible(not self._pages)
        self._pages.append(page)

    def show_page(self, wanted: QWidget) -> None:
        for page in self._pages:
            page.setVisible(page is wanted)


def grow(dialog: QDialog) -> None:
    """Make a dialog large enough for its texts as they are now; it never shrinks under somebody's hands."""
    layout = dialog.layout()
    if layout is not None:
        layout.activate()
        width = max(dialog.width(), layout.totalMinimumSize().width())
        dialog.resize(width, max(dialog.height(), layout.totalHeightForWidth(width)))
