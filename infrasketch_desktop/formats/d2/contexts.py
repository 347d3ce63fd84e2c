"""What each block of D2 is about: the board, an object, a connection, or definitions."""

from __future__ import annotations

from dataclasses import dataclass

from infrasketch_desktop.diagram.kinds import Direction
from infrasketch_desktop.diagram.validation import MAX_LABEL
from infrasketch_desktop.formats.d2.board import EDGE_KINDS, NODE_KINDS, Board, Place, Thing, Wire
from infrasketch_desktop.formats.d2.lexer import Key
from infrasketch_desktop.formats.d2.statements import Context, Path, Statement
from infrasketch_desktop.language import tr

_LOOKS = frozenset(
    {
        "style", "icon", "near", "tooltip", "link", "width", "height", "constraint",
        "grid-rows", "grid-columns", "grid-gap", "horizontal-gap", "vertical-gap",
        "top", "left", "source-arrowhead", "target-arrowhead", "filled", "opacity", "animated",
    }
)  # fmt: skip
_BOARDS = frozenset({"layers", "scenarios", "steps"})
_FIELDS = _LOOKS | _BOARDS | {"label", "shape", "class", "direction", "classes", "vars"}
RESERVED = _FIELDS | {"null", "desc", "title", "true", "false", "suspend", "unsuspend"}
"""Keys that mean something to D2; as names they are quoted."""


@dataclass(slots=True)
class Ignored:
    """A block whose statements draw nothing."""

    def take(self, statement: Statement) -> Context:  # noqa: ARG002 - that is its point
        return self


@dataclass(slots=True)
class Inside:
    """The block of an object, or the board itself with an empty place."""

    board: Board
    place: Place = ()

    def take(self, statement: Statement) -> Context:
        if any("*" in key.text and not key.quoted for key in _keys(statement)) or _is_filter(statement):
            name = ".".join(key.text for key in _keys(statement))
            self.board.lose(tr("globs"), name, tr("what it would reach is not followed"), statement.line)
            return Ignored()
        if statement.arrows or statement.ends:
            return self._connect(statement)
        return self._set(statement)

    def _set(self, statement: Statement) -> Context:
        place, path = self._resolve(statement.path)
        at = next((i for i, key in enumerate(path) if key.word in _FIELDS), len(path))
        head, rest = path[:at], path[at:]
        outer = place[: len(place) - len(rest)]
        if rest:
            if outer and head:
                self.board.thing(outer, head, statement.line)
            return self._field(outer, rest, statement)
        if not place:
            return Ignored()
        value = statement.value
        if value and value.bare and value.text == "null":
            self.board.remove(place, statement.line)
            return Ignored()
        thing = self.board.thing(place, path, statement.line)
        thing.facts = statement.facts or thing.facts
        if value and value.bare and value.text.startswith("@"):
            self.board.lose(tr("imports"), value.text, tr("other files are never opened"), statement.line)
        elif value:
            thing.label, thing.block = self.board.text_of(value, statement.line), value.block
        return Inside(self.board, place)

    def _field(self, place: Place, path: Path, statement: Statement) -> Context:
        """A keyword: of the board itself, or of the object at `place`."""
        word = path[0].word
        if not place and word in {"classes", "vars"}:
            return Table(self.board, word, tuple(key.text.lower() for key in path[1:]))
        if word in _BOARDS:
            self.board.lose(tr("boards"), word, tr("only the base board is imported"), statement.line)
            return Ignored()
        text = self.board.text_of(statement.value, statement.line) if statement.value else ""
        if not place:
            self._field_of_board(word, text, statement.line)
        else:
            self._field_of_thing(self.board.things[place], word, text, statement)
        return Ignored()

    def _field_of_board(self, word: str, text: str, line: int) -> None:
        if word == "direction":
            transcript = self.board.transcript
            transcript.direction = Direction.RIGHT if text in {"right", "left"} else Direction.DOWN
            if text in {"left", "up"}:
                self.board.lose(
                    tr("directions"),
                    tr("direction: {text}", text=text),
                    tr("diagrams read downwards or to the right"),
                    line,
                )
        else:
            self._lose_look(word, line)

    def _field_of_thing(self, thing: Thing, word: str, text: str, statement: Statement) -> None:
        match word:
            case "label":
                thing.label = text
                thing.block = bool(statement.value and statement.value.block)
            case "shape":
                thing.shape = text.lower()
            case "class":
                thing.classes += _class_names(text, self.board, statement.line)
            case "near":
                thing.near = text
            case _:
                self._lose_look(word, statement.line)

    def _lose_look(self, word: str, line: int) -> None:
        if not self.board.transcript.ours:
            self.board.lose(tr("looks"), word, tr("InfraSketch gives every kind its own look"), line)

    def _connect(self, statement: Statement) -> Context:
        inner = Inside(self.board, self._resolve(statement.path)[0]) if statement.path else self
        ends = [inner._resolve(path) for path in statement.ends]  # noqa: SLF001 - its own kind
        if statement.index is not None:
            return self._revisit(statement, [place for place, _ in ends])
        if not all(place for place, _ in ends):
            return Ignored()
        for place, path in ends:
            self.board.thing(place, path, statement.line)
        wires = [
            wire
            for (source, _), (target, _), (left, right) in zip(ends, ends[1:], statement.arrows, strict=False)
            for wire in self._wires(source, target, statement, left=left, right=right)
        ]
        self.board.connect(wires, statement.line)
        return Along(self.board, wires)

    def _wires(self, source: Place, target: Place, statement: Statement, *, left: bool, right: bool) -> list[Wire]:
        if not (left or right):
            self.board.lose(
                tr("lines without an arrow"), ".".join(source), tr("it is drawn as an arrow"), statement.line
            )
        label = self.board.text_of(statement.value, statement.line) if statement.value else ""
        ways = ([(source, target)] if right or not left else []) + ([(target, source)] if left else [])
        return [Wire(*way, statement.line, (source, target), label, facts=statement.facts or {}) for way in ways]

    def _revisit(self, statement: Statement, ends: list[Place]) -> Context:
        """`(a -> b)[0]` speaks of a connection that was drawn before."""
        found = self.board.between(tuple(ends))
        index = statement.index or 0
        along = Along(self.board, list(found[index : index + 1]))
        if index >= len(found):
            self.board.lose(tr("connections"), ".".join(ends[0]), tr("there is no such connection"), statement.line)
        elif statement.field:
            return along.take(Statement(statement.field, statement.line, value=statement.value))
        return along

    def _resolve(self, path: Path) -> tuple[Place, Path]:
        """The place of a path, and the path without the underscores that lead out of blocks."""
        outer = self.place
        while path and path[0].word == "_":
            outer, path = outer[:-1], path[1:]
        return (*outer, *(key.text.casefold() for key in path)), path


@dataclass(slots=True)
class Along:
    """The block of a connection."""

    board: Board
    wires: list[Wire]

    def take(self, statement: Statement) -> Context:
        words = [key.word for key in statement.path]
        text = self.board.text_of(statement.value, statement.line) if statement.value else ""
        for wire in self.wires:
            if words == ["label"]:
                wire.label = text
            elif words == ["class"]:
                wire.classes += _class_names(text, self.board, statement.line)
            elif words[-1:] == ["animated"]:
                wire.animated = text.lower() == "true"
        if words[:1] == ["style"] and len(words) == 1:
            return self
        if words[:1] not in (["label"], ["class"], ["style"], ["animated"]):
            self.board.lose(
                tr("looks"), ".".join(words), tr("InfraSketch gives every kind its own look"), statement.line
            )
        return Ignored()


@dataclass(slots=True)
class Table:
    """The blocks `classes` and `vars`: names and what they stand for."""

    board: Board
    word: str
    place: Place

    def take(self, statement: Statement) -> Context:
        place = (*self.place, *(key.text.lower() for key in statement.path))
        text = self.board.text_of(statement.value, statement.line) if statement.value else ""
        if self.word == "vars":
            self.board.variables[".".join(place)] = text[:MAX_LABEL]
        elif len(place) > 1:
            self.board.classes.setdefault(place[0], {})[".".join(place[1:])] = text
        return Table(self.board, self.word, place)


def _keys(statement: Statement) -> tuple[Key, ...]:
    return (*statement.path, *(key for path in statement.ends for key in path))


def _is_filter(statement: Statement) -> bool:
    first = next(iter(_keys(statement)), None)
    return first is not None and not first.quoted and first.text.startswith(("&", "!&"))


def _class_names(text: str, board: Board, line: int) -> list[str]:
    name = text.lower()
    if name and name not in NODE_KINDS and name not in EDGE_KINDS and "shape" not in board.classes.get(name, {}):
        board.lose(tr("style classes"), text, tr("InfraSketch gives every kind its own look"), line)
    return [name]
