"""Ids of what a model adds: it names a new thing by any word it likes, and the application gives it its id.

An id is the slug of the label, unique in the diagram, and stays when the thing is renamed or given another kind. What
was removed and is added again under the same name gets its old id back, so that the review shows one change.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.errors import InvariantError
from infrasketch_desktop.diagram.ids import edge_id, slug, unique_id
from infrasketch_desktop.diagram.operations import AddEdge, AddGroup, AddNode, AddNote, Operation
from infrasketch_desktop.diagram.records import SHEET_ID, Edge, Group, Node, Note
from infrasketch_desktop.language import tr

_NEAREST = 3
_REFERENCES = ("id", "source", "target", "group")
Added = AddNode | AddGroup | AddNote | AddEdge
_ADDED: Mapping[type[Any], type[Any]] = {AddNode: Node, AddGroup: Group, AddNote: Note, AddEdge: Edge}
_NOTE_WORDS = 4
_LONGEST = 200
"""Characters of a wrong id that are compared with the right ones."""


class Aliases:
    """The words of one turn and the ids behind them; `base` is the diagram before the turn."""

    def __init__(self, base: Diagram) -> None:
        self._base = base
        self._ids: dict[str, str] = {}

    def resolved(self, operation: Operation, diagram: Diagram) -> Operation:
        """`operation` with ids in place of aliases; what it adds gets an id that is free in `diagram`.

        The alias of what is added is known from `learn` on, because the operation may yet be refused.

        Raises:
            InvariantError: it would add something under an id or an alias that names something else.
        """
        values: dict[str, Any] = {
            name: self._ids.get(value, value)
            for name in _REFERENCES
            if isinstance(value := getattr(operation, name, None), str)
        }
        if isinstance(operation, AddGroup):
            values["members"] = tuple(self._ids.get(member, member) for member in operation.members)
        if isinstance(operation, Added):
            self._require_new(operation.id, diagram)
            values["id"] = self._new_id(operation, values, diagram)
        return replace(operation, **values)

    def learn(self, alias: str, record_id: str) -> None:
        """From now on `alias` means `record_id`."""
        if alias and alias != record_id:
            self._ids[alias] = record_id

    def id_of(self, alias: str) -> str:
        """What an alias means; the alias itself when it is none."""
        return self._ids.get(alias, alias)

    def nearest(self, wanted: str, diagram: Diagram) -> tuple[str, ...]:
        """Ids and aliases that may have been meant by `wanted`: of those with this label first, then by spelling."""
        asked = slug(wanted)
        same = [r.id for r in diagram if asked in (slug(getattr(r, "label", "")), r.id)]
        known = [i for i in (*(r.id for r in diagram), *self._ids) if i != SHEET_ID]
        alike = difflib.get_close_matches(wanted[:_LONGEST], known, n=_NEAREST)
        return tuple(dict.fromkeys([*same, *alike]))[:_NEAREST]

    def _require_new(self, alias: str, diagram: Diagram) -> None:
        if alias in self._ids and self._ids[alias] in diagram:
            raise InvariantError(
                tr("“{alias}” was added in this turn already; update it, or name the new one anew.", alias=alias[:80])
            )
        if alias and alias in diagram:
            raise InvariantError(
                tr("The id “{alias}” is taken; update what has it, or name the new one otherwise.", alias=alias[:80])
            )

    def _new_id(
        self, operation: AddNode | AddGroup | AddNote | AddEdge, values: dict[str, Any], diagram: Diagram
    ) -> str:
        taken = _Taken(diagram, self._base, _ADDED[type(operation)])
        match operation:
            case AddEdge():
                return edge_id(values["source"], values["target"], taken)
            case AddNote():
                words = " ".join(operation.text.split()[:_NOTE_WORDS])
                return unique_id(slug(f"note {words}"), taken)
            case AddGroup():
                return unique_id(slug(operation.label, "group"), taken)
            case AddNode():
                return unique_id(slug(operation.label, operation.kind.value.replace("_", "-")), taken)


@dataclass(frozen=True, slots=True)
class _Taken:
    """Ids that a new record of type `cls` cannot have: those in use, and those of other types before the turn."""

    diagram: Diagram
    base: Diagram
    cls: type[Any]

    def __contains__(self, record_id: object) -> bool:
        if record_id in self.diagram:
            return True
        return isinstance(record_id, str) and not isinstance(self.base.get(record_id), self.cls | None)
