"""Reads the fields of a payload with their types and bounds; what is missing or wrong is refused by name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from infrasketch_desktop.credits.canonical import LARGEST_INTEGER
from infrasketch_desktop.credits.errors import DocumentError, Reason
from infrasketch_desktop.language import tr

LONGEST_TEXT = 255
"""Characters; the columns in which the server keeps such texts take as many."""
LARGEST_COUNT = 10**9
"""One entry a second for thirty years; it fits into the columns in which the server counts."""
HASH = re.compile(r"[0-9a-f]{64}\Z")


@dataclass(frozen=True, slots=True)
class Fields:
    """A view of one object of a payload. Every method raises DocumentError with the reason FIELD."""

    values: Mapping[str, Any]

    def text(self, name: str, longest: int = LONGEST_TEXT) -> str:
        """Never with a NUL, which PostgreSQL keeps in no text."""
        value = self._get(name)
        if not isinstance(value, str) or not 0 < len(value) <= longest or "\x00" in value:
            raise _wrong(name)
        return value

    def optional_text(self, name: str, longest: int = LONGEST_TEXT) -> str | None:
        return None if self.values.get(name) is None else self.text(name, longest)

    def hash(self, name: str) -> str:
        """SHA-256 as 64 lower-case hexadecimal digits."""
        value = self.text(name)
        if not HASH.match(value):
            raise _wrong(name)
        return value

    def integer(self, name: str, least: int = 0) -> int:
        return _integer(name, self._get(name), least)

    def count(self, name: str) -> int:
        """How many of something there were: no more than any device or server reaches."""
        value = self.integer(name)
        if value > LARGEST_COUNT:
            raise _wrong(name)
        return value

    def optional_integer(self, name: str, least: int = 0) -> int | None:
        return None if self.values.get(name) is None else self.integer(name, least)

    def flag(self, name: str) -> bool:
        value = self._get(name)
        if not isinstance(value, bool):
            raise _wrong(name)
        return value

    def texts(self, name: str, longest: int = LONGEST_TEXT) -> tuple[str, ...]:
        value = self._get(name)
        if not isinstance(value, list) or not all(isinstance(item, str) and len(item) <= longest for item in value):
            raise _wrong(name)
        return tuple(value)

    def objects(self, name: str) -> tuple[Fields, ...]:
        value = self._get(name)
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise _wrong(name)
        return tuple(Fields(item) for item in value)

    def object(self, name: str) -> Fields:
        value = self._get(name)
        if not isinstance(value, dict):
            raise _wrong(name)
        return Fields(value)

    def amounts(self, name: str) -> dict[str, int]:
        """Credits by lot: every amount is at least 1."""
        return {lot: _integer(name, amount, least=1) for lot, amount in self.object(name).values.items()}

    def _get(self, name: str) -> Any:
        if name not in self.values:
            raise _wrong(name)
        return self.values[name]


def _integer(name: str, value: Any, least: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= LARGEST_INTEGER:
        raise _wrong(name)
    return value


def _wrong(name: str) -> DocumentError:
    return DocumentError(Reason.FIELD, tr("The field “{name}” of the document is missing or wrong.", name=name))
