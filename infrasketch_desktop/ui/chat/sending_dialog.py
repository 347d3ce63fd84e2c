"""What will be sent: every part of the request as it leaves this computer, with its size and what was hidden in it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QPlainTextEdit, QVBoxLayout, QWidget

from infrasketch_desktop.assistant.estimate import estimated_tokens
from infrasketch_desktop.assistant.filling.outgoing import fill_parts, fill_request
from infrasketch_desktop.assistant.filling.wish import Wish
from infrasketch_desktop.assistant.outgoing import Part, first_request, parts
from infrasketch_desktop.assistant.turns import Asked
from infrasketch_desktop.assistant.wire import Request
from infrasketch_desktop.language import dotted, tr, tr_count, tr_in
from infrasketch_desktop.ui.chat.assistant import Assistant
from infrasketch_desktop.ui.chat.tiers import model_name
from infrasketch_desktop.ui.numbers import size_text
from infrasketch_desktop.ui.theme.measures import grown, resize_grown
from infrasketch_desktop.ui.widgets.roles import button, label, set_role
from infrasketch_desktop.ui.widgets.rows import show_names

_SIZE = (860, 600)
_LIST_WIDTH = 260


class SendingDialog(QDialog):
    """The parts on the left, the text of the chosen one on the right. What is shown is what is sent."""

    def __init__(self, asked: Asked | Wish, assistant: Assistant, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("What will be sent"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        request, self.shown = _sent(asked)
        self.summary = label(_summary(assistant, request, self.shown), "muted", wrap=True)
        self.list = QListWidget()
        show_names(self.list)
        self.list.setAccessibleName(tr("Parts of the request"))
        self.list.setFixedWidth(grown(_LIST_WIDTH))
        self.list.setWordWrap(True)
        set_role(self.list, "framed")
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(tr("Text of this part"))
        set_role(self.text, "code")
        for part in self.shown:
            self.list.addItem(QListWidgetItem(f"{tr(part.title)}\n{_size(part)}"))
        self.list.currentRowChanged.connect(self._show)
        self._build()
        self.list.setCurrentRow(0)
        resize_grown(self, *_SIZE)

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.list)
        row.addWidget(self.text, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        close = button(tr("Close"), self.accept)
        close.setDefault(True)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(label(tr("What will be sent"), "heading"))
        layout.addWidget(self.summary)
        layout.addLayout(row, 1)
        layout.addLayout(foot)
        self.list.setFocus()

    def _show(self, row: int) -> None:
        if 0 <= row < len(self.shown):
            self.text.setPlainText(self.shown[row].text)


def _sent(asked: Asked | Wish) -> tuple[Request, tuple[Part, ...]]:
    """The request, and everything that it says."""
    if isinstance(asked, Wish):
        return fill_request(asked), fill_parts(asked)
    request = first_request(asked)
    return request, parts(request)


def _summary(assistant: Assistant, request: Request, shown: tuple[Part, ...]) -> str:
    """To whom, how much, and how many secrets were hidden."""
    if not assistant.is_connected:
        return tr("No model is connected, so nothing leaves this computer. With one, this would be sent.")
    sent = tr(
        "{source} Model: {model}. {size}, about {tokens}.",
        source=assistant.line,
        model=model_name(request.model) or tr_in("no model", "none"),
        size=size_text(sum(part.bytes for part in shown)),
        tokens=tr_count("%n token", "%n tokens", estimated_tokens(request)),
    )
    masked = sum(part.masked for part in shown)
    hidden = tr_count("%n likely secret is hidden.", "%n likely secrets are hidden.", masked) if masked else ""
    return f"{sent} {hidden}".strip()


def _size(part: Part) -> str:
    hidden = tr_count("%n secret hidden", "%n secrets hidden", part.masked) if part.masked else ""
    return dotted((size_text(part.bytes), hidden))
