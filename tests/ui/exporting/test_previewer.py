"""The preview while it is being made: nobody takes that of another form for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QObject, QSize, QTimer
from pytestqt.qtbot import QtBot

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.exchange.exports import form_named
from infrasketch_desktop.exchange.options import ExportOptions
from infrasketch_desktop.exchange.subject import Subject
from infrasketch_desktop.ui.exporting.previewer import Previewer
from infrasketch_desktop.ui.exporting.previews import TextPreview


class Pane:
    """Remembers what it was told to show."""

    room = page_room = QSize(100, 100)

    def __init__(self) -> None:
        self.shown: list[object] = []
        self.say = self.show_preview = self.shown.append

    def devicePixelRatioF(self) -> float:  # noqa: N802 - as Qt calls it
        return 1.0


class Slow:
    """Tasks that end when the test says so."""

    def __init__(self) -> None:
        self.arrive: Callable[[Any], None]

    def run(self, _title: str, _work: object, arrived: Callable[[Any], None], *_: object, **__: object) -> object:
        self.arrive = arrived
        return SimpleNamespace(cancel=lambda: None)


@pytest.fixture
def pane() -> Pane:
    return Pane()


@pytest.fixture
def slow() -> Slow:
    return Slow()


@pytest.fixture
def previewer(pane: Pane, slow: Slow, qapp: QObject) -> Iterator[Previewer]:
    made = Previewer(pane, slow, lambda _: None, qapp)
    yield made
    made.cancel()
    made.deleteLater()


@pytest.fixture
def draw(previewer: Previewer) -> Callable[[str], None]:
    subject = Subject(build_diagram([]))
    return lambda form: previewer.draw(form_named(form), subject, ExportOptions())


def test_a_slow_preview_of_another_form_is_announced(
    draw: Callable[[str], None], pane: Pane, slow: Slow, qtbot: QtBot
) -> None:
    draw("json")
    slow.arrive(first := TextPreview("{}", is_cut=False))
    draw("pdf")
    qtbot.wait_until(lambda: pane.shown == [first, "Drawing the preview…"])
    slow.arrive(second := TextPreview("pages", is_cut=False))
    assert pane.shown[-1] is second


def test_other_choices_for_the_same_form_leave_what_is_seen(
    previewer: Previewer, draw: Callable[[str], None], pane: Pane, slow: Slow
) -> None:
    draw("json")
    slow.arrive(first := TextPreview("{}", is_cut=False))
    draw("json")
    assert not any(timer.isActive() for timer in previewer.findChildren(QTimer))
    assert pane.shown == [first]
