"""The settings of the person at the screen, as the running program holds them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from infrasketch_desktop.storage.errors import StorageError
from infrasketch_desktop.storage.settings import Settings, SettingsStore


class Preferences(QObject):
    """`current` is read once at start; a change is remembered at once, and a disk that refuses it is told about."""

    changed = Signal()

    def __init__(
        self, store: SettingsStore, failed: Callable[[Exception], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._failed = failed
        loaded = store.load()
        self.current: Settings = loaded.settings
        self.warnings = loaded.warnings

    def change(self, **values: Any) -> None:
        """Set the named settings."""
        if all(getattr(self.current, name) == value for name, value in values.items()):
            return
        try:
            self.current = self._store.change(**values)
        except StorageError as error:
            self._failed(error)
            return
        self.changed.emit()
