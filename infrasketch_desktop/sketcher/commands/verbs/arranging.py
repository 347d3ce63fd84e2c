"""How the sheet reads: direction of the layout and style of the edges."""

from __future__ import annotations

import re

from infrasketch_desktop.diagram.kinds import Direction, EdgeStyle
from infrasketch_desktop.diagram.operations import UpdateSheet
from infrasketch_desktop.sketcher.commands.errors import NotThisReadingError
from infrasketch_desktop.sketcher.commands.grammar import Slots
from infrasketch_desktop.sketcher.commands.turn import Turn

_RIGHT = re.compile(r"left[- ]to[- ]right|left[- ]right|horizontal|sideways|\blr\b|landscape", re.IGNORECASE)
_DOWN = re.compile(r"top[- ](?:to[- ])?(?:bottom|down)|vertical|downwards?|\btb\b|\btd\b|portrait", re.IGNORECASE)


def arrange(turn: Turn, slots: Slots) -> None:
    """The direction that the words name."""
    if _RIGHT.search(slots["how"]):
        turn.scene.update_sheet(UpdateSheet(direction=Direction.RIGHT))
    elif _DOWN.search(slots["how"]):
        turn.scene.update_sheet(UpdateSheet(direction=Direction.DOWN))
    else:
        raise NotThisReadingError


def style(turn: Turn, slots: Slots) -> None:
    """The style of all edges that the words name."""
    word = slots["how"].lower()
    for start, value in (("curv", EdgeStyle.CURVED), ("straight", EdgeStyle.STRAIGHT), ("ortho", EdgeStyle.ORTHOGONAL)):
        if start in word:
            turn.scene.update_sheet(UpdateSheet(edge_style=value))
            return
    raise NotThisReadingError
