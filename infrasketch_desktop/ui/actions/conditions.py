"""When actions can be done: questions to the window that several actions share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.records import Edge, Record
from infrasketch_desktop.ui.actions.window import Window

if TYPE_CHECKING:
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
    return _has_placed(window, 1)


def has_pair(window: Window) -> bool:
    return _has_placed(window, PAIR)


def has_trio(window: Window) -> bool:
    return _has_placed(window, TRIO)


def has_group_selected(window: Window) -> bool:
    return _has_any_of(window, lambda diagram: diagram.groups)


def has_edge_selected(window: Window) -> bool:
    return _has_any_of(window, lambda diagram: diagram.edges)


def has_connectable(window: Window) -> bool:
    """Whether the one that is current can have connections: a node or a group."""
    editor = window.editor
    return editor is not None and is_end(editor.document.diagram, editor.selection.current)


def is_end(diagram: Diagram, record_id: str | None) -> bool:
    return record_id in diagram.nodes or record_id in diagram.groups


def _has_placed(window: Window, count: int) -> bool:
    """Whether so many are selected; asked by many actions after each change, so that no more are looked at."""
    editor = window.editor
    if editor is None:
        return False
    diagram = editor.document.diagram
    found = (i for i in editor.selection if diagram.placed(i) is not None)
    return sum(1 for _ in islice(found, count)) == count


def _has_any_of(window: Window, records_of: Callable[[Diagram], Mapping[str, Record]]) -> bool:
    editor = window.editor
    return editor is not None and not records_of(editor.document.diagram).keys().isdisjoint(editor.selection)


def placed(window: Window) -> tuple[str, ...]:
    """The selected nodes, groups and notes, in the order they were selected."""
    editor = window.editor
    if editor is None:
        return ()
    diagram = editor.document.diagram
    return tuple(i for i in editor.selection if diagram.placed(i) is not None)


def nodes(window: Window) -> tuple[str, ...]:
    return _selected_of(window, lambda diagram: diagram.nodes)


def groups(window: Window) -> tuple[str, ...]:
    return _selected_of(window, lambda diagram: diagram.groups)


def edges(window: Window) -> tuple[str, ...]:
    return _selected_of(window, lambda diagram: diagram.edges)


def _selected_of(window: Window, records_of: Callable[[Diagram], Mapping[str, Record]]) -> tuple[str, ...]:
    editor = window.editor
    if editor is None:
        return ()
    records = records_of(editor.document.diagram)
    return tuple(i for i in editor.selection if i in records)


def edge_records(window: Window) -> Iterator[Edge]:
    """The selected connections themselves, one after the other: a question is mostly answered by the first."""
    editor = window.editor
    known: Mapping[str, Edge] = editor.document.diagram.edges if editor is not None else {}
    return (known[i] for i in edges(window))


def open_editor(window: Window) -> Editor:
    """The editor of a window in which an action that needs one is enabled."""
    assert window.editor is not None
    return window.editor
