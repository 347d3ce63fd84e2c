"""Files and links that macOS hands to a program that runs; a child has the application, as a process has but one."""

from __future__ import annotations

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
