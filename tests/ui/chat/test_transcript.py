"""The messages below each other."""

from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from infrasketch_desktop.picture.theme import light_theme
from infrasketch_desktop.ui.chat.transcript import AT_ONCE, SHOWN, Transcript
from infrasketch_desktop.ui.chat.views import MessageView, Who
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.theme.colors import window_colors
from tests.support.dialogs import press

COLORS = window_colors(light_theme())
MANY = [MessageView(Who.ASSISTANT if number % 2 else Who.PERSON, f"Message {number}") for number in range(50)]


@pytest.fixture
def transcript(qtbot: QtBot) -> Transcript:
    made = Transcript(Icons(SimpleNamespace(colors=COLORS)))
    qtbot.addWidget(made)
    made.resize(300, 600)
    made.show()
    made.show_messages(MANY, COLORS, "")
    return made


def texts(transcript: Transcript) -> list[str]:
    """What is shown, from top to bottom."""
    return [card.view.text for card in sorted(transcript.cards, key=lambda card: card.y()) if card.view is not None]


def test_the_newest_messages_come_first_and_others_follow_above_them(transcript: Transcript, qtbot: QtBot) -> None:
    transcript.show_messages([], COLORS, "")
    transcript.show_messages(MANY, COLORS, "")
    assert texts(transcript) == [view.text for view in MANY[-AT_ONCE:]]
    qtbot.waitUntil(lambda: len(transcript.cards) == SHOWN)
    qtbot.waitUntil(lambda: texts(transcript) == [view.text for view in MANY[-SHOWN:]])
    qtbot.waitUntil(lambda: transcript.verticalScrollBar().value() == transcript.verticalScrollBar().maximum())


def test_earlier_messages_are_shown_when_somebody_asks(transcript: Transcript, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: len(transcript.cards) == SHOWN)
    earlier = next(found for found in transcript.findChildren(QAbstractButton) if found.text().startswith("Show"))
    press(qtbot, earlier)
    qtbot.waitUntil(lambda: texts(transcript) == [view.text for view in MANY])
    assert not earlier.isVisible()


def test_an_answer_that_comes_before_all_are_there_takes_its_place(transcript: Transcript, qtbot: QtBot) -> None:
    more = [*MANY, MessageView(Who.PERSON, "One more")]
    transcript.show_messages(more, COLORS, "")
    qtbot.waitUntil(lambda: len(transcript.cards) == SHOWN + 1)
    qtbot.waitUntil(lambda: texts(transcript) == [view.text for view in more[-SHOWN - 1 :]])


def test_a_button_tells_of_its_own_message(transcript: Transcript, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: len(transcript.cards) == SHOWN)
    oldest = len(MANY) - SHOWN
    with qtbot.waitSignal(transcript.review_wanted) as wanted:
        transcript.cards[1].review_wanted.emit()
    assert wanted.args == [oldest + 1]
