"""What the home page offers to somebody who is new here: the tour and a sample, and to bring diagrams along."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.importing.drops import Dropped, dropped_paths
from infrasketch_desktop.ui.widgets.flow import FlowLayout, GridFlow
from infrasketch_desktop.ui.widgets.roles import button, icon_button, label, set_role

_NARROWEST = 360


class FirstSteps(QWidget):
    """Quiet cards between box and galleries; each goes once it has nothing to offer any more."""

    tour_wanted = Signal()
    sample_wanted = Signal()
    dismissed = Signal()
    import_wanted = Signal()
    dropped = Signal(object)

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self.welcome = _Card()
        self.bring = _DropCard()
        self.bring.dropped.connect(self.dropped)
        self._fill_welcome(icons)
        self._fill_bring()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 32)
        grid = GridFlow(16, _NARROWEST)
        grid.addWidget(self.welcome)
        grid.addWidget(self.bring)
        rows.addLayout(grid)
        self.offer(welcome=False, bring=False)

    def offer(self, *, welcome: bool, bring: bool) -> None:
        """Show what is offered; without anything the whole place is not there."""
        self.welcome.setVisible(welcome)
        self.bring.setVisible(bring)
        self.setVisible(welcome or bring)
        self.updateGeometry()

    def _fill_welcome(self, icons: Icons) -> None:
        close = icon_button(icons, "close", tr("Do not offer the tour again"), self.dismissed.emit, "muted")
        self.welcome.add_words(
            tr("New here?"),
            tr("Five steps show the whole program in two minutes, or look around in a finished example."),
            close,
        )
        self.welcome.add_buttons(
            button(tr("Take the tour"), self.tour_wanted.emit, "primary"),
            button(tr("Open a sample"), self.sample_wanted.emit),
        )

    def _fill_bring(self) -> None:
        self.bring.add_words(
            tr("Bring your diagrams"),
            tr(
                "Drop files here: Mermaid, draw.io, D2, Structurizr, Docker Compose, Kubernetes, Terraform, "
                "CloudFormation, CSV, JSON. They are read, never run, and you see what comes in before you take it."
            ),
        )
        self.bring.add_buttons(button(tr("Choose files…"), self.import_wanted.emit))


class _Card(QFrame):
    """A frame with a text and buttons at its foot."""

    def __init__(self) -> None:
        super().__init__()
        set_role(self, "card")
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(20, 16, 16, 16)
        self._rows.setSpacing(12)

    def add_words(self, title: str, text: str, *beside: QWidget) -> None:
        words = QVBoxLayout()
        words.setSpacing(8)
        words.addWidget(label(title, "heading"))
        words.addWidget(label(text, "muted", wrap=True))
        row = QHBoxLayout()
        row.addLayout(words, 1)
        for each in beside:
            row.addWidget(each, 0, Qt.AlignmentFlag.AlignTop)
        self._rows.addLayout(row)
        self._rows.addStretch(1)

    def add_buttons(self, *buttons: QWidget) -> None:
        row = FlowLayout(8)
        for each in buttons:
            row.addWidget(each)
        self._rows.addLayout(row)


class _DropCard(_Card):
    """Takes files, and shows it while some are held over it."""

    dropped = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        set_role(self, "drop")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_paths(event.mimeData()):
            set_role(self, "drop-ready")
            event.acceptProposedAction()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        set_role(self, "drop")

    def dropEvent(self, event: QDropEvent) -> None:
        set_role(self, "drop")
        found: Dropped = dropped_paths(event.mimeData())
        if found:
            event.acceptProposedAction()
            self.dropped.emit(found)
