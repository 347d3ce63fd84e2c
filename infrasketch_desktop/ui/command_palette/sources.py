"""Gathers what the palette of one window offers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.actions.qactions import ActionSet
from infrasketch_desktop.ui.command_palette.entries import Entry, action_entries, node_entries
from infrasketch_desktop.ui.home.controller import HomeController
from infrasketch_desktop.ui.services import Services

if TYPE_CHECKING:
    from infrasketch_desktop.ui.editor.editor import Editor


class Source(Protocol):
    """The window as the palette sees it."""

    @property
    def editor(self) -> Editor | None: ...
    @property
    def commands(self) -> ActionSet: ...
    @property
    def services(self) -> Services: ...
    @property
    def home_controller(self) -> HomeController: ...
    def open_path(self, path: Path) -> None: ...


def entries(window: Source) -> Iterator[Entry]:
    """Actions, then templates, recent diagrams and the nodes of the open sketch."""
    yield from action_entries(window.commands)
    for template in window.home_controller.templates:
        yield Entry(
            tr("New from template: {title}", title=template.title),
            tr("Template"),
            partial(window.home_controller.use_template, template.name),
            icon="new",
            keywords=template.summary,
            rank=-2,
        )
    for entry in window.services.shelf.recent():
        yield Entry(
            tr("Open {name}", name=entry.title or entry.path.stem),
            tr("Recent"),
            partial(window.open_path, entry.path),
            icon="open",
            keywords=str(entry.path),
            rank=-2,
        )
    if window.editor is not None:
        yield from node_entries(window.editor.document.diagram, window.editor.go_to)
