"""Below the page: what the current block is, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from infrasketch_desktop.design_doc.document import Block
from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.widgets.flow import FlowLayout, filled
from infrasketch_desktop.ui.widgets.roles import button, icon_button, label, set_role


class BlockBar(QFrame):
    """Four wishes as signals; what makes no sense for the current block cannot be pressed."""

    edit_wanted = Signal()
    reset_wanted = Signal()
    add_wanted = Signal()
    pin_wanted = Signal()

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self.state = label("", "hint", wrap=True, live=True)
        self.edit = button(tr("Edit"), self.edit_wanted.emit)
        self.edit.setToolTip(tr("Edit this part (F2, or a double click in it)"))
        self.reset = button(tr("Use generated text"), self.reset_wanted.emit)
        self.add = icon_button(icons, "plus", tr("Add a paragraph to this chapter"), self.add_wanted.emit)
        self.pin = icon_button(icons, "pin", "", self.pin_wanted.emit)
        set_role(self, "bar")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addLayout(filled(FlowLayout(8), self.edit, self.reset), 1)
        for tool in (self.add, self.pin):
            row.addWidget(tool, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 10)
        layout.setSpacing(6)
        layout.addWidget(self.state)
        layout.addLayout(row)

    def show_block(self, block: Block | None, component: str) -> None:
        """`component` is the name of the node or group that a note would be pinned to, "" when there is none."""
        self.state.setText(_state(block))
        self.edit.setEnabled(block is not None)
        self.reset.setVisible(block is not None and bool(block.passage))
        is_addition = block is not None and not block.generated
        self.reset.setText(tr("Remove") if is_addition else tr("Use generated text"))
        self.pin.setEnabled(bool(component))
        title = tr("Pin a note to {name}", name=component) if component else tr("Pin a note to a component")
        self.pin.setToolTip(title)
        self.pin.setAccessibleName(title)


def _state(block: Block | None) -> str:
    if block is None:
        return tr("Nothing is chosen.")
    if not block.passage:
        return tr("Generated from the diagram.")
    if block.is_stale:
        return tr("Written by hand; the generated text has changed since.")
    return tr("Written by hand.")
