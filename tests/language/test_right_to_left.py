"""In a language written from right to left the window is mirrored; canvas, pictures and code are not."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby, pairwise

import pytest
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from infrasketch_desktop.language import Language
from infrasketch_desktop.storage.settings import Theme as Appearance
from infrasketch_desktop.ui import window_language
from infrasketch_desktop.ui.icons import MIRRORED, Icons
from infrasketch_desktop.ui.theme.colors import theme_of, window_colors
from infrasketch_desktop.ui.widgets.flow import FlowLayout
from infrasketch_desktop.ui.widgets.roles import label
from infrasketch_desktop.ui.widgets.writing import direction_of, follow_writing
from tests.language.conftest import Speak
from tests.language.pseudo import PseudoArabic
from tests.support.desktop import Desktop
from tests.support.skins import worn

SENTENCE = "A web app calls an API that stores orders in PostgreSQL"
TO_THE_LEFT, TO_THE_RIGHT = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight


@pytest.fixture(autouse=True)
def _in_arabic_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(code: str, number: Callable[[int], str], decimal: Callable[[float, int], str]) -> Language:
        return Language(code, PseudoArabic(), number, decimal)

    monkeypatch.setattr(window_language, "load", load)


def left_of(desktop: Desktop, widget: QWidget) -> int:
    return widget.mapTo(desktop.window, widget.rect().topLeft()).x()


def test_the_palette_stands_where_one_begins_to_read(speak: Speak) -> None:
    with speak("ar") as desktop:
        desktop.describe(SENTENCE)
        canvas = left_of(desktop, desktop.editor.canvas)
        assert left_of(desktop, desktop.bench.panels.properties) < canvas < left_of(desktop, desktop.bench.panels.parts)


def test_pictures_of_the_same_sketch_are_the_same(speak: Speak) -> None:
    """Names and places of what is drawn are the person's: nothing of it is mirrored."""
    shots = []
    for code in ("en", "ar"):
        with speak(code) as desktop:
            desktop.describe(SENTENCE)
            drawn = {node.label: (node.x, node.y) for node in desktop.diagram.nodes.values()}
            shots.append((drawn, desktop.editor.canvas.overview(300, 200, 1.0)[0].toImage()))
    assert shots[0] == shots[1]


def test_code_and_the_numbers_of_its_lines_stand_as_everywhere(speak: Speak) -> None:
    with speak("ar") as desktop:
        desktop.describe(SENTENCE)
        desktop.window.panels.reveal("code")
        desktop.settle()
        assert desktop.bench.panels.code_panel.file.view.layoutDirection() is TO_THE_RIGHT


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("put a queue", TO_THE_RIGHT),
        ("“API” ", TO_THE_RIGHT),
        ("أضف", TO_THE_LEFT),
        ("12 …", TO_THE_LEFT),
        ("", TO_THE_LEFT),
    ],
)
def test_what_is_typed_tells_where_it_begins(text: str, direction: Qt.LayoutDirection) -> None:
    assert direction_of(text, TO_THE_LEFT) is direction


def test_the_caret_waits_where_the_text_will_begin(qtbot: QtBot) -> None:
    edit = QPlainTextEdit()
    qtbot.addWidget(edit)
    edit.setLayoutDirection(TO_THE_LEFT)
    edit.resize(400, 80)
    edit.show()
    follow_writing(edit)
    middle = edit.viewport().width() / 2
    assert edit.cursorRect().x() > middle
    edit.setPlainText("put a queue")
    assert edit.cursorRect().x() < middle
    edit.setPlainText("أضف")
    assert edit.cursorRect().x() > middle


def test_text_that_is_set_without_a_signal_begins_at_its_side_too(qtbot: QtBot) -> None:
    edit = QPlainTextEdit()
    qtbot.addWidget(edit)
    edit.setLayoutDirection(TO_THE_LEFT)
    follow_writing(edit)
    edit.blockSignals(True)
    edit.setPlainText("The system")
    assert edit.document().defaultTextOption().textDirection() is TO_THE_RIGHT


def test_words_in_rows_run_along_the_line_of_writing(qtbot: QtBot) -> None:
    area = QWidget()
    qtbot.addWidget(area)
    layout = FlowLayout(4)
    area.setLayout(layout)
    made = [QPushButton(text) for text in "abc"]
    for button in made:
        layout.addWidget(button)
    for direction in (TO_THE_RIGHT, TO_THE_LEFT):
        area.setLayoutDirection(direction)
        area.resize(600, 100)
        layout.setGeometry(area.rect())
        begins = [button.x() for button in made]
        assert all((first < second) is (direction is TO_THE_RIGHT) for first, second in pairwise(begins))
    assert made[0].geometry().right() == area.rect().right()


def test_rows_of_the_command_palette_begin_with_their_icon(speak: Speak) -> None:
    with speak("ar") as desktop:
        desktop.window.show_palette()
        rows = desktop.window.command_palette.list
        row = rows.visualItemRect(rows.item(1))
        picture, end, height = rows.viewport().grab(row).toImage(), row.width(), row.height()
        icon, gap, title = (QRect(end - far, 0, wide, height) for far, wide in ((30, 18), (40, 8), (60, 18)))
        assert [inked(picture, area) for area in (icon, gap, title)] == [True, False, True]


def inked(picture: QImage, area: QRect) -> bool:
    """Whether anything stands out of the ground."""
    part = picture.copy(area)
    return any(part.pixel(x, y) != part.pixel(0, 0) for x in range(part.width()) for y in range(part.height()))


@pytest.mark.parametrize("name", ["undo", "chevron-right", "align-left", "export"])
def test_icons_that_point_along_the_line_are_mirrored_and_no_others(qapp: QApplication, name: str) -> None:
    class Source:
        colors = window_colors(theme_of(Appearance.LIGHT, system_dark=False))

    def drawn() -> QImage:
        image = QImage(40, 40, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        Icons(Source()).paint(painter, QRectF(0, 0, 40, 40), name, "text")
        painter.end()
        return image

    before = drawn()
    qapp.setLayoutDirection(TO_THE_LEFT)
    try:
        assert (drawn() == before) is (name not in MIRRORED)
    finally:
        qapp.setLayoutDirection(TO_THE_RIGHT)


def test_arrows_of_closed_branches_point_inwards(qapp: QApplication) -> None:
    qapp.setLayoutDirection(TO_THE_LEFT)
    try:
        with worn(qapp):
            assert "marks:left-light.svg" in qapp.styleSheet()
    finally:
        qapp.setLayoutDirection(TO_THE_RIGHT)


def test_a_row_of_two_columns_is_chosen_as_one(qapp: QApplication) -> None:
    """The first column stands at the right: its round corners are the outer ones."""
    qapp.setLayoutDirection(TO_THE_LEFT)
    try:
        with worn(qapp):
            sheet = qapp.styleSheet()
    finally:
        qapp.setLayoutDirection(TO_THE_RIGHT)
    assert '[role="forms"]::item:first { border-top-left-radius: 0;' in sheet
    assert '[role="forms"]::item:last { border-top-right-radius: 0;' in sheet


def test_a_latin_name_begins_where_the_texts_around_it_do(qapp: QApplication, qtbot: QtBot) -> None:
    qapp.setLayoutDirection(TO_THE_LEFT)
    try:
        name = label("PostgreSQL")
    finally:
        qapp.setLayoutDirection(TO_THE_RIGHT)
    qtbot.addWidget(name)
    name.resize(400, 30)
    picture = name.grab().toImage()
    assert inked(picture, QRect(200, 0, 200, 30))
    assert not inked(picture, QRect(0, 0, 200, 30))


def test_the_caret_of_an_empty_line_waits_at_the_side_of_the_windows_texts(qtbot: QtBot) -> None:
    edit = QLineEdit()
    qtbot.addWidget(edit)
    edit.setLayoutDirection(TO_THE_LEFT)
    edit.resize(400, 30)
    follow_writing(edit)
    edit.show()
    for text, at_the_right in (("", True), ("Redis", False), ("", True)):
        edit.setText(text)
        edit.grab()  # where the caret is drawn is known only then
        assert (edit.cursorRect().center().x() > edit.width() / 2) is at_the_right


def test_every_line_of_a_long_text_begins_at_the_right_edge(qapp: QApplication, qtbot: QtBot) -> None:
    qapp.setLayoutDirection(TO_THE_LEFT)
    try:
        text = label("ممم " * 12, wrap=True)
    finally:
        qapp.setLayoutDirection(TO_THE_RIGHT)
    qtbot.addWidget(text)
    text.resize(text.fontMetrics().horizontalAdvance("ممم " * 4), 200)
    picture = text.grab().toImage()
    ground = picture.pixel(0, 0)
    inks = [[x for x in range(picture.width()) if picture.pixel(x, y) != ground] for y in range(picture.height())]
    lines = [list(rows) for has_ink, rows in groupby(inks, key=bool) if has_ink]
    assert len(lines) > 2
    assert len({max(map(max, rows)) for rows in lines}) == 1
