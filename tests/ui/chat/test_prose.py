"""Text that streams: the same in the end however it was cut, and nothing in it is loaded."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from infrasketch_desktop.picture.theme import light_theme
from infrasketch_desktop.ui.chat.prose import WHOLE, Prose, end_of_complete_blocks
from infrasketch_desktop.ui.theme.colors import window_colors

COLORS = window_colors(light_theme())
ANSWER = """Here is **one** thing with `code`.

Second, see [a link](https://example.com/a) and <script>x</script>.

- one
- two

  more of two

1. first

2. second

```python
def f():

    return 1
```

| a | b |
|---|---|
| 1 | 2 |

### Head

After all. ![pic](http://127.0.0.1:9/x.png)
"""


def shown(qtbot: QtBot, pieces: list[str]) -> str:
    prose = Prose()
    qtbot.addWidget(prose)
    text = ""
    for piece in pieces:
        text += piece
        prose.show_text(text, COLORS)
    prose.settle()
    return prose.toHtml()


@pytest.mark.parametrize("size", [pytest.param(1, marks=pytest.mark.long), 7, 40])
def test_pieces_do_not_change_what_is_shown_in_the_end(qtbot: QtBot, size: int) -> None:
    pieces = [ANSWER[at : at + size] for at in range(0, len(ANSWER), size)]
    assert shown(qtbot, pieces) == shown(qtbot, [ANSWER])


def test_html_is_shown_as_text_and_a_picture_as_its_words(qtbot: QtBot) -> None:
    prose = Prose()
    qtbot.addWidget(prose)
    prose.show_text(ANSWER, COLORS)
    assert "<script>x</script>" in prose.toPlainText()
    assert "Picture: pic" in prose.toPlainText()
    assert prose.loadResource(QTextDocument.ResourceType.ImageResource.value, QUrl("http://127.0.0.1:9/x.png")) is None


def test_a_long_text_is_rendered_block_by_block_and_stays_whole(qtbot: QtBot) -> None:
    paragraphs = [f"Paragraph {number}, which says something." for number in range(WHOLE // 30)]
    prose = Prose()
    qtbot.addWidget(prose)
    text = ""
    for start in range(0, len(paragraphs), 50):
        text = "\n\n".join(paragraphs[: start + 50])
        prose.show_text(text, COLORS)
    prose.settle()
    assert len(text) > WHOLE
    assert prose.toPlainText().split("\n") == paragraphs


def test_a_text_that_is_another_one_is_shown_anew(qtbot: QtBot) -> None:
    prose = Prose()
    qtbot.addWidget(prose)
    prose.show_text("One.\n\nTwo.\n\nThree.", COLORS)
    prose.show_text("Other.", COLORS)
    assert prose.toPlainText() == "Other."


@pytest.mark.parametrize(
    ("text", "complete"),
    [
        ("One.\n\nTwo.", "One.\n\n"),
        ("One.\n\n", ""),
        ("- a\n\n- b", ""),
        ("- a\n\nText.", "- a\n\n"),
        ("```\na\n\nb", ""),
        ("```\na\n\nb\n```\n\nText.", "```\na\n\nb\n```\n\n"),
        ("One.\n\n    code", ""),
    ],
)
def test_only_what_later_text_cannot_change_is_complete(text: str, complete: str) -> None:
    assert text[: end_of_complete_blocks(text)] == complete


@settings(max_examples=30)
@given(st.text("a \n`-#1.", max_size=60), st.text("a \n`-#1.", max_size=60))
def test_what_was_complete_stays_complete(text: str, more: str) -> None:
    assert end_of_complete_blocks(text + more) >= end_of_complete_blocks(text)
