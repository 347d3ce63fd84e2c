"""Direction and edge style of the sheet."""

from __future__ import annotations

import pytest

from infrasketch_desktop.diagram.kinds import Direction, EdgeStyle
from tests.sketcher.commands.support import Speaker, shop


@pytest.mark.parametrize("command", ["lay it out left to right", "make it horizontal", "use a left-to-right layout"])
def test_left_to_right(say: Speaker, command: str) -> None:
    assert say(command, shop()).diagram.sheet.direction is Direction.RIGHT


def test_top_down(say: Speaker) -> None:
    wide = say("make it horizontal", shop()).diagram
    assert say("arrange everything top to bottom", wide).diagram.sheet.direction is Direction.DOWN


def test_curved_edges(say: Speaker) -> None:
    assert say("make the arrows curved", shop()).diagram.sheet.edge_style is EdgeStyle.CURVED
