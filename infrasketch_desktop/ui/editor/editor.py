"""One open sketch at work: its document, what is selected, the canvas it is drawn on, and the verbs of the keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Signal

from infrasketch_desktop.diagram import edits
from infrasketch_desktop.diagram.changes import ChangeSet
from infrasketch_desktop.diagram.document import Document, Edit
from infrasketch_desktop.diagram.errors import DiagramError
from infrasketch_desktop.diagram.geometry import Point, Rect, Side
from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.diagram.records import NODE_HEIGHT, NODE_WIDTH, Node
from infrasketch_desktop.diagram.spots import free_near
from infrasketch_desktop.diagram.subsets import with_descendants
from infrasketch_desktop.language import tr, tr_in
from infrasketch_desktop.picture.artist import BadgeSource
from infrasketch_desktop.picture.theme import Theme
from infrasketch_desktop.storage.session import SketchSession
from infrasketch_desktop.ui.accessible.announcing import announce
from infrasketch_desktop.ui.canvas.view import CanvasView
from infrasketch_desktop.ui.editor.walking import neighbour
from infrasketch_desktop.ui.selection import Selection


class Editor(QObject):
    """`document_changed` carries each finished change set; `changed` is emitted for anything actions depend on."""

    document_changed = Signal(object)
    changed = Signal()
    refused = Signal(str)

    def __init__(
        self,
        session: SketchSession,
        theme: Theme,
        parent: QObject | None = None,
        *,
        badge_for: BadgeSource | None = None,
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.selection = Selection(self)
        self.canvas = CanvasView(session.document, self.selection, theme, badge_for=badge_for)
        self._unsubscribe = session.document.subscribe(self._on_changed)
        self.selection.changed.connect(self.changed)
        self.canvas.viewport_changed.connect(self.changed)

    @property
    def document(self) -> Document:
        return self.session.document

    def close(self) -> None:
        """Hear no more of the document."""
        self._unsubscribe()
        self.canvas.detach()

    def edit(self, title: str, verb: Callable[[Edit], object]) -> bool:
        """Run `verb` as one undo step. False when the diagram refused it: nothing changed, and the window says why."""
        try:
            with self.document.edit(title) as edit:
                verb(edit)
        except DiagramError as error:
            self.refused.emit(str(error))
            return False
        return True

    def undo(self) -> None:
        step = self.document.undo_title
        self.document.undo()
        announce(self.canvas, tr("Undone: {step}", step=step) if step else "")

    def redo(self) -> None:
        step = self.document.redo_title
        self.document.redo()
        announce(self.canvas, tr("Redone: {step}", step=step) if step else "")

    def select_all(self) -> None:
        diagram = self.document.diagram
        self.selection.set((*diagram.groups, *diagram.nodes, *diagram.notes, *diagram.edges))

    def nodes_within(self, ids: Iterable[str]) -> tuple[Node, ...]:
        """The nodes among `ids` and inside the groups among them."""
        nodes = self.document.diagram.nodes
        return tuple(nodes[i] for i in with_descendants(self.document.diagram, ids) if i in nodes)

    def group_selection(self) -> None:
        made: list[str] = []
        ids = self.placed_selection()
        if self.edit(tr("Group"), lambda edit: made.append(edits.group(edit, ids, tr_in("noun", "Group")).id)):
            self.selection.set(made)

    def ungroup_selection(self) -> None:
        freed: list[str] = []
        ids = [i for i in self.selection.ids if i in self.document.diagram.groups]
        if self.edit(tr("Ungroup"), lambda edit: freed.extend(edits.ungroup(edit, ids))):
            self.selection.set(freed)

    def connect_to_new(self, side: Side) -> bool:
        """Grow a node out of the current one, bring it into sight and go on from there. False when it was refused."""
        made: list[str] = []
        source = self.selection.current or ""
        grown = self.edit(
            tr("Connect to a new node"), lambda edit: made.append(edits.connect_to_new(edit, source, side)[0].id)
        )
        if grown:
            self.go_to(made[0])
        return grown

    def insert(self, kind: NodeKind, label: str, technology: str = "", at: Point | None = None) -> None:
        """Add a node with its middle at `at`, or at a free place in sight."""
        made: list[str] = []
        corner = self._corner(at)
        group = self.canvas.group_at(at) if at is not None else None

        def verb(edit: Edit) -> None:
            made.append(
                edits.add_node(edit, kind, label, corner, technology=technology, group=group, pinned=at is not None).id
            )

        if self.edit(tr("Add {name}", name=label), verb):
            self.selection.set(made)

    def go_to(self, record_id: str) -> None:
        """Select a record and bring it into sight."""
        shown = self.document.diagram.shown(record_id)
        self.selection.set([shown])
        self.canvas.reveal([shown])

    def walk(self, side: Side) -> None:
        """Select the neighbour along an edge that lies furthest in the direction of `side`."""
        origin = self.selection.current
        found = neighbour(self.document.diagram, origin, side) if origin else None
        if found is not None:
            self.go_to(found)

    def _corner(self, at: Point | None) -> Point:
        middle = at or self.canvas.viewport.center
        corner = Point(round(middle.x - NODE_WIDTH / 2), round(middle.y - NODE_HEIGHT / 2))
        if at is not None:
            return corner
        free = free_near(self.document.diagram, Rect(corner.x, corner.y, NODE_WIDTH, NODE_HEIGHT), horizontally=True)
        return Point(free.x, free.y)

    def placed_selection(self) -> tuple[str, ...]:
        return tuple(i for i in self.selection.ids if self.document.diagram.placed(i) is not None)

    def _on_changed(self, changes: ChangeSet) -> None:
        gone = [change.id for change in changes if change.after is None]
        self.selection.discard(gone)
        self.document_changed.emit(changes)
        self.changed.emit()
