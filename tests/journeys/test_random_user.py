"""Whatever a random user does in the real window, the diagram holds together and the canvas shows what it holds."""

import os
from pathlib import Path
from random import SystemRandom

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.storage import sketch_file
from infrasketch_desktop.ui.canvas.scene import CanvasScene
from tests.support.desktop import Desktop, FakeChooser, running
from tests.support.logs import LogWatch
from tests.support.random_user import RandomUser

SEED = "INFRASKETCH_SEED"
SHOWN_STEPS = 25


def test_everyday_a_random_user_breaks_nothing(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, log_watch: LogWatch
) -> None:
    use(qapp, qtbot, tmp_path, log_watch, seed=int(os.environ.get(SEED, "1")), steps=300)


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_in_two_thousand_steps_a_random_user_breaks_nothing(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, log_watch: LogWatch
) -> None:
    seed = int(os.environ.get(SEED) or SystemRandom().randrange(10**9))
    print(f"{SEED}={seed}")
    use(qapp, qtbot, tmp_path, log_watch, seed=seed, steps=2000)


def use(app: QApplication, qtbot: QtBot, folder: Path, log_watch: LogWatch, *, seed: int, steps: int) -> None:
    with running(app, qtbot, folder / "profile", chooser=FakeChooser(folder / "random.infrasketch")) as desktop:
        desktop.window.commands.perform("file.new")
        start = desktop.editor.document.snapshot()
        user = RandomUser(desktop, seed)
        try:
            for number in range(steps):
                user.step()
                check(desktop, log_watch)
                if number % 100 == 99:
                    check_rest(desktop)
                    check_undo(desktop, start)
        except BaseException as error:
            error.add_note(f"{SEED}={seed}, after step {len(user.log)}:\n  " + "\n  ".join(user.log[-SHOWN_STEPS:]))
            raise


def check(desktop: Desktop, log_watch: LogWatch) -> None:
    """Everything that always holds."""
    log_watch.check()
    diagram = desktop.editor.document.snapshot()
    assert build_diagram(list(diagram)).same_records(diagram)
    assert sketch_file.read(sketch_file.write(diagram)).nodes.keys() == diagram.nodes.keys()
    assert all(record_id in diagram for record_id in desktop.editor.selection.ids)
    check_scene(desktop, diagram)


def check_scene(desktop: Desktop, diagram: Diagram) -> None:
    """The canvas has followed every change: a scene made anew has the same records in the same places."""
    followed, made_anew = desktop.editor.canvas._screen.scene, CanvasScene(diagram)
    for record in diagram:
        assert followed.grid.extent(record.id) == made_anew.grid.extent(record.id), record.id


def check_rest(desktop: Desktop) -> None:
    """With the select tool in hand and nothing held, no preview is left on the canvas."""
    desktop.window.commands.perform("tool.select")
    desktop.press(Qt.Key.Key_Escape)
    assert not desktop.editor.canvas._screen.scene.lifted


def check_undo(desktop: Desktop, start: Diagram) -> None:
    """Everything can be undone, back to the empty sheet, and done again."""
    document = desktop.editor.document
    now = document.snapshot()
    steps = 0
    while document.undo():
        steps += 1
    assert document.diagram.same_records(start)
    for _ in range(steps):
        document.redo()
    assert document.diagram.same_records(now)
