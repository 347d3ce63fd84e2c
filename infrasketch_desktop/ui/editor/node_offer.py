"""What an edge that was pulled into the open is asked: which kind of node shall it lead to?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from infrasketch_desktop.diagram import edits
from infrasketch_desktop.diagram.document import Edit
from infrasketch_desktop.diagram.geometry import Point
from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.diagram.records import NODE_HEIGHT
from infrasketch_desktop.diagram.successors import likely_after
from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.canvas.tools.gesture import Attempt
from infrasketch_desktop.ui.canvas.tools.host import ToolHost
from infrasketch_desktop.ui.canvas.tools.titles import name_of
from infrasketch_desktop.ui.canvas.view import CanvasView
from infrasketch_desktop.ui.panels.kind_icons import KindIcons
from infrasketch_desktop.ui.widgets.menu import Menu

_GAP = 6


class NodeOffer:
    """A menu below the node to come, the likeliest kinds first; the canvas shows each kind as it is pointed at.

    Escape, or a click elsewhere, and nothing happened.
    """

    def __init__(self, host: ToolHost, canvas: CanvasView, icons: KindIcons) -> None:
        self._host = host
        self._canvas = canvas
        self._icons = icons

    def open(self, source: str, at: Point) -> None:
        """Ask about a new node with its top-left corner at `at`, connected from `source`."""
        node = self._host.document.diagram.nodes.get(source)
        likely = likely_after(node.kind if node else None)
        menu = Menu(self._canvas)
        menu.setAccessibleName(tr("Kind of the new node"))
        choices = _Choices(self._host, source, at)
        self._fill(menu, likely, choices)
        self._fill(menu.addMenu(tr("More kinds")), [kind for kind in NodeKind if kind not in likely], choices)
        menu.aboutToHide.connect(self._host.clear_preview)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._below(at))
        menu.setActiveAction(menu.actions()[0])
        choices.show(likely[0])

    def _fill(self, menu: QMenu, kinds: Iterable[NodeKind], choices: _Choices) -> None:
        for kind in kinds:
            action = menu.addAction(self._icons.for_kind(kind), tr(kind.display_name))
            action.hovered.connect(partial(choices.show, kind))
            action.triggered.connect(_without_arguments(partial(choices.take, kind)))

    def _below(self, at: Point) -> QPoint:
        x, y = self._canvas.viewport.to_view(at.moved(0, NODE_HEIGHT))
        return self._canvas.mapToGlobal(QPoint(round(x), round(y) + _GAP))


class _Choices:
    """The same new node in any kind: shown, or made as one undo step."""

    def __init__(self, host: ToolHost, source: str, at: Point) -> None:
        self._host = host
        self._source = source
        self._at = at
        self._attempt = Attempt(host)

    def show(self, kind: NodeKind) -> None:
        self._attempt.show(partial(self._run, kind))

    def take(self, kind: NodeKind) -> None:
        name = name_of(self._host.document.diagram, self._source)
        made = self._attempt.commit(tr("Connect {name} to a new node", name=name), partial(self._run, kind))
        if made is not None:
            self._host.selection.set([made])
            self._host.edit_label(made)

    def _run(self, kind: NodeKind, edit: Edit) -> str:
        return edits.connect_to_new_at(edit, self._source, self._at, kind=kind)[0].id


def _without_arguments(function: Callable[[], None]) -> Callable[[bool], None]:
    """`triggered` says whether an action is checked."""
    return lambda _checked: function()
