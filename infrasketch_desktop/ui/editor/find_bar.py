"""The find bar: type to find records by what they say, Enter and Shift+Enter to step through them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.records import Node, Note, Passage, Placed, Record, Sheet
from infrasketch_desktop.language import tr, tr_count
from infrasketch_desktop.ui.accessible.announcing import announce
from infrasketch_desktop.ui.describing import description_of
from infrasketch_desktop.ui.editor.editor import Editor
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.numbers import number
from infrasketch_desktop.ui.theme.measures import grown, keep_grown
from infrasketch_desktop.ui.widgets.roles import icon_button, label, set_role
from infrasketch_desktop.ui.widgets.writing import follow_writing


class FindBar(QFrame):
    """`found` carries the ids that fit, for the canvas to mark; nothing when the bar closes."""

    found = Signal(object)

    def __init__(self, editor: Editor, icons: Icons) -> None:
        super().__init__()
        self._editor = editor
        self._ids: tuple[str, ...] = ()
        self._at = -1
        set_role(self, "popover")
        self.edit = QLineEdit()
        follow_writing(self.edit)
        self.edit.setPlaceholderText(tr("Find in this diagram"))
        self.edit.setAccessibleName(tr("Find"))
        keep_grown(self.edit, lambda: self.edit.setMinimumWidth(grown(220)))
        self.edit.installEventFilter(self)
        set_role(self.edit, "plain")
        self.count = label("", "hint", live=True)
        keep_grown(self.count, lambda: self.count.setMinimumWidth(grown(72)))
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 4, 4, 4)
        layout.setSpacing(2)
        layout.addWidget(self.edit, 1)
        layout.addWidget(self.count)
        layout.addSpacing(4)
        layout.addWidget(icon_button(icons, "chevron-up", tr("Previous (Shift+Enter)"), lambda: self.step(-1)))
        layout.addWidget(icon_button(icons, "chevron-down", tr("Next (Enter)"), lambda: self.step(1)))
        layout.addWidget(icon_button(icons, "close", tr("Close (Escape)"), self.close_bar))
        self.edit.textChanged.connect(self._search)
        editor.document_changed.connect(lambda _changes: self._search() if self.isVisible() else None)
        self.hide()

    def open_bar(self) -> None:
        self.show()
        self.raise_()
        self.adjustSize()
        self.edit.selectAll()
        self.edit.setFocus()
        self._search()

    def close_bar(self) -> None:
        if self.isHidden():
            return
        self.hide()
        self.found.emit(())
        self._editor.canvas.setFocus()

    def step(self, way: int) -> None:
        """Go to the next or previous record that fits."""
        if self._ids:
            self._at = (self._at + way) % len(self._ids)
            self._editor.go_to(self._ids[self._at])
            self._tell_place()
        self._show_count()

    def _tell_place(self) -> None:
        """Say what was gone to: the canvas selects it, but the keyboard stays here."""
        diagram = self._editor.document.diagram
        record = diagram.get(self._ids[self._at])
        if record is not None:
            announce(self, description_of(diagram, record))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close_bar()
                return True
        return super().eventFilter(watched, event)

    def _search(self) -> None:
        current = self._ids[self._at] if 0 <= self._at < len(self._ids) else None
        self._ids = find(self._editor.document.diagram, self.edit.text())
        self._at = self._ids.index(current) if current in self._ids else -1
        self.found.emit(self._ids)
        self._show_count()

    def _show_count(self) -> None:
        if not self.edit.text().strip():
            self.count.setText("")
        elif not self._ids:
            self.count.setText(tr("Nothing"))
        elif self._at < 0:
            self.count.setText(tr_count("%n found", "%n found", len(self._ids)))
        else:
            self.count.setText(tr("{at} of {count}", at=number(self._at + 1), count=number(len(self._ids))))


def find(diagram: Diagram, text: str) -> tuple[str, ...]:
    """Ids of records that say `text` anywhere, in reading order: from top to bottom, edges last."""
    wanted = text.strip().casefold()
    if not wanted:
        return ()
    everything: tuple[Placed, ...] = (*diagram.groups.values(), *diagram.nodes.values(), *diagram.notes.values())
    placed = [record for record in everything if _says(record, wanted)]
    placed.sort(key=lambda record: ((bounds := diagram.bounds(record.id)).y, bounds.x, record.id))
    return (*(r.id for r in placed), *(e.id for e in diagram.edges.values() if _says(e, wanted)))


def _says(record: Record, wanted: str) -> bool:
    match record:
        case Node():
            texts = (record.label, record.technology, record.description, record.notes, *record.inputs, *record.outputs)
        case Note():
            texts = (record.text,)
        case Sheet() | Passage():
            return False
        case _:
            texts = (record.label,)
    return any(wanted in text.casefold() for text in texts)
