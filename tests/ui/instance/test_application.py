"""Files and links that macOS hands to a program that runs, and what Qt keeps; a process has but one application."""

from __future__ import annotations

from pathlib import Path

from tests.support.programs import Outcome, python

HAND_OVER = """
import sys
from PySide6.QtCore import QUrl
from PySide6.QtGui import QFileOpenEvent
from infrasketch_desktop.app import make_application
app = make_application()
app.asked.connect(lambda word: print(word))
for given in ("/tmp/a b.infrasketch", QUrl("infrasketch://purchase/done"), QUrl.fromLocalFile("/tmp/c.infrasketch")):
    app.sendEvent(app, QFileOpenEvent(given))
"""


def test_they_are_asked_for_like_arguments_of_a_start() -> None:
    words = ["/tmp/a b.infrasketch", "infrasketch://purchase/done", "/tmp/c.infrasketch"]
    assert python(HAND_OVER) == Outcome(0, "".join(f"{word}\n" for word in words), "")


REMEMBER_PLACES = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QFileDialog
from infrasketch_desktop.app import keep_qt_within, make_application
from infrasketch_desktop.storage.profile import Profile
app = make_application()
keep_qt_within(Profile.at(Path(sys.argv[1])))
dialog = QFileDialog()
dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
dialog.show()
dialog.done(1)
del dialog
"""


def test_qt_remembers_its_places_in_the_given_profile_and_not_in_the_home(tmp_path: Path, home: Path) -> None:
    assert python(REMEMBER_PLACES, str(tmp_path)).code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["QtProject.conf"]
    assert [path for path in home.rglob("*") if path.is_file()] == []
