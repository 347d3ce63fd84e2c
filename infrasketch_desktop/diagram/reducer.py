"""Applies typed operations through the same verbs as the mouse, and says exactly why one cannot be applied."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from infrasketch_desktop.diagram import edits
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Document, Edit
from infrasketch_desktop.diagram.errors import DiagramError, InvariantError
from infrasketch_desktop.diagram.geometry import Point, Rect
from infrasketch_desktop.diagram.ids import edge_id
from infrasketch_desktop.diagram.operations import (
    AddEdge,
    AddGroup,
    AddNode,
    AddNote,
    Insert,
    Operation,
    Place,
    RemoveEdge,
    RemoveGroup,
    RemoveNode,
    RemoveNote,
    SetGroup,
    UpdateEdge,
    UpdateGroup,
    UpdateNode,
    UpdateNote,
    UpdateSheet,
)
from infrasketch_desktop.diagram.records import SHEET_ID, Edge, Group, Node, Note, Sheet
from infrasketch_desktop.language import listed, tr

R = TypeVar("R", Node, Group, Edge, Note)

_NEAREST = 3


@dataclass(frozen=True, slots=True)
class Problem:
    """Why the operation at `index` was left out, and which existing ids look like the one it named."""

    index: int
    operation: Operation
    reason: str
    nearest: tuple[str, ...] = ()


class OperationError(DiagramError):
    """An operation cannot be applied; nothing of its batch was."""

    def __init__(self, problem: Problem) -> None:
        said = tr("Step {number}: {reason}", number=problem.index + 1, reason=problem.reason)
        hint = tr("Did you mean {ids}?", ids=listed(problem.nearest)) if problem.nearest else ""
        super().__init__(f"{said} {hint}".strip())
        self.problem = problem


class _UnknownIdError(DiagramError):
    def __init__(self, record_id: str, noun: str) -> None:
        super().__init__(tr("There is no {noun} “{id}”.", noun=noun, id=record_id[:80]))
        self.record_id = record_id


def apply_operations(document: Document, operations: Sequence[Operation], title: str) -> None:
    """Apply all of `operations` as one edit.

    Raises:
        OperationError: one of them does not fit; the document is as it was.
    """
    with document.edit(title) as edit:
        for problem in run_operations(edit, operations):
            raise OperationError(problem)


def try_operations(diagram: Diagram, operations: Sequence[Operation]) -> tuple[Diagram, tuple[Problem, ...]]:
    """What `diagram` would be after every operation that fits, and why each of the others does not."""
    document = Document(diagram)
    with document.edit("Try") as edit:
        problems = tuple(run_operations(edit, operations))
    return document.snapshot(), problems


def run_operations(edit: Edit, operations: Iterable[Operation]) -> Iterable[Problem]:
    """Apply one operation after the other, yielding a problem for each that does not fit and leaving it out."""
    for index, operation in enumerate(operations):
        mark = edit.mark()
        try:
            apply_operation(edit, operation)
        except DiagramError as error:
            edit.roll_back_to(mark)
            yield Problem(index, operation, str(error), _nearest(edit.diagram, error))


def apply_operation(edit: Edit, operation: Operation) -> None:  # noqa: C901, PLR0912 - one case for each operation
    """Apply a single operation. Raises DiagramError when it does not fit; then part of it may have been put."""
    match operation:
        case AddNode() | AddNote():
            _require_free(edit, operation.id)
            record = Node if isinstance(operation, AddNode) else Note
            edit.put(record(id=operation.id, **_stated(operation)))
        case AddGroup():
            _add_group(edit, operation)
        case AddEdge():
            _add_edge(edit, operation)
        case UpdateNode():
            edits.update(edit, _node(edit, operation.id).id, **_stated(operation))
        case UpdateEdge():
            edits.update(edit, _edge(edit, operation.id).id, **_stated(operation))
        case UpdateGroup():
            edits.update(edit, _group(edit, operation.id).id, **_stated(operation))
        case UpdateNote():
            edits.update(edit, _note(edit, operation.id).id, text=operation.text)
        case UpdateSheet():
            edits.update(edit, SHEET_ID, **_stated(operation))
        case RemoveNode():
            edits.remove(edit, [_node(edit, operation.id).id])
        case RemoveEdge():
            edits.remove(edit, [_edge(edit, operation.id).id])
        case RemoveNote():
            edits.remove(edit, [_note(edit, operation.id).id])
        case RemoveGroup():
            edits.ungroup(edit, [_group(edit, operation.id).id])
        case SetGroup():
            _set_group(edit, [operation.id], operation.group)
        case Place():
            _place(edit, operation)
        case Insert():
            if not isinstance(operation.record, Sheet):
                _require_free(edit, operation.record.id)
            edit.put(operation.record)


def _add_group(edit: Edit, operation: AddGroup) -> None:
    _require_free(edit, operation.id)
    edit.put(Group(id=operation.id, label=operation.label, group=operation.group))
    _set_group(edit, operation.members, operation.id)


def _add_edge(edit: Edit, operation: AddEdge) -> None:
    for end in (operation.source, operation.target):
        if end not in edit.diagram.nodes and end not in edit.diagram.groups:
            raise _UnknownIdError(end, tr("node or group"))
    if operation.id:
        _require_free(edit, operation.id)
    new_id = operation.id or edge_id(operation.source, operation.target, edit.diagram)
    edit.put(Edge(id=new_id, **_stated(operation)))


def _set_group(edit: Edit, ids: Sequence[str], group: str | None) -> None:
    if group is not None:
        _group(edit, group)
    for record_id in ids:
        if edit.diagram.placed(record_id) is None:
            raise _UnknownIdError(record_id, tr("node, group or note"))
    edits.set_group(edit, ids, group)


def _place(edit: Edit, operation: Place) -> None:
    record = edit.diagram.nodes.get(operation.id) or edit.diagram.notes.get(operation.id)
    if record is None:
        raise _UnknownIdError(operation.id, tr("node or note"))
    if operation.width is not None or operation.height is not None:
        width, height = operation.width or record.width, operation.height or record.height
        edits.resize(edit, record.id, Rect(record.x, record.y, width, height))
    edits.place(edit, {record.id: Point(operation.x, operation.y)}, pin=operation.pinned)


def _stated(operation: Operation) -> dict[str, Any]:
    """The fields that an operation states besides the id: those that are not None."""
    values = {field.name: getattr(operation, field.name) for field in fields(operation) if field.name != "id"}
    return {name: value for name, value in values.items() if value is not None}


def _require_free(edit: Edit, record_id: str) -> None:
    if record_id in edit.diagram:
        raise InvariantError(tr("The id “{record_id}” is already used; choose another.", record_id=record_id))


def _node(edit: Edit, record_id: str) -> Node:
    return _existing(edit.diagram.nodes.get(record_id), record_id, tr("node"))


def _edge(edit: Edit, record_id: str) -> Edge:
    return _existing(edit.diagram.edges.get(record_id), record_id, tr("edge"))


def _group(edit: Edit, record_id: str) -> Group:
    return _existing(edit.diagram.groups.get(record_id), record_id, tr("group"))


def _note(edit: Edit, record_id: str) -> Note:
    return _existing(edit.diagram.notes.get(record_id), record_id, tr("note"))


def _existing(record: R | None, record_id: str, noun: str) -> R:
    if record is None:
        raise _UnknownIdError(record_id, noun)
    return record


def _nearest(diagram: Diagram, error: DiagramError) -> tuple[str, ...]:
    if not isinstance(error, _UnknownIdError):
        return ()
    known = [record.id for record in diagram]
    return tuple(difflib.get_close_matches(error.record_id, known, n=_NEAREST))
