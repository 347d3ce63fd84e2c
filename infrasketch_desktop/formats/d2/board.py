"""What the statements of D2 draw: objects by their paths, connections, classes and variables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from infrasketch_desktop.formats.d2.lexer import ESCAPED_DOLLAR, Value
from infrasketch_desktop.formats.d2.shapes import HINTS, REMARKS, TABLES
from infrasketch_desktop.formats.d2.statements import Path
from infrasketch_desktop.formats.errors import FormatError
from infrasketch_desktop.formats.facts import Facts
from infrasketch_desktop.formats.names import cut
from infrasketch_desktop.formats.result import Origin
from infrasketch_desktop.formats.transcript import EdgeEntry, GroupEntry, NodeEntry, Transcript
from infrasketch_desktop.language import tr

Place = tuple[str, ...]
"""The path of an object; letter case does not matter in D2."""

_VARIABLE = re.compile(r"\$\{([^}\n]{0,200})\}")
NODE_KINDS = {kind.value: kind for kind in NodeKind}
EDGE_KINDS = {kind.value: kind for kind in EdgeKind}


@dataclass(slots=True)
class Thing:
    """An object: a shape or, once something lies in it, a container."""

    name: str
    line: int
    label: str | None = None
    shape: str = ""
    near: str = ""
    block: bool = False
    classes: list[str] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)
    facts: Facts = field(default_factory=dict)


@dataclass(slots=True)
class Wire:
    source: Place
    target: Place
    line: int
    ends: tuple[Place, Place]
    label: str = ""
    animated: bool = False
    classes: list[str] = field(default_factory=list)
    facts: Facts = field(default_factory=dict)


class Board:
    """The base board of a text, as it fills."""

    def __init__(self, transcript: Transcript) -> None:
        self.transcript = transcript
        self.things: dict[Place, Thing] = {}
        self.wires: list[Wire] = []
        self.classes: dict[str, dict[str, str]] = {}
        self.variables: dict[str, str] = {}
        self._between: dict[tuple[Place, ...], list[Wire]] = {}
        self._removed = 0

    def lose(self, sort: str, name: str, why: str, line: int) -> None:
        self.transcript.lose(sort, f"“{cut(name, 40)}”", why, line)

    def thing(self, place: Place, path: Path, line: int) -> Thing:
        """The object at a place, made with all the containers around it when it is new."""
        for length in range(len(place) - len(path) + 1, len(place) + 1):
            if place[:length] not in self.things:
                name = path[length - 1 - len(place)].text
                self.things[place[:length]] = Thing(name, line)
        self.check(line)
        return self.things[place]

    def text_of(self, value: Value, line: int) -> str:
        """A value with variables put in that were set before."""

        def known(found: re.Match[str]) -> str:
            name = found[1].strip().lower()
            if name not in self.variables:
                self.lose(tr("variables"), found[0], tr("it is not set here"), line)
            return self.variables.get(name, found[0])

        text = _VARIABLE.sub(known, value.text) if value.variables else value.text
        return text.replace(ESCAPED_DOLLAR, "$")

    def connect(self, wires: Sequence[Wire], line: int) -> None:
        self.wires += wires
        for wire in wires:
            self._between.setdefault(wire.ends, []).append(wire)
        self.check(line)

    def between(self, ends: tuple[Place, ...]) -> Sequence[Wire]:
        """The connections that were written with these ends, in their order."""
        return self._between.get(ends, ())

    def remove(self, place: Place, line: int) -> None:
        """`x: null`"""
        self._removed += 1
        if self._removed > MAX_REMOVED:
            raise self._error(tr("there are more than {max_removed:,} removals in it.", max_removed=MAX_REMOVED), line)
        self.things = {p: thing for p, thing in self.things.items() if p[: len(place)] != place}
        self.wires = [w for w in self.wires if all(end[: len(place)] != place for end in (w.source, w.target))]
        self._between = {e: w for e, w in self._between.items() if all(end[: len(place)] != place for end in e)}

    def check(self, line: int) -> None:
        if len(self.things) > MAX_THINGS or len(self.wires) > MAX_THINGS:
            raise self._error(
                tr("there are more than {max_things:,} objects or connections in it.", max_things=MAX_THINGS), line
            )

    def _error(self, what: str, line: int) -> FormatError:
        return FormatError(what, advice=tr("Import a part of it."), origin=Origin(self.transcript.file, line))

    def finish(self) -> None:
        """Hand everything to the transcript: what has something inside is a group."""
        self._fold_tables()
        parents = {place[:-1] for place in self.things}
        for place, thing in self.things.items():
            self._hand_over(place, thing, is_group=place in parents or thing.facts.get("sort") == "group")
        for wire in self.wires:
            edge = EdgeEntry(_key(wire.source), _key(wire.target), wire.line, wire.label, facts=wire.facts)
            edge.kind = next((EDGE_KINDS[name] for name in wire.classes if name in EDGE_KINDS), None)
            edge.animated = wire.animated
            self.transcript.edges.append(edge)

    def _hand_over(self, place: Place, thing: Thing, *, is_group: bool) -> None:
        key, parent = _key(place), _key(place[:-1]) if len(place) > 1 else None
        label = thing.label if thing.label is not None else thing.name
        shape = thing.shape or next((self.classes.get(name, {}).get("shape", "") for name in thing.classes), "")
        if thing.near and place == ("title",) and not is_group:
            self.transcript.title = label
        elif is_group:
            self.transcript.groups[key] = GroupEntry(label, thing.line, parent, thing.facts)
        else:
            node = NodeEntry(label, thing.line, parent, hint=HINTS.get(shape), facts=thing.facts)
            node.kind = next((NODE_KINDS[name] for name in thing.classes if name in NODE_KINDS), None)
            node.kind = node.kind or (NodeKind.DATABASE if shape == "sql_table" else None)
            node.remark = shape in REMARKS or (not shape and thing.block)
            node.description = "\n".join(thing.rows)
            if node.remark and isinstance(text := thing.facts.get("text"), str):
                node.label = text
            self.transcript.nodes[key] = node

    def _fold_tables(self) -> None:
        """The keys inside a table are its rows: they become its description, and their connections its own."""
        tables = {place for place, thing in self.things.items() if thing.shape in TABLES}
        if not tables:
            return
        rows: dict[Place, list[str]] = {}
        for place in [p for p in self.things if any(p[:n] in tables for n in range(1, len(p)))]:
            row = self.things.pop(place)
            table = next(place[:n] for n in range(1, len(place)) if place[:n] in tables)
            rows.setdefault(table, []).append(f"{row.name}: {row.label}" if row.label else row.name)
        for place, lines in rows.items():
            self.things[place].rows = lines
        for wire in self.wires:
            wire.source, wire.target = (_table(end, tables) for end in (wire.source, wire.target))


MAX_REMOVED = 500
MAX_THINGS = 20_000
"""Rows of tables count, which a diagram does not show one by one."""


def _table(end: Place, tables: set[Place]) -> Place:
    return next((end[:n] for n in range(1, len(end)) if end[:n] in tables), end)


def _key(place: Place) -> str:
    return "\n".join(place)
