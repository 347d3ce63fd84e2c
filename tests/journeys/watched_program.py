"""The real program, started by its command line, which tells what its windows show whenever that changes.

The first argument is `stay`, or `leave` for a program that closes its windows once everything has been loaded; the rest
is its command line. A test of journeys reads one JSON object per line: titles of the windows, the front one first, and
the notices in them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from infrasketch_desktop.cli import main as run
from infrasketch_desktop.cli import open as open_command

STEP_MS = 20


class Watch:
    """Looks at a running program; held by it."""

    def __init__(self, program: Any, *, leaves: bool) -> None:
        from PySide6.QtCore import QTimer

        self._program = program
        self._leaves = leaves
        self._told = ""
        self._timer = QTimer()
        self._timer.timeout.connect(self._look)
        self._timer.start(STEP_MS)

    def _look(self) -> None:
        windows = sorted(self._program.windows.all, key=lambda window: window is not self._program.windows.front)
        seen = {
            "titles": [window.windowTitle().replace("[*]", "") for window in windows],
            "notices": [notice.text for window in windows for notice in window.banners.notices],
            "ready": self._program.starter.is_done and not any(window.tasks.busy for window in windows),
            "profile": str(self._program.profile.settings_folder),
        }
        told = json.dumps(seen)
        if told != self._told:
            self._told = told
            print(told, flush=True)
        if self._leaves and seen["ready"]:
            self._timer.stop()
            self._program.windows.quit()


def main(words: Sequence[str]) -> int:
    """Patched where the window is loaded: what a start does before stays as it is."""

    def load(name: str) -> Any:
        app = import_module(name)
        started = app.Program.start

        def start(program: Any, files: Sequence[Path]) -> None:
            started(program, files)
            program.watch = Watch(program, leaves=words[0] == "leave")

        app.Program.start = start
        return app

    open_command.import_module = load  # type: ignore[attr-defined]
    return run(words[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
