"""Names and identifiers that the Structurizr DSL accepts, for every record of a diagram."""

from __future__ import annotations

import re

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.reading import members_in_order
from infrasketch_desktop.diagram.records import Group, Node
from infrasketch_desktop.formats.names import clean_label

SYSTEM, CONTAINER = 0, 1
"""How many groups lie around a group that is written as software system or as container; deeper ones are `group`."""

_RESERVED = frozenset(
    {"this", "model", "views", "workspace", "person", "softwaresystem", "container", "component", "group", "element"}
    | {"enterprise", "url", "tags", "tag", "description", "technology", "properties", "perspectives", "name"}
)
_REPLACED = {'"': "”", "\\": "∖", "\n": " ", "\t": " "}
_SPECIAL = re.compile(r'["\\\n\t]')


def plain(text: str) -> str:
    """`text` as a string of the DSL can hold it: on one line, without quotes, backslashes and variables."""
    return _SPECIAL.sub(lambda found: _REPLACED[found[0]], clean_label(text)).replace("${", "$ {").strip()


class DslNames:
    """Names unique among the siblings that the DSL compares, identifiers unique over the workspace.

    “Software and people names must be unique” and so on: the rules on the page “Basics”.
    """

    def __init__(self, diagram: Diagram) -> None:
        self._names: dict[str, str] = {}
        self._identifiers: dict[str, str] = {}
        self._diagram = diagram
        self._taken: set[tuple[str | None, str]] = set()
        self._next: dict[tuple[str | None, str], int] = {}
        self._used: set[str] = set()
        self._walk(None, None, 0)

    def name(self, record_id: str) -> str:
        return self._names[record_id]

    def identifier(self, record_id: str) -> str:
        return self._identifiers[record_id]

    def _walk(self, group: str | None, scope: str | None, depth: int) -> None:
        for record_id in members_in_order(self._diagram, group):
            record = self._diagram.placed(record_id)
            if isinstance(record, Node | Group):
                self._name(record, scope)
                self._identify(record_id)
            if isinstance(record, Group):
                self._walk(record_id, record_id if depth <= CONTAINER else scope, depth + 1)

    def _name(self, record: Node | Group, scope: str | None) -> None:
        wanted = plain(record.label) or record.id
        if isinstance(record, Group):
            wanted = wanted.replace("/", "∕")  # the separator of nested groups
        name, number = wanted, self._next.get((scope, wanted.casefold()), 2)
        while (scope, name.casefold()) in self._taken:
            name, number = f"{wanted} ({number})", number + 1
        self._next[scope, wanted.casefold()] = number
        self._taken.add((scope, name.casefold()))
        self._names[record.id] = name

    def _identify(self, record_id: str) -> None:
        wanted = record_id.replace("-", "_")
        identifier = f"_{wanted}" if wanted in _RESERVED else wanted
        while identifier in self._used:
            identifier = f"_{identifier}"
        self._used.add(identifier)
        self._identifiers[record_id] = identifier
