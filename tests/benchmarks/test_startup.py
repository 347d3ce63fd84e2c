"""How long a start takes from cold, as ratios to a bare interpreter and to an empty window of Qt."""

import sys
from pathlib import Path

import pytest

from infrasketch_desktop.storage.sketches import save
from tests.support.large_diagrams import large_diagram
from tests.support.profiles import stock_wallet
from tests.support.programs import INFRASKETCH
from tests.support.timing import median_seconds

pytestmark = pytest.mark.benchmark

SENTENCE = "A web app behind a load balancer, with PostgreSQL and a Redis cache"
BARE = (sys.executable, "-c", "pass")
PROGRAM = (sys.executable, *INFRASKETCH[-2:])

EMPTY_WINDOW = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, QApplication.quit)

application = QApplication([])
window = Window()
window.resize(1280, 800)
window.show()
application.exec()
"""

FIRST_PAINT = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from infrasketch_desktop import app
from infrasketch_desktop.instance.entering import Entry, Outcome
from infrasketch_desktop.instance.request import Request
from infrasketch_desktop.storage.profile import Profile

class FirstPaint(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            os._exit(0)  # what happens while closing is not part of the start
        return False

started = app.Program.start
def start(program, files):
    program.first_paint = FirstPaint()
    QApplication.instance().installEventFilter(program.first_paint)
    started(program, files)

app.Program.start = start
app.main(Request(tuple(sys.argv[2:])), Profile.at(Path(sys.argv[1])), Entry(Outcome.ALONE))
"""


@pytest.fixture(scope="module")
def bare() -> float:
    return median_seconds(BARE)


def report(name: str, seconds: float, base: float, base_name: str) -> float:
    ratio = seconds / base
    print(f"\n{name}: {seconds * 1000:.0f} ms, {ratio:.1f} x {base_name}")
    return ratio


def test_version(bare: float) -> None:
    seconds = median_seconds([*PROGRAM, "--version"])
    assert report("infrasketch --version", seconds, bare, "python -c pass") < 15


def test_sketch(bare: float, tmp_path: Path) -> None:
    seconds = median_seconds([*PROGRAM, "sketch", SENTENCE, "--force", "-o", tmp_path / "shop.infrasketch"])
    report("infrasketch sketch", seconds, bare, "python -c pass")


def test_export(bare: float, tmp_path: Path) -> None:
    template = Path(__file__).parents[2] / "resources" / "templates" / "chat.infrasketch"
    words = ["export", template, "--to", "png", "-o", tmp_path, "--yes", "--profile", stock_wallet(tmp_path, 100)]
    seconds = median_seconds([*PROGRAM, *words])
    report("infrasketch export, paid", seconds, bare, "python -c pass")


def test_balance(bare: float, tmp_path: Path) -> None:
    seconds = median_seconds([*PROGRAM, "wallet", "balance", "--profile", stock_wallet(tmp_path, 100)])
    report("infrasketch wallet balance", seconds, bare, "python -c pass")


def test_window_to_its_first_paint(tmp_path: Path) -> None:
    empty = median_seconds([sys.executable, "-c", EMPTY_WINDOW])
    home = median_seconds([sys.executable, "-c", FIRST_PAINT, tmp_path])
    report("window with the home page, to its first paint", home, empty, "an empty window of Qt")


def test_window_with_a_file_to_its_first_paint(tmp_path: Path) -> None:
    save(tmp_path / "fifty.infrasketch", large_diagram(50))
    empty = median_seconds([sys.executable, "-c", EMPTY_WINDOW])
    opened = median_seconds([sys.executable, "-c", FIRST_PAINT, tmp_path, tmp_path / "fifty.infrasketch"])
    report("window with 50 nodes, to its first paint", opened, empty, "an empty window of Qt")
