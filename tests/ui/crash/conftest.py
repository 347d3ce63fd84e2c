"""A reporter with a wallet in memory and no program around it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from infrasketch_desktop.storage.settings import SettingsStore
from infrasketch_desktop.ui.crash.reporter import Around, Reporter
from infrasketch_desktop.ui.crash.runs import LogTail
from infrasketch_desktop.ui.credits.controller import CreditsController
from infrasketch_desktop.ui.preferences import Preferences
from infrasketch_desktop.ui.widgets.banner import Notice
from infrasketch_desktop.vendor import Build, Vendor
from tests.support.credits_desk import MemoryDesk, RecordingOpener
from tests.support.desktop import FakeChooser


@pytest.fixture
def vendor() -> Vendor:
    return Vendor("Acme Diagrams", Build.SANDBOX, support_email="help@vendor.example")


@pytest.fixture
def told() -> list[Notice]:
    return []


@pytest.fixture
def reporter(  # noqa: PLR0917 - fixtures are asked for by name
    qtbot: QtBot,
    tmp_path: Path,
    vendor: Vendor,
    told: list[Notice],
    desk: MemoryDesk,
    opener: RecordingOpener,
    chooser: FakeChooser,
) -> Iterator[Reporter]:
    """With a wallet in memory; the one open diagram is called “Moon Base” and holds a “Payroll”."""
    numbers = count(1)
    around = Around(
        state_folder=tmp_path / "state",
        documents_folder=tmp_path,
        tail=LogTail(),
        vendor=lambda: vendor,
        new_id=lambda: f"{next(numbers):032}",
        words=lambda: ["Moon Base", "Payroll"],
        window=lambda: None,
        tell=told.append,
    )
    credits_ = CreditsController(lambda: desk, lambda error: pytest.fail(str(error)))
    preferences = Preferences(SettingsStore(tmp_path / "settings.json"), lambda error: pytest.fail(str(error)))
    made = Reporter(around, preferences, credits_, opener, chooser)
    yield made
    if made.dialog is not None:
        made.dialog.accept()
    credits_.close()
