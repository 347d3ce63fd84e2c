"""The program that `test_killed_window` kills: it draws a description, names a node, says so and goes on."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest

from infrasketch_desktop.app import Program, make_application
from infrasketch_desktop.storage.profile import Profile
from infrasketch_desktop.ui.editor.editor import Editor

LABEL = "Front door"
READY = "typed"
STEP_MS = 20
PATIENCE_MS = 60_000
"""After which it ends by itself, unkilled: something it waits for does not happen."""


class Architect:
    """Types into the first window as soon as there is something to type into."""

    def __init__(self, program: Program) -> None:
        self._window = program.windows.all[0]
        self._asked = False
        self._timer = QTimer(self._window)
        self._timer.timeout.connect(self._go_on)
        self._timer.start(STEP_MS)

    def _go_on(self) -> None:
        if self._window.tasks.busy:
            return
        editor = self._window.editor
        if not self._asked:
            self._asked = True
            QTest.keyClicks(self._window.home.box.edit, "A web app calls an API that stores orders in PostgreSQL\r")
        elif editor is not None:
            self._timer.stop()
            self._rename(editor)

    def _rename(self, editor: Editor) -> None:
        bench = self._window.bench
        assert bench is not None
        editor.selection.set([next(iter(editor.document.diagram.nodes))])
        self._window.commands.perform("edit.label")
        QTest.keyClicks(bench.page.label_editor, f"{LABEL}\r")
        sys.stdout.write(f"{READY}\n")
        sys.stdout.flush()


def main(profile: Path) -> None:
    application = make_application()
    with ExitStack() as stack:
        program = Program(application, Profile.at(profile), stack)
        program.start(())
        architect = Architect(program)
        QTimer.singleShot(PATIENCE_MS, lambda: os._exit(1))
        application.exec()
        del architect


if __name__ == "__main__":
    main(Path(sys.argv[1]))
