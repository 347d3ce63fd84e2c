"""The dialog that compares two versions: one picture, the list of differences, and the way back to the older one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.differences import Differences, differences
from infrasketch_desktop.language import tr
from infrasketch_desktop.picture.theme import Theme
from infrasketch_desktop.ui.lifeline import lifeline
from infrasketch_desktop.ui.proposals.tree import DifferenceTree
from infrasketch_desktop.ui.proposals.wording import counted
from infrasketch_desktop.ui.services import Services
from infrasketch_desktop.ui.tasks import Progress, Tasks
from infrasketch_desktop.ui.theme.measures import grown, resize_grown
from infrasketch_desktop.ui.versions.picture import Picture, PicturePlane, picture_of
from infrasketch_desktop.ui.widgets.roles import button, label, set_role

_WIDTH, _HEIGHT, _LIST = 1080, 680, 320


@dataclass(frozen=True, slots=True)
class Compared:
    """Two states with what they are called: `older` such as “21.11.26 10:31”, `newer` such as “now”."""

    before: Diagram
    after: Diagram
    older: str
    newer: str


class ComparisonDialog(QDialog):
    """Drawn on a worker. `go_back` is called for the older state, once the dialog has closed."""

    def __init__(
        self, compared: Compared, services: Services, tasks: Tasks, go_back: Callable[[], object], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._compared = compared
        self._go_back = go_back
        self.setWindowTitle(tr("Compare versions"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        resize_grown(self, _WIDTH, _HEIGHT)
        self.found = differences(compared.before, compared.after)
        self.picture = PicturePlane(services.skin.theme)
        self.tree = DifferenceTree(services.kind_icons, services.icons, with_boxes=False)
        self.tree.show_items(self.found.items, compared.before, compared.after)
        self.waiting = label(_waiting(self.found), "muted")
        self.back = button(tr("Go back to the version of {moment}", moment=compared.older), self._restore)
        self.back.setVisible(bool(self.found))
        self._close = button(tr("Close"), self.reject, "primary")
        self._build()
        self.tree.looked_at.connect(self.picture.look_at)
        self.tree.refused.connect(self.reject)
        if self.found:
            self._draw(services.skin.theme, tasks)
        self.tree.setFocus() if self.found else self._close.setFocus()

    def _build(self) -> None:
        compared = self._compared
        title = tr("From {older} to {newer}", older=compared.older, newer=compared.newer)
        self.waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.waiting)
        self._pages.addWidget(self.picture)
        set_role(self.tree, "framed")
        self.tree.setFixedWidth(grown(_LIST))
        self.tree.setVisible(bool(self.found))
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addWidget(self._pages, 1)
        middle.addWidget(self.tree)
        buttons = QHBoxLayout()
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        layout.addWidget(label(title, "heading"))
        layout.addWidget(label(counted(self.found.items), "muted"))
        layout.addLayout(middle, 1)
        layout.addLayout(buttons)

    def _draw(self, theme: Theme, tasks: Tasks) -> None:
        compared, is_there = self._compared, lifeline(self)

        def work(_progress: Progress) -> Picture:
            return _drawn(compared, theme)

        def arrived(picture: Picture) -> None:
            if is_there():
                self._pages.setCurrentWidget(self.picture)
                self.picture.show_picture(picture)

        tasks.run(tr("Comparing versions"), work, arrived)

    def _restore(self) -> None:
        self.accept()
        self._go_back()


def _drawn(compared: Compared, theme: Theme) -> Picture:
    from infrasketch_desktop.exchange.badges import program_badges  # noqa: PLC0415 - loads the list of technologies
    from infrasketch_desktop.exchange.comparing import compared as both  # noqa: PLC0415 - loads the layout
    from infrasketch_desktop.picture.look import Look  # noqa: PLC0415 - likewise
    from infrasketch_desktop.picture.marking import marked_display_list  # noqa: PLC0415 - likewise
    from infrasketch_desktop.picture.qt.fonts import QtTextMeasurer  # noqa: PLC0415 - likewise

    together = both(compared.before, compared.after)
    return picture_of(marked_display_list(together, Look(theme, QtTextMeasurer()), program_badges()))


def _waiting(found: Differences) -> str:
    return tr("Drawing both versions as one picture…") if found else tr("Both versions are the same.")
