"""Events to trees, counting as they grow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import yaml

from infrasketch_desktop.formats.yaml_tree.tree import Document, Mapping, Remark, Scalar, Sequence, Value
from infrasketch_desktop.language import tr

MAX_DEPTH = 64
MAX_VALUES = 200_000
"""Of one file, counted as often as a walk through its aliases meets them. The largest manifests we know, bundles of
operator definitions, have some 60,000."""
MAX_REMARKS = 50

_OBJECTS = "tag:yaml.org,2002:python/"
_STANDARD = "tag:yaml.org,2002:"
_MERGE = "<<"


class Refusal(Exception):  # noqa: N818 - becomes a FormatError where the name of the file is known
    """The file is refused: what is wrong with it, at which line."""

    def __init__(self, what: str, line: int, advice: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.line = line
        self.advice = advice or tr("Import a part of it.")


@dataclass(slots=True)
class _Open:
    """A collection whose end has not come yet; `weight` is what it will count when walked."""

    line: int
    tag: str
    anchor: str | None
    is_mapping: bool
    children: list[Value] = field(default_factory=list)
    weight: int = 1


class Builder:
    """Builds the documents of one file."""

    def __init__(self) -> None:
        self._stack: list[_Open] = []
        self._anchors: dict[str, tuple[Value, int]] = {}
        self._remarks: list[Remark] = []
        self._root: Value | None = None
        self._line = 1
        self._weight = 0  # of all documents together
        self._events = 0

    def documents(self, events: Iterable[yaml.Event]) -> Iterator[Document]:
        """Raises Refusal."""
        for event in events:
            line = event.start_mark.line + 1 if event.start_mark else 0
            match event:
                case yaml.DocumentStartEvent():
                    self._root, self._line, self._remarks = None, line, []
                    self._anchors.clear()
                case yaml.DocumentEndEvent():
                    yield Document(self._content(), self._line, tuple(self._remarks))
                case yaml.AliasEvent():
                    self._add_alias(event.anchor or "", line)
                case yaml.ScalarEvent():
                    quoted = event.style in ("'", '"', "|", ">")
                    scalar = Scalar(event.value, line, self._tag(event.tag, line), quoted)
                    self._add(scalar, 1, event.anchor)
                case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                    self._begin(event, line)
                case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                    self._end()

    def _content(self) -> Value | None:
        root = self._root
        return None if isinstance(root, Scalar) and root.is_null else root

    def _begin(self, event: yaml.CollectionStartEvent, line: int) -> None:
        if len(self._stack) >= MAX_DEPTH:
            raise Refusal(tr("values are nested more than {max_depth} deep.", max_depth=MAX_DEPTH), line)
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        self._stack.append(_Open(line, self._tag(event.tag, line), event.anchor, is_mapping))
        if event.anchor:
            self._anchors.pop(event.anchor, None)  # an alias inside would be the value itself

    def _end(self) -> None:
        done = self._stack.pop()
        value: Value = (
            Mapping(*self._entries(done)) if done.is_mapping else Sequence(tuple(done.children), done.line, done.tag)
        )
        self._add(value, done.weight, done.anchor)

    def _add_alias(self, anchor: str, line: int) -> None:
        if anchor not in self._anchors:
            inside = any(opened.anchor == anchor for opened in self._stack)
            what = tr("contains itself") if inside else tr("stands for nothing")
            raise Refusal(
                tr("the alias “*{anchor}” {what}.", anchor=anchor[:40], what=what),
                line,
                tr("Correct that line and try again."),
            )
        value, weight = self._anchors[anchor]
        self._add(value, weight, None)

    def _add(self, value: Value, weight: int, anchor: str | None) -> None:
        self._count(value, weight)
        if anchor:
            self._anchors[anchor] = (value, weight)
        if self._stack:
            self._stack[-1].children.append(value)
            self._stack[-1].weight += weight
        else:
            self._root = value
            self._weight += weight

    def _count(self, value: Value, weight: int) -> None:
        self._events += 1
        if max(self._events, self._weight + weight) > MAX_VALUES:
            raise Refusal(
                tr("there are more than {max_values:,} values, aliases followed.", max_values=MAX_VALUES), value.line
            )

    def _entries(self, done: _Open) -> tuple[dict[str, Value], int, str, dict[str, int]]:
        """Its own keys win over merged ones, earlier merged ones over later ones (YAML merge key language type)."""
        values: dict[str, Value] = {}
        lines: dict[str, int] = {}
        merged: list[Mapping] = []
        for key, value in zip(done.children[::2], done.children[1::2], strict=True):
            if not isinstance(key, Scalar):
                self._remark(tr("A key that is not a text"), tr("it was left out with its value"), key.line)
            elif key.text == _MERGE and not key.quoted:
                merged.extend(self._merged(value))
            else:
                if key.text in values:
                    self._remark(
                        tr("The key “{text}” stands twice", text=key.text[:80]), tr("the later value counts"), key.line
                    )
                values[key.text] = value
                lines[key.text] = key.line
        for mapping in merged:
            for name, value in mapping:
                if name not in values:
                    values[name] = value
                    lines[name] = mapping.line_of(name)
        return values, done.line, done.tag, lines

    def _merged(self, value: Value) -> Iterator[Mapping]:
        for found in value if isinstance(value, Sequence) else (value,):
            if isinstance(found, Mapping):
                yield found
            else:
                self._remark(tr("A merge key without a mapping"), tr("it was left out"), found.line)

    def _remark(self, what: str, why: str, line: int) -> None:
        if len(self._remarks) < MAX_REMARKS:
            self._remarks.append(Remark(what, why, line))

    @staticmethod
    def _tag(tag: str | None, line: int) -> str:
        if tag is None or tag == "!":
            return ""
        if tag.startswith(_OBJECTS):
            raise Refusal(
                tr("the tag “!!python/…” asks for a Python object to be made, which is never done."),
                line,
                tr("Remove the tag, if you trust the file."),
            )
        return "" if tag.startswith(_STANDARD) else tag
