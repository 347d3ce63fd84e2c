"""The box for sentences shows what stands in it, or instead of it, in all its lines."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from infrasketch_desktop.storage.settings import Theme as Appearance
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.theme.colors import theme_of, window_colors
from infrasketch_desktop.ui.widgets.prompt_box import PromptBox


class Source:
    colors = window_colors(theme_of(Appearance.LIGHT, system_dark=False))


def test_a_narrow_box_has_room_for_every_line_of_its_placeholder(qtbot: QtBot) -> None:
    box = PromptBox(Icons(Source()), "Say", "Describe a change, for example: put a queue between both", rows=(1, 5))
    qtbot.addWidget(box)
    box.resize(900, 60)
    box.show()
    edit = box.edit
    wide = edit.height()
    box.resize(240, 120)
    qtbot.waitUntil(lambda: edit.viewport().height() >= 3 * edit.fontMetrics().lineSpacing())
    assert edit.height() > wide
    box.resize(900, 60)
    qtbot.waitUntil(lambda: edit.height() == wide)
