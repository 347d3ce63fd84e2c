"""The settings portal of Linux desktops: what a person set for all programs, asked over D-Bus without waiting."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher, QDBusVariant

Key = tuple[str, str]
"""Namespace and name of a setting."""

_WHERE = ("org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Settings")
_PATIENCE = 10_000
"""Milliseconds after which nothing is expected any more; the portal may have to be started for the first question."""


class SettingsPortal(QObject):
    """Asks on one bus (https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Settings.html).

    A bus without a portal, and a portal without a setting, answer nothing.
    """

    told = Signal(str, str, object)
    """Namespace, name and value of a setting that was asked for, or of any that somebody changes."""

    def __init__(self, bus: QDBusConnection, parent: QObject) -> None:
        super().__init__(parent)
        self._bus = bus
        bus.connect(*_WHERE, "SettingChanged", self, SLOT("_changed(QDBusMessage)"))  # type: ignore[call-overload]  # PySide6 takes text

    def ask(self, keys: Iterable[Key]) -> None:
        """Have these settings told once they are known."""
        for key in keys:
            question = QDBusMessage.createMethodCall(*_WHERE, "Read")
            question.setArguments(list(key))
            watcher = QDBusPendingCallWatcher(self._bus.asyncCall(question, _PATIENCE), self)
            watcher.finished.connect(partial(self._answered, key, watcher))

    def _answered(self, key: Key, watcher: QDBusPendingCallWatcher) -> None:
        answer = watcher.reply()
        if answer.type() is QDBusMessage.MessageType.ReplyMessage and answer.arguments():
            self.told.emit(*key, _plain(answer.arguments()[0]))
        watcher.deleteLater()

    @Slot(QDBusMessage)
    def _changed(self, message: QDBusMessage) -> None:
        match message.arguments():
            case [str() as namespace, str() as name, value]:
                self.told.emit(namespace, name, _plain(value))


def session_portal(parent: QObject) -> SettingsPortal | None:
    """The portal of this session; None where there is no bus, which Qt would otherwise start one for."""
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    has_bus = "DBUS_SESSION_BUS_ADDRESS" in os.environ or (runtime and Path(runtime, "bus").exists())
    if sys.platform != "linux" or not has_bus:
        return None
    bus = QDBusConnection.sessionBus()
    return SettingsPortal(bus, parent) if bus.isConnected() else None


def _plain(value: Any) -> Any:
    """What lies in variants, which the portal nests."""
    while isinstance(value, QDBusVariant):
        value = value.variant()
    return value
