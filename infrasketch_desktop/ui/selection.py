"""What is selected, shared by canvas, outline, properties and actions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QObject, Signal


class Selection(QObject):
    """A set of record ids; the last one added is `current`. Emits `changed` only when it truly changed."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids: dict[str, None] = {}

    @property
    def ids(self) -> tuple[str, ...]:
        """In the order they were selected."""
        return tuple(self._ids)

    @property
    def current(self) -> str | None:
        return next(reversed(self._ids), None)

    def __contains__(self, record_id: str) -> bool:
        return record_id in self._ids

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    def set(self, ids: Iterable[str]) -> None:
        self._replace(dict.fromkeys(ids))

    def add(self, ids: Iterable[str]) -> None:
        self._replace(self._ids | dict.fromkeys(ids))

    def toggle(self, record_id: str) -> None:
        ids = dict(self._ids)
        if record_id in ids:
            del ids[record_id]
        else:
            ids[record_id] = None
        self._replace(ids)

    def discard(self, ids: Iterable[str]) -> None:
        gone = set(ids)
        self._replace({i: None for i in self._ids if i not in gone})

    def clear(self) -> None:
        self._replace({})

    def _replace(self, ids: dict[str, None]) -> None:
        if list(ids) != list(self._ids):
            self._ids = ids
            self.changed.emit()
