"""The first page: which regions, what they shall do, whether tests may run, who answers and for how much."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.code.paths import left_to_right
from infrasketch_desktop.ui.widgets.roles import button, label, set_role
from infrasketch_desktop.ui.widgets.writing import follow_writing

_EDIT_HEIGHT = 120


class AskingPage(QWidget):
    """`changed` follows what is typed and ticked; `preview_wanted` asks what would be sent."""

    changed = Signal()
    preview_wanted = Signal()
    source_wanted = Signal()

    def __init__(self, path: str, names: tuple[str, ...]) -> None:
        super().__init__()
        self.path = label(left_to_right(path), "hint")
        self.regions = {name: QCheckBox(name.replace("&", "&&")) for name in names}
        self.words = QPlainTextEdit()
        follow_writing(self.words)
        self.tests = QCheckBox(tr("Also run the tests of this part. This executes the new code on this computer."))
        self.source = label("", "hint", wrap=True)
        self.choose = button(tr("Choose who answers…"), self.source_wanted.emit)
        self.preview = button(tr("What will be sent…"), self.preview_wanted.emit, "link")
        self._build()

    @property
    def names(self) -> tuple[str, ...]:
        """The regions that are ticked."""
        return tuple(name for name, box in self.regions.items() if box.isChecked())

    @property
    def text(self) -> str:
        return self.words.toPlainText().strip()

    @property
    def is_ready(self) -> bool:
        return bool(self.names and self.text)

    def show_source(self, line: str, *, is_connected: bool) -> None:
        self.source.setText(line)
        self.choose.setVisible(not is_connected)

    def _build(self) -> None:
        self.words.setPlaceholderText(tr("For example: refuse an order without a name, and keep the name trimmed"))
        self.words.setAccessibleName(tr("What the code shall do"))
        self.words.setTabChangesFocus(True)
        self.words.setMinimumHeight(_EDIT_HEIGHT)
        set_role(self.words, "framed")
        self.words.textChanged.connect(self.changed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(8)
        layout.addWidget(label(tr("Fill with Claude"), "heading"))
        layout.addWidget(self.path)
        layout.addSpacing(4)
        layout.addWidget(label(tr("What shall it do?"), "section"))
        layout.addWidget(self.words, 1)
        layout.addWidget(label(tr("In these regions"), "section"))
        for box in self.regions.values():
            box.setChecked(True)
            box.toggled.connect(lambda _on: self.changed.emit())
            layout.addWidget(box)
        layout.addSpacing(4)
        layout.addWidget(self.tests)
        row = QHBoxLayout()
        row.addWidget(self.source, 1)
        row.addWidget(self.choose)
        row.addWidget(self.preview)
        layout.addLayout(row)
        self.setFocusProxy(self.words)
