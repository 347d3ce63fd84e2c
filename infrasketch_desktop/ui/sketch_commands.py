"""What can be done with the open sketch of one window; on the home page all of it does nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint

from infrasketch_desktop.diagram.kinds import Direction

if TYPE_CHECKING:  # what belongs to a sketch is loaded after the first paint
    from infrasketch_desktop.ui.workbench import Workbench


class SketchCommands:
    """`bench` is what belongs to the open sketch, `corner` the point of the window below which tidying is offered."""

    def __init__(self, bench: Callable[[], Workbench | None], corner: Callable[[], QPoint]) -> None:
        self._bench = bench
        self._corner = corner

    @property
    def tool(self) -> str:
        """The tool in hand, by the name that actions use; "" without a sketch."""
        bench = self._bench()
        return bench.tool if bench is not None else ""

    def choose_tool(self, name: str) -> None:
        if bench := self._bench():
            bench.choose_tool(name)

    def find(self) -> None:
        if bench := self._bench():
            bench.page.find_bar.open_finder()

    def tidy(self) -> None:
        """Offer to tidy, and say what would move."""
        if bench := self._bench():
            bench.tidy.open_below(self._corner())

    def turn(self, direction: Direction) -> None:
        """Let the sheet read the other way."""
        if bench := self._bench():
            bench.turn(direction)

    def describe(self) -> None:
        """Type a change in words."""
        if bench := self._bench():
            bench.page.prompt.setFocus()

    def edit_label(self) -> None:
        if bench := self._bench():
            bench.edit_label()

    def finish_label(self) -> None:
        """Take over what is being typed on the canvas, if anything is."""
        if bench := self._bench():
            bench.page.label_editor.finish()
