"""Undo, clipboard, selection, labels and removing."""

from __future__ import annotations

from infrasketch_desktop.diagram import edits
from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.actions.action import Action, Category, Scope
from infrasketch_desktop.ui.actions.conditions import has_content, has_editor, has_placed, has_selection, open_editor
from infrasketch_desktop.ui.actions.window import Window


def editing_actions() -> tuple[Action, ...]:
    return (*_history_actions(), *_clipboard_actions(), *_selection_actions())


def _history_actions() -> tuple[Action, ...]:
    return (
        Action(
            id="edit.undo",
            title=tr("Undo"),
            category=Category.EDIT,
            shortcuts=("Ctrl+Z",),
            icon="undo",
            perform=lambda w: open_editor(w).undo(),
            enabled=lambda w: w.editor is not None and w.editor.document.undo_title is not None,
            label=_undo_label,
        ),
        Action(
            id="edit.redo",
            title=tr("Redo"),
            category=Category.EDIT,
            shortcuts=("Ctrl+Shift+Z", "Ctrl+Y"),
            icon="redo",
            perform=lambda w: open_editor(w).redo(),
            enabled=lambda w: w.editor is not None and w.editor.document.redo_title is not None,
            label=_redo_label,
        ),
    )


def _undo_label(window: Window) -> str:
    step = window.editor.document.undo_title if window.editor else None
    return tr("Undo: {step}", step=step) if step else tr("Undo")


def _redo_label(window: Window) -> str:
    step = window.editor.document.redo_title if window.editor else None
    return tr("Redo: {step}", step=step) if step else tr("Redo")


def _clipboard_actions() -> tuple[Action, ...]:
    return (
        Action(
            id="edit.cut",
            title=tr("Cut"),
            category=Category.EDIT,
            shortcuts=("Ctrl+X",),
            icon="cut",
            perform=lambda w: w.clipper.cut(),
            enabled=has_placed,
        ),
        Action(
            id="edit.copy",
            title=tr("Copy"),
            category=Category.EDIT,
            shortcuts=("Ctrl+C",),
            icon="copy",
            perform=lambda w: w.clipper.copy(),
            enabled=has_placed,
        ),
        Action(
            id="edit.copy-picture",
            title=tr("Copy as PNG"),
            category=Category.EDIT,
            shortcuts=("Shift+Alt+C",),
            icon="picture",
            perform=lambda w: w.clipper.copy_picture(),
            enabled=has_content,
            keywords=tr("picture image clipboard"),
        ),
        Action(
            id="edit.copy-svg",
            title=tr("Copy as SVG"),
            category=Category.EDIT,
            perform=lambda w: w.clipper.copy_svg(),
            enabled=has_content,
            keywords=tr("vector image clipboard"),
        ),
        Action(
            id="edit.copy-mermaid",
            title=tr("Copy as Mermaid"),
            category=Category.EDIT,
            perform=lambda w: w.clipper.copy_mermaid(),
            enabled=has_content,
            keywords=tr("flowchart text clipboard wiki"),
        ),
        Action(
            id="edit.paste",
            title=tr("Paste"),
            category=Category.EDIT,
            shortcuts=("Ctrl+V",),
            icon="paste",
            perform=lambda w: w.clipper.paste(),
            enabled=has_editor,
        ),
        Action(
            id="edit.duplicate",
            title=tr("Duplicate"),
            category=Category.EDIT,
            shortcuts=("Ctrl+D",),
            icon="duplicate",
            perform=lambda w: w.clipper.duplicate(),
            enabled=has_placed,
        ),
        Action(
            id="edit.delete",
            title=tr("Delete"),
            category=Category.EDIT,
            shortcuts=("Del", "Backspace"),
            icon="trash",
            scope=Scope.CANVAS,
            perform=_delete,
            enabled=has_selection,
            keywords=tr("remove"),
        ),
    )


def _selection_actions() -> tuple[Action, ...]:
    return (
        Action(
            id="edit.select-all",
            title=tr("Select all"),
            category=Category.EDIT,
            shortcuts=("Ctrl+A",),
            perform=lambda w: open_editor(w).select_all(),
            enabled=has_content,
        ),
        Action(
            id="edit.select-none",
            title=tr("Select nothing"),
            category=Category.EDIT,
            shortcuts=("Ctrl+Shift+A",),
            perform=lambda w: open_editor(w).selection.clear(),
            enabled=has_selection,
            keywords=tr("deselect"),
        ),
        Action(
            id="edit.label",
            title=tr("Edit label"),
            category=Category.EDIT,
            shortcuts=("F2", "Return", "Enter"),
            icon="pencil",
            scope=Scope.CANVAS,
            perform=lambda w: w.sketch.edit_label(),
            enabled=has_selection,
            keywords=tr("rename text"),
        ),
        Action(
            id="edit.find",
            title=tr("Find…"),
            category=Category.EDIT,
            shortcuts=("Ctrl+F",),
            icon="search",
            perform=lambda w: w.sketch.find(),
            enabled=has_editor,
            keywords=tr("search node"),
        ),
        Action(
            id="edit.prompt",
            title=tr("Describe a change"),
            category=Category.EDIT,
            shortcuts=("Ctrl+J", "/"),
            icon="describe",
            perform=lambda w: w.sketch.describe(),
            enabled=has_editor,
            keywords=tr("prompt sentence command sketch"),
        ),
    )


def _delete(window: Window) -> None:
    editor = open_editor(window)
    ids = editor.selection.ids
    editor.edit(tr("Delete"), lambda edit: edits.remove(edit, ids))
