"""The window is killed without a warning while someone works in it; the next run has everything."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from tests.journeys.killed_window import LABEL, READY
from tests.support.desktop import running
from tests.support.programs import ROOT


def test_what_was_typed_before_a_kill_is_offered_and_whole(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    work_until_killed(tmp_path / "profile")
    with running(qapp, qtbot, tmp_path / "profile") as desktop:
        assert "2 edits" in desktop.window.banners.notices[0].text
        offer = desktop.window.banners.findChildren(QAbstractButton)[0]
        qtbot.mouseClick(offer, Qt.MouseButton.LeftButton)
        desktop.until(lambda: desktop.window.editor is not None)
        labels = {node.label for node in desktop.diagram.nodes.values()}
        assert LABEL in labels
        assert len(labels) == 3
        assert desktop.diagram.edges


def work_until_killed(profile: Path) -> None:
    """Run the program until it says that everything has been typed, and kill it in that moment."""
    command = [sys.executable, "-m", "tests.journeys.killed_window", str(profile)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as child:
        try:
            assert child.stdout is not None
            assert READY in child.stdout.readline()
        finally:
            child.kill()
