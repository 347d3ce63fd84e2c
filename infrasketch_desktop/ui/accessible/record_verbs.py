"""What a screen reader can have done with a record: the same as mouse and keys do, undone in the same way."""

from __future__ import annotations

from weakref import ref

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAccessibleActionInterface

from infrasketch_desktop.diagram import edits
from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.canvas.pointer import Hit, Part
from infrasketch_desktop.ui.canvas.view import CanvasView
from infrasketch_desktop.ui.describing import name_of

RENAME = "Rename"
"""The name of an action for programs; people read that of `localizedActionName`."""

_ACTIONS = QAccessibleActionInterface


class RecordVerbs(QAccessibleActionInterface):
    """The actions of one record on a canvas."""

    def __init__(self, canvas: CanvasView, record_id: str) -> None:
        super().__init__()
        self._canvas = ref(canvas)
        self._id = record_id

    def actionNames(self) -> list[str]:
        usual = [_ACTIONS.pressAction(), RENAME, _ACTIONS.showMenuAction()]
        canvas = self._canvas()
        is_group = canvas is not None and self._id in canvas.document.diagram.groups
        return [*usual, _ACTIONS.toggleAction()] if is_group else usual

    def doAction(self, name: str) -> None:
        canvas = self._canvas()
        if canvas is None or self._id not in canvas.document.diagram:
            return
        if name == _ACTIONS.pressAction():
            self._select(canvas)
        elif name == RENAME:
            self._select(canvas)
            canvas.label_edit_requested.emit(self._id)
        elif name == _ACTIONS.showMenuAction():
            self._select(canvas)
            canvas.context_menu_requested.emit(Hit(self._id, Part.BODY), self._middle(canvas))
        elif name == _ACTIONS.toggleAction():
            self._fold(canvas)

    def localizedActionName(self, name: str) -> str:
        return {
            _ACTIONS.pressAction(): tr("Select"),
            RENAME: tr("Rename"),
            _ACTIONS.showMenuAction(): tr("Open the menu"),
            _ACTIONS.toggleAction(): tr("Fold or unfold group"),
        }.get(name, name)

    def localizedActionDescription(self, name: str) -> str:
        return self.localizedActionName(name)

    def keyBindingsForAction(self, name: str) -> list[str]:
        return ["F2"] if name == RENAME else []

    def _select(self, canvas: CanvasView) -> None:
        canvas.setFocus()
        canvas.selection.set([self._id])
        canvas.reveal([self._id])

    def _fold(self, canvas: CanvasView) -> None:
        group = canvas.document.diagram.groups.get(self._id)
        if group is None:
            return
        if group.collapsed:
            with canvas.document.edit(tr("Expand {name}", name=name_of(group))) as edit:
                edits.expand(edit, [self._id])
        else:
            with canvas.document.edit(tr("Collapse {name}", name=name_of(group))) as edit:
                edits.collapse(edit, [self._id])

    def _middle(self, canvas: CanvasView) -> QPoint:
        at = canvas.viewport.to_view(canvas.bounds(self._id).center)
        return canvas.mapToGlobal(QPoint(round(at.x), round(at.y)))
