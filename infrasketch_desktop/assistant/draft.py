"""The copy that a turn draws on: operations go in as plain values, and each fits or is left out with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from infrasketch_desktop.assistant.aliases import Added, Aliases
from infrasketch_desktop.assistant.schemas import HIDDEN_FIELDS, OFFERED
from infrasketch_desktop.assistant.sections import write_section
from infrasketch_desktop.assistant.turns import LeftOut, SectionEdit
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Edit
from infrasketch_desktop.diagram.errors import DiagramError
from infrasketch_desktop.diagram.operation_json import operation_from_plain
from infrasketch_desktop.diagram.operations import (
    Operation,
    RemoveEdge,
    RemoveGroup,
    RemoveNode,
    RemoveNote,
    UpdateEdge,
    UpdateGroup,
    UpdateNode,
    UpdateNote,
    UpdateSheet,
)
from infrasketch_desktop.diagram.plain import PlainError
from infrasketch_desktop.diagram.records import SHEET_ID
from infrasketch_desktop.diagram.reducer import apply_operation
from infrasketch_desktop.diagram.store import DiagramStore
from infrasketch_desktop.formats.names import clean_label, cut
from infrasketch_desktop.language import listed, tr
from infrasketch_desktop.review.secrets import masked

MOST_APPLIED = 5_000
"""Operations of one turn; no architecture needs more, and each costs time."""
Removal = RemoveNode | RemoveEdge | RemoveGroup | RemoveNote
_SHOWN = 80
_ONE_LINE = frozenset({"label", "technology", "title"})


class Draft:
    """A copy on which operations run one by one; nothing that does not fit leaves a trace."""

    def __init__(self, base: Diagram) -> None:
        self.base = base
        self.applied = 0
        self._store = DiagramStore(base)
        self._edit = Edit(self._store)
        self._aliases = Aliases(base)
        self._done: dict[Operation, str] = {}

    @property
    def diagram(self) -> Diagram:
        """What is drawn by now, as a snapshot; `base` itself while nothing is."""
        return self.base if self._store.same_records(self.base) else self._store.copy()

    def apply(self, plain: Any) -> LeftOut | None:
        """Run the operation that `plain` describes; why it was left out, or None when it fits.

        What was added or removed in this turn already is not so again: models repeat whole lists to mend one entry.
        """
        try:
            wanted = _decoded(plain)
            if not self._is_done(wanted):
                self._run(wanted)
        except DiagramError as error:
            return LeftOut(described(plain), str(error), self._nearest(plain))
        return None

    def write_section(self, heading: str, markdown: str) -> SectionEdit:
        """Put text under a heading of the design document. Raises DiagramError."""
        written = write_section(self._edit, heading, markdown)
        self.applied += 1
        return written

    def id_of(self, alias: str) -> str:
        """The id behind a word of this turn; the word itself when it is none."""
        return self._aliases.id_of(alias)

    def _run(self, wanted: Operation) -> None:
        if self.applied >= MOST_APPLIED:
            raise PlainError("", tr("one answer may hold at most {most_applied:,} changes", most_applied=MOST_APPLIED))
        operation = self._unmasked(self._aliases.resolved(wanted, self._store))
        mark = self._edit.mark()
        try:
            apply_operation(self._edit, operation)
        except DiagramError:
            self._edit.roll_back_to(mark)
            raise
        self.applied += 1
        self._done[wanted] = getattr(operation, "id", "")
        if isinstance(wanted, Added):
            self._aliases.learn(wanted.id, self._done[wanted])

    def _is_done(self, wanted: Operation) -> bool:
        """Whether it was applied before and still holds."""
        record_id = self._done.get(wanted)
        if record_id is None or not isinstance(wanted, Added | Removal):
            return False
        return (record_id in self._store) is isinstance(wanted, Added)

    def _unmasked(self, operation: Operation) -> Operation:
        """The model sees secrets as dots; where it gives those dots back, what is there stays."""
        if not isinstance(operation, UpdateNode | UpdateEdge | UpdateGroup | UpdateNote | UpdateSheet):
            return operation
        record = self._store.get(SHEET_ID if isinstance(operation, UpdateSheet) else operation.id)
        kept: dict[str, Any] = {}
        for field in fields(operation):
            given, there = getattr(operation, field.name), getattr(record, field.name, None)
            if given is not None and given != there and given == _as_sent(there):
                kept[field.name] = there
        return replace(operation, **kept)

    def _nearest(self, plain: Any) -> tuple[str, ...]:
        if not isinstance(plain, Mapping):
            return ()
        named = [plain.get(name) for name in ("source", "target", "group")]
        if not str(plain.get("op")).startswith("add_"):
            named.append(plain.get("id"))
        unknown = [name for name in named if isinstance(name, str) and self.id_of(name) not in self._store]
        return tuple(dict.fromkeys(i for name in unknown for i in self._aliases.nearest(name, self._store)))


def described(plain: Any) -> str:
    """An operation in a few words, whatever it is."""
    if not isinstance(plain, Mapping):
        return tr("an entry that is no operation")
    verb = str(plain.get("op", "operation")).replace("_", " ")
    if plain.get("source") or plain.get("target"):
        named = f"{plain.get('source', '?')} → {plain.get('target', '?')}"
    else:
        named = str(plain.get("label") or plain.get("id") or plain.get("text") or "")
    return cut(" ".join(clean_label(f"{verb} {named}").split()), _SHOWN)


def _decoded(plain: Any) -> Operation:
    """The operation, its texts without characters that harm. Raises PlainError."""
    if isinstance(plain, Mapping):
        if not isinstance(plain.get("op"), str) or plain["op"] not in OFFERED:
            raise PlainError("op", tr("must be one of {offered}", offered=listed(OFFERED)))
        for name in HIDDEN_FIELDS & plain.keys():
            raise PlainError(name, tr("is not a field of this operation"))
    return operation_from_plain(_cleaned(plain))


def _cleaned(plain: Any, name: str = "") -> Any:
    match plain:
        case str():
            text = clean_label(plain)
            return " ".join(text.split()) if name in _ONE_LINE else text
        case list():
            return [_cleaned(item, name) for item in plain]
        case Mapping():
            return {key: _cleaned(value, key) for key, value in plain.items()}
        case _:
            return plain


def _as_sent(value: Any) -> Any:
    if isinstance(value, str):
        return masked(value)
    return tuple(map(_as_sent, value)) if isinstance(value, tuple) else value
