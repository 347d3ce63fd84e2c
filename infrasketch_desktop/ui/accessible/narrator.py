"""Tells screen readers what happens on the canvas: what is current now, what came and went, what has another name."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface, QAccessibleStateChangeEvent

from infrasketch_desktop.diagram.changes import ChangeSet
from infrasketch_desktop.diagram.records import Edge
from infrasketch_desktop.language import tr_count
from infrasketch_desktop.ui.accessible.announcing import announce
from infrasketch_desktop.ui.accessible.canvas_face import CanvasFace
from infrasketch_desktop.ui.canvas.view import CanvasView

ONE_BY_ONE = 60
"""Records that may come, go or change their name with a word for each; of more only the whole is told."""

_EVENTS = QAccessible.Event


class Narrator(QObject):
    """Lives with the canvas, from the moment that somebody listens."""

    def __init__(self, canvas: CanvasView, face: CanvasFace) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._face = face
        self._selected = set(canvas.selection.ids)
        canvas.installEventFilter(self)
        canvas.content_changed.connect(self._on_content_changed)
        canvas.selection.changed.connect(self._on_selection_changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusIn:
            self._tell_current()
        return super().eventFilter(watched, event)

    def _on_content_changed(self, changes: ChangeSet) -> None:
        came = [change.id for change in changes if change.before is None]
        gone = [change.id for change in changes if change.after is None]
        many = len(came) + len(gone) > ONE_BY_ONE
        if not many:
            for record_id in gone:
                self._tell_known(record_id, _EVENTS.ObjectDestroyed)
        self._face.tree.follow(changes)
        for record_id in gone:
            self._selected.discard(record_id)
            self._face.drop(record_id)
        if many:
            _tell(self._face, _EVENTS.ObjectReorder)
            return
        for record_id in came:
            if self._face.tree.place(record_id) >= 0:
                _tell(self._face.face(record_id), _EVENTS.ObjectCreated)
        for record_id in (changes.ids | _ends(changes)).difference(came, gone):
            self._tell_known(record_id, _EVENTS.NameChanged)

    def _on_selection_changed(self) -> None:
        now = set(self._canvas.selection.ids)
        changed = now ^ self._selected
        self._selected = now
        if len(changed) <= ONE_BY_ONE:
            for record_id in changed:
                self._tell_selected(record_id)
        _tell(self._face, _EVENTS.SelectionWithin)
        self._tell_current()
        if len(now) > 1:
            announce(self._canvas, tr_count("%n selected", "%n selected", len(now)))

    def _tell_current(self) -> None:
        """What has the keyboard now: the record walked to, or the canvas itself."""
        focused = self._face.focusChild() if self._canvas.hasFocus() else None
        if focused is not None:
            _tell(focused, _EVENTS.Focus)

    def _tell_selected(self, record_id: str) -> None:
        face = self._face.known_face(record_id)
        if face is not None and face.isValid():
            changed = QAccessible.State()
            changed.selected = 1
            QAccessible.updateAccessibility(QAccessibleStateChangeEvent(face, changed))

    def _tell_known(self, record_id: str, event: QAccessible.Event) -> None:
        face = self._face.known_face(record_id)
        if face is not None:
            _tell(face, event)


def _tell(face: QAccessibleInterface, event: QAccessible.Event) -> None:
    QAccessible.updateAccessibility(QAccessibleEvent(face, event))


def _ends(changes: ChangeSet) -> set[str]:
    """What edges that changed begin and end at: how many there are is part of a name."""
    edges = [record for change in changes for record in (change.before, change.after) if isinstance(record, Edge)]
    return {end for edge in edges for end in (edge.source, edge.target)}
