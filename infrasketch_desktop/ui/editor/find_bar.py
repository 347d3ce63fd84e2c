"""The find bar: type to find records by what they say, and step through them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.records import Node, Note, Passage, Placed, Record, Sheet
from infrasketch_desktop.language import tr, tr_count
from infrasketch_desktop.ui.accessible.announcing import announce
from infrasketch_desktop.ui.describing import description_of
from infrasketch_desktop.ui.editor.editor import Editor
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.theme.measures import grown, keep_grown
from infrasketch_desktop.ui.widgets.finder import Finder
from infrasketch_desktop.ui.widgets.roles import set_role


class FindBar(Finder):
    """`found` carries the ids that fit, for the canvas to mark; nothing when the bar closes."""

    found = Signal(object)

    def __init__(self, editor: Editor, icons: Icons) -> None:
        super().__init__(icons, "popover", tr("Find in this diagram"))
        self._editor = editor
        self._ids: tuple[str, ...] = ()
        self._at = -1
        self.edit.setAccessibleName(tr("Find"))
        set_role(self.edit, "plain")
        keep_grown(self.edit, lambda: self.edit.setMinimumWidth(grown(220)))
        keep_grown(self.count, lambda: self.count.setMinimumWidth(grown(72)))
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        editor.document_changed.connect(lambda _changes: self.search() if self.isVisible() else None)

    def open_finder(self) -> None:
        self.raise_()
        self.adjustSize()
        super().open_finder()

    def leave(self) -> None:
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
            self._name()
        self._tell()

    def search(self) -> None:
        current = self._ids[self._at] if 0 <= self._at < len(self._ids) else None
        self._ids = find(self._editor.document.diagram, self.edit.text())
        self._at = self._ids.index(current) if current in self._ids else -1
        self.found.emit(self._ids)
        self._tell()

    def _name(self) -> None:
        """Have it said what was gone to: the canvas selects it, but the keyboard stays here."""
        diagram = self._editor.document.diagram
        record = diagram.get(self._ids[self._at])
        if record is not None:
            announce(self, description_of(diagram, record))

    def _tell(self) -> None:
        self.tell(self._at, len(self._ids), tr_count("%n found", "%n found", len(self._ids)))


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
