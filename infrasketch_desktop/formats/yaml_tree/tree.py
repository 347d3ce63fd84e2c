"""The values of a YAML document, each with its line and its tag."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True)
class Scalar:
    """Text as the file has it; what it means (a number, yes or no) is for its reader to say.

    `tag` is what the file states, such as `!Ref`; empty when it states none. `quoted` texts are never null.
    """

    text: str
    line: int
    tag: str = ""
    quoted: bool = False

    @property
    def is_null(self) -> bool:
        return not self.quoted and self.text in _NULLS


@dataclass(frozen=True, slots=True)
class Sequence:
    items: tuple[Value, ...]
    line: int
    tag: str = ""

    def __iter__(self) -> Iterator[Value]:
        return iter(self.items)


@dataclass(frozen=True, slots=True)
class Mapping:
    """Values by the text of their keys, in the order of the file, merge keys (`<<`) already followed.

    `key_lines` says where each key stands.
    """

    values: dict[str, Value]
    line: int
    tag: str = ""
    key_lines: dict[str, int] = field(default_factory=dict)

    def __iter__(self) -> Iterator[tuple[str, Value]]:
        return iter(self.values.items())

    def get(self, key: str) -> Value | None:
        return self.values.get(key)

    def line_of(self, key: str) -> int:
        """Where the key stands; the line of the mapping for one that it does not have."""
        return self.key_lines.get(key, self.line)


Value = Scalar | Sequence | Mapping


@dataclass(frozen=True, slots=True)
class Remark:
    """Something in the text that YAML allows and its author hardly meant, such as a key that stands twice."""

    what: str
    why: str
    line: int


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a file; `root` is None when it is empty."""

    root: Value | None
    line: int
    remarks: tuple[Remark, ...] = ()
