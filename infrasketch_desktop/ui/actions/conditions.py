"""When actions can be done: questions to the window that several actions share."""

from __future__ import annotations

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.ui.actions.window import Window
from infrasketch_desktop.ui.editor.editor import Editor

PAIR, TRIO = 2, 3


def has_editor(window: Window) -> bool:
    return window.editor is not None


def has_content(window: Window) -> bool:
    return window.editor is not None and len(window.editor.document.diagram) > 1


def has_groups(window: Window) -> bool:
    return window.editor is not None and bool(window.editor.document.diagram.groups)


def has_selection(window: Window) -> bool:
    return window.editor is not None and len(window.editor.selection) > 0


def has_placed(window: Window) -> bool:
    """Whether a node, group or note is selected."""
    return len(placed(window)) > 0


def has_pair(window: Window) -> bool:
    return len(placed(window)) >= PAIR


def has_trio(window: Window) -> bool:
    return len(placed(window)) >= TRIO


def has_group_selected(window: Window) -> bool:
    return len(groups(window)) > 0


def has_edge_selected(window: Window) -> bool:
    return len(edges(window)) > 0


def has_connectable(window: Window) -> bool:
    """Whether the one that is current can have connections: a node or a group."""
    editor = window.editor
    return editor is not None and is_end(editor.document.diagram, editor.selection.current)


def is_end(diagram: Diagram, record_id: str | None) -> bool:
    return record_id in diagram.nodes or record_id in diagram.groups


def placed(window: Window) -> tuple[str, ...]:
    """The selected nodes, groups and notes, in the order they were selected."""
    editor = window.editor
    if editor is None:
        return ()
    return tuple(i for i in editor.selection.ids if editor.document.diagram.placed(i) is not None)


def nodes(window: Window) -> tuple[str, ...]:
    editor = window.editor
    return () if editor is None else tuple(i for i in editor.selection.ids if i in editor.document.diagram.nodes)


def groups(window: Window) -> tuple[str, ...]:
    editor = window.editor
    return () if editor is None else tuple(i for i in editor.selection.ids if i in editor.document.diagram.groups)


def edges(window: Window) -> tuple[str, ...]:
    editor = window.editor
    return () if editor is None else tuple(i for i in editor.selection.ids if i in editor.document.diagram.edges)


def open_editor(window: Window) -> Editor:
    """The editor of a window in which an action that needs one is enabled."""
    assert window.editor is not None
    return window.editor
