"""The reviewer beside the canvas: what would come, change and go, to be taken or refused."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout

from infrasketch_desktop.diagram.proposal import Proposal
from infrasketch_desktop.language import tr, tr_count
from infrasketch_desktop.ui.accessible.announcing import announce
from infrasketch_desktop.ui.canvas.view import CanvasView
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.panels.kind_icons import KindIcons
from infrasketch_desktop.ui.proposals.fold import Fold
from infrasketch_desktop.ui.proposals.review import Review
from infrasketch_desktop.ui.proposals.tree import DifferenceTree
from infrasketch_desktop.ui.proposals.wording import counted
from infrasketch_desktop.ui.widgets.roles import button, icon_button, label, set_role

_LEAST_LIST = 120
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ReviewPanel(QFrame):
    """Shown while something is under review. Enter takes what is ticked and Escape refuses, here and on the canvas."""

    def __init__(self, review: Review, canvas: CanvasView, icons: Icons, kind_icons: KindIcons) -> None:
        super().__init__()
        self._review = review
        self._canvas = canvas
        self._icons = icons
        self._shown: Proposal | None = None
        set_role(self, "side")
        self.title = label("", "strong", wrap=True)
        self.counts = label("", "muted", wrap=True)
        self.every = QCheckBox(tr("All of it"))
        self.tree = DifferenceTree(kind_icons, icons)
        self.conflicts = Fold(icons)
        self.losses = Fold(icons)
        self.take = button(tr("Accept"), review.accept, "primary")
        self.take_all = button(tr("Accept all"), lambda: review.accept(everything=True))
        self.leave = button(tr("Refuse"), review.refuse)
        self._build()
        self._connect()
        self._follow()

    def refresh(self) -> None:
        """Show everything in the colours of now."""
        self._shown = None
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """On the canvas the two keys mean the same as here, unless a gesture under way wants Escape for itself."""
        if self._review.proposal is None or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        means_us = event.key() in (*_ENTER, Qt.Key.Key_Escape) and not event.modifiers() & ~_KEYPAD
        if means_us and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if means_us and event.type() == QEvent.Type.KeyPress:
            if event.key() in _ENTER:
                self._review.accept()
            elif self._canvas.tool is None or not self._canvas.tool.cancel():
                self._review.refuse()
            return True
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        close = icon_button(self._icons, "close", tr("Refuse (Escape)"), self._review.refuse, "muted")
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        top = QVBoxLayout()
        top.setContentsMargins(16, 12, 8, 4)
        top.setSpacing(4)
        top.addLayout(head)
        top.addWidget(self.counts)
        top.addWidget(self.every)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(16, 8, 16, 4)
        for each in (self.take, self.take_all, self.leave):
            buttons.addWidget(each)
        buttons.addStretch(1)
        hint = label(tr("Enter accepts what is ticked, Escape refuses."), "hint", wrap=True)
        hint.setContentsMargins(16, 0, 16, 12)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(top)
        layout.addWidget(self.tree, 1)
        layout.addWidget(self.conflicts)
        layout.addWidget(self.losses)
        layout.addLayout(buttons)
        layout.addWidget(hint)
        self.tree.setMinimumHeight(_LEAST_LIST)
        self.setFocusProxy(self.tree)

    def _connect(self) -> None:
        review = self._review
        review.changed.connect(self._follow)
        self.tree.ticked.connect(lambda ids, on: review.choose(ids, on=on))
        self.tree.looked_at.connect(review.look_at)
        self.tree.accepted.connect(review.accept)
        self.tree.refused.connect(review.refuse)
        self.every.clicked.connect(self._on_every)
        self._canvas.installEventFilter(self)

    def _on_every(self) -> None:
        proposal = self._review.proposal
        if proposal is not None:
            self._review.choose(proposal.all, on=self._review.chosen != proposal.all)

    def _follow(self) -> None:
        proposal = self._review.proposal
        was_open = not self.isHidden()
        self.setVisible(proposal is not None)
        if proposal is None:
            self._shown = None
            if was_open:
                self._canvas.setFocus()
            return
        if proposal is not self._shown:
            self._shown = proposal
            self.tree.show_items(proposal.items, proposal.base, proposal.target)
            self._say(proposal)
        self._show_choice(proposal)
        if not was_open:
            self.tree.setFocus()

    def _say(self, proposal: Proposal) -> None:
        conflicts, losses = self._review.conflicts, self._review.losses
        self.title.setText(proposal.title)
        self.setAccessibleName(proposal.title)
        self.counts.setText(counted(proposal.items))
        announce(self, f"{proposal.title}: {self.counts.text()}")
        self.conflicts.show_lines(
            tr_count("%n part does not fit any more", "%n parts do not fit any more", len(conflicts)), conflicts
        )
        self.losses.show_lines(
            tr_count("What could not be carried (%n)", "What could not be carried (%n)", len(losses)), losses
        )

    def _show_choice(self, proposal: Proposal) -> None:
        chosen, ready = self._review.chosen, self._review.is_ready
        self.tree.show_chosen(chosen)
        whole = chosen == proposal.all
        states = Qt.CheckState
        self.every.setCheckState(states.Checked if whole else states.PartiallyChecked if chosen else states.Unchecked)
        self.take.setText(tr("Accept all") if whole else tr_count("Accept %n ticked", "Accept %n ticked", len(chosen)))
        self.take.setEnabled(bool(chosen) and ready)
        self.take_all.setVisible(not whole)
        self.take_all.setEnabled(ready)


_KEYPAD = Qt.KeyboardModifier.KeypadModifier
