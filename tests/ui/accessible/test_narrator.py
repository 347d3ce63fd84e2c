"""Screen readers are told what happens on the canvas: each event with the record it is about."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from infrasketch_desktop.diagram import edits
from infrasketch_desktop.ui.accessible.announcing import announce
from infrasketch_desktop.ui.accessible.narrator import ONE_BY_ONE
from tests.support.desk import Desk
from tests.support.diagrams import node

EVENTS = QAccessible.Event


@pytest.fixture
def heard(sheet: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> list[tuple[QAccessible.Event, str]]:
    """What was told after this fixture, with the name of whom it is about or what was said."""
    told: list[tuple[QAccessible.Event, str]] = []

    def listen(event: QAccessibleEvent) -> None:
        about = event.accessibleInterface()
        said = isinstance(event, QAccessibleAnnouncementEvent)
        told.append((event.type(), event.message() if said else about.text(QAccessible.Text.Name).partition(",")[0]))

    root = QAccessible.queryAccessibleInterface(sheet.view)
    group = root.child(0)
    for face in (root, group):
        for index in range(face.childCount()):
            face.child(index)
    sheet.view.setFocus()
    qtbot.waitUntil(sheet.view.hasFocus)
    monkeypatch.setattr(QAccessible, "updateAccessibility", listen)
    return told


def test_walking_moves_the_focus_to_the_record(sheet: Desk, heard: list[object]) -> None:
    sheet.selection.set(["web"])
    assert heard == [(EVENTS.StateChanged, "Web"), (EVENTS.SelectionWithin, "Diagram"), (EVENTS.Focus, "Web")]
    heard.clear()
    sheet.selection.clear()
    assert heard[-1] == (EVENTS.Focus, "Diagram")


def test_several_selected_are_counted_aloud(sheet: Desk, heard: list[object]) -> None:
    sheet.selection.set(["web", "api"])
    assert heard[-1] == (EVENTS.Announcement, "2 selected")


def test_what_comes_goes_and_changes_its_name_is_told(sheet: Desk, heard: list[object]) -> None:
    with sheet.document.edit("Add") as edit:
        edit.put(node("cache"))
    assert (EVENTS.ObjectCreated, "Cache") in heard
    with sheet.document.edit("Rename") as edit:
        edits.rename(edit, "cache", "Sessions")
    assert (EVENTS.NameChanged, "Sessions") in heard
    heard.clear()
    with sheet.document.edit("Connect") as edit:
        edits.connect(edit, "api", "cache")
    assert (EVENTS.NameChanged, "Api") in heard
    assert (EVENTS.NameChanged, "Sessions") in heard
    heard.clear()


def test_what_goes_is_told_from_where_it_stood(
    sheet: Desk, heard: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    face = QAccessible.queryAccessibleInterface(sheet.view)
    places = {face.child(i).text(QAccessible.Text.Identifier): i for i in range(face.childCount())}
    gone: dict[str, int] = {}

    def look(event: QAccessibleEvent) -> None:
        if event.type() is EVENTS.ObjectDestroyed:
            about = event.accessibleInterface()
            gone[about.record_id] = face.indexOfChild(about)

    monkeypatch.setattr(QAccessible, "updateAccessibility", look)
    with sheet.document.edit("Remove") as edit:
        edits.remove(edit, ["web"])
    assert gone == {i: places[i] for i in ("web", "web--api")}


def test_very_many_at_once_are_told_as_one(sheet: Desk, heard: list[object]) -> None:
    with sheet.document.edit("Import") as edit:
        for number in range(ONE_BY_ONE + 1):
            edit.put(node(f"n{number}"))
    assert heard == [(EVENTS.ObjectReorder, "Diagram")]


@pytest.mark.usefixtures("heard")
def test_nothing_is_said_while_nobody_listens(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[object] = []
    monkeypatch.setattr(QAccessible, "updateAccessibility", said.append)
    widget = QWidget()
    QAccessible.setActive(False)
    announce(widget, "Saved")
    assert not said
    QAccessible.setActive(True)
    announce(widget, "Saved")
    assert len(said) == 1
