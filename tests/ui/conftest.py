"""A running program with a profile of its own, for tests that use the window like a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from infrasketch_desktop.app import Program
from infrasketch_desktop.storage.profile import Profile
from infrasketch_desktop.ui.accessible.factory import install
from infrasketch_desktop.ui.main_window import MainWindow
from tests.support.credits_desk import MemoryDesk, RecordingOpener
from tests.support.desktop import FakeChooser

Told = list[tuple[str, QAccessible.AnnouncementPoliteness]]
"""Announcements with how they are to be said."""


@pytest.fixture
def chooser() -> FakeChooser:
    return FakeChooser()


@pytest.fixture
def desk() -> MemoryDesk:
    """A wallet that has met its server, with 250 credits."""
    return MemoryDesk(250)


@pytest.fixture
def opener() -> RecordingOpener:
    return RecordingOpener()


class MemoryVault:
    """Keeps secrets for one test."""

    def __init__(self) -> None:
        self.secrets: dict[str, str] = {}

    def get(self, name: str) -> str | None:
        return self.secrets.get(name)

    def set(self, name: str, value: str) -> None:
        self.secrets[name] = value

    def delete(self, name: str) -> None:
        self.secrets.pop(name, None)


@pytest.fixture
def vault() -> MemoryVault:
    return MemoryVault()


@pytest.fixture
def start(  # noqa: PLR0917 - fixtures are asked for by name
    qapp: QApplication,
    qtbot: QtBot,
    tmp_path: Path,
    cache_folder: Path,
    chooser: FakeChooser,
    desk: MemoryDesk,
    opener: RecordingOpener,
    vault: MemoryVault,
) -> Iterator[Callable[..., Program]]:
    """Starts the program; calling it again is the next run on the same machine."""
    profile = replace(Profile.at(tmp_path / "profile"), cache_folder=cache_folder)
    stack = ExitStack()
    running: list[Program] = []

    def begin(*files: Path) -> Program:
        program = Program(qapp, profile, stack, chooser, desk=desk, opener=opener, vault=vault)
        running.append(program)
        program.start(files)
        for window in program.windows.all:
            window.resize(1280, 800)
        qtbot.waitUntil(
            lambda: program.starter.is_done and not any(w.tasks.busy for w in program.windows.all), timeout=20_000
        )
        return program

    yield begin
    for program in running:
        for window in program.windows.all:
            window.close()
    stack.close()
    qapp.processEvents()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # or each style sheet would be worked out for all of them


@pytest.fixture
def program(start: Callable[..., Program]) -> Program:
    return start()


@pytest.fixture
def window(program: Program) -> MainWindow:
    return program.windows.all[0]


@pytest.fixture
def idle(qtbot: QtBot) -> Callable[[MainWindow], None]:
    """Waits until nothing runs elsewhere for a window."""

    def wait(window: MainWindow) -> None:
        qtbot.waitUntil(lambda: not window.tasks.busy, timeout=20_000)

    return wait


@pytest.fixture
def rest(program: Program, qtbot: QtBot) -> Callable[[], None]:
    """Waits until nothing is asked of the wallet and nothing runs elsewhere."""

    def wait() -> None:
        services = program.services
        qtbot.waitUntil(
            lambda: not services.credits.busy and not any(w.tasks.busy for w in program.windows.all), timeout=20_000
        )

    return wait


@pytest.fixture
def sketched(window: MainWindow, qtbot: QtBot, idle: Callable[[MainWindow], None]) -> MainWindow:
    """A window in which a small system was described: API, PostgreSQL and Redis."""
    qtbot.keyClicks(window.home.box.edit, "An API with a Redis cache and PostgreSQL")
    qtbot.keyClick(window.home.box.edit, "\r")
    qtbot.waitUntil(lambda: not window.shows_home, timeout=20_000)
    idle(window)
    return window


@pytest.fixture
def listening(qapp: QApplication) -> Iterator[None]:
    """Somebody listens, as while a screen reader runs."""
    install()
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch, listening: None) -> Told:
    """What is announced to those who listen from now on, and how politely."""
    told: Told = []

    def listen(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            told.append((event.message(), event.politeness()))

    monkeypatch.setattr(QAccessible, "updateAccessibility", listen)
    return told
