"""Makes the pieces of an export without a screen; Qt starts with the first that it draws."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from infrasketch_desktop.exchange.pieces import Piece
from infrasketch_desktop.wallet.delivery import Work

if TYPE_CHECKING:
    from PySide6.QtGui import QGuiApplication


class Studio:
    """Close it when the last piece has been made. Saying a price, or writing text, starts no Qt."""

    def __init__(self) -> None:
        self._application: QGuiApplication | None = None

    def work(self, piece: Piece) -> Work:
        """`piece` as paid work."""
        return Work(piece.target.absolute(), self.maker(piece), piece.item, is_folder=piece.is_folder)

    def maker(self, piece: Piece) -> Callable[[Path], None]:
        """What makes `piece` under a path."""

        def make(path: Path) -> None:
            if piece.needs_qt:
                self._start()
            piece.make(path)

        return make

    def close(self) -> None:
        if self._application is not None:
            self._application.shutdown()

    def _start(self) -> None:
        from PySide6.QtGui import QGuiApplication  # noqa: PLC0415 - see the head

        from infrasketch_desktop.picture.qt.rendering import offscreen_application  # noqa: PLC0415 - see the head

        if QGuiApplication.instance() is None:  # else it is somebody else's, who ends it
            self._application = offscreen_application()
