"""The palette on the screen: a search box over kinds and technologies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.actions.matching import score
from infrasketch_desktop.ui.panels.kind_icons import KindIcons
from infrasketch_desktop.ui.panels.parts.part import Part, to_mime
from infrasketch_desktop.ui.theme.measures import grown_size, keep_grown
from infrasketch_desktop.ui.widgets.roles import label, set_role
from infrasketch_desktop.ui.widgets.rows import show_names
from infrasketch_desktop.ui.widgets.writing import follow_writing

_PART = Qt.ItemDataRole.UserRole
_LIMIT = 200


class PartsPanel(QWidget):
    """`chosen` carries the part that was clicked; dragging one carries it as `part.MIME`."""

    chosen = Signal(object)

    def __init__(self, icons: KindIcons) -> None:
        super().__init__()
        self._icons = icons
        self._technologies: Sequence[Part] = ()
        self.search = QLineEdit()
        follow_writing(self.search)
        self.search.setPlaceholderText(tr("Search kinds and technologies"))
        self.search.setAccessibleName(tr("Search the palette"))
        self.search.setClearButtonEnabled(True)
        set_role(self.search, "search")
        self.list = _PartList()
        self._nothing = label(tr("No kind or technology fits."), "muted", wrap=True, live=True)
        self._nothing.setContentsMargins(8, 8, 8, 8)
        set_role(self, "panel")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 12, 8, 0)
        layout.setSpacing(8)
        for widget in (self.search, self._nothing, self.list):
            layout.addWidget(widget)
        self.search.textChanged.connect(self.refresh)
        self.list.itemClicked.connect(self._on_chosen)
        self.list.returned.connect(self._on_chosen)
        self.search.returnPressed.connect(self._on_search_returned)
        self.refresh()

    def set_technologies(self, parts: Iterable[Part]) -> None:
        """What the lexicon knows, by name; comes later than the panel because the lexicon is loaded late."""
        self._technologies = sorted(parts, key=lambda part: part.label.casefold())
        self.refresh()

    def refresh(self) -> None:
        """Fill the list for what is in the search box, in the colours of now."""
        query = self.search.text().strip()
        kinds = [Part(kind, tr(kind.display_name)) for kind in NodeKind]
        self.list.clear()
        self._add(tr("Kinds"), _fitting(kinds, query))
        self._add(tr("Technologies"), _fitting(self._technologies, query)[:_LIMIT])
        self._nothing.setVisible(self.list.count() == 0)
        if query and self.list.count() > 1:
            self.list.setCurrentRow(1)

    def _add(self, heading: str, parts: Sequence[Part]) -> None:
        if not parts:
            return
        section = QListWidgetItem(heading)
        section.setFlags(Qt.ItemFlag.NoItemFlags)
        small = QFont(self.font())
        small.setPointSizeF(small.pointSizeF() * 0.9)
        small.setWeight(QFont.Weight.DemiBold)
        section.setFont(small)
        self.list.addItem(section)
        for part in parts:
            item = QListWidgetItem(self._icons.for_kind(part.kind), part.label)
            item.setData(_PART, part)
            item.setToolTip(
                tr(part.kind.display_name) if part.technology else tr("Drag to the canvas, or click to add")
            )
            self.list.addItem(item)

    def _on_chosen(self, item: QListWidgetItem) -> None:
        part = item.data(_PART)
        if part is not None:
            self.chosen.emit(part)

    def _on_search_returned(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self._on_chosen(item)


class _PartList(QListWidget):
    returned = Signal(QListWidgetItem)

    def __init__(self) -> None:
        super().__init__()
        show_names(self)
        self.setAccessibleName(tr("Kinds and technologies"))
        keep_grown(self, lambda: self.setIconSize(grown_size(20, 20)))
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def mimeData(self, items: Sequence[QListWidgetItem]) -> QMimeData:
        return to_mime(items[0].data(_PART))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            self.returned.emit(item)
        else:
            super().keyPressEvent(event)


def _fitting(parts: Sequence[Part], query: str) -> list[Part]:
    if not query:
        return list(parts)
    scored = [(points, part) for part in parts if (points := _best(query, part)) is not None]
    return [part for _, part in sorted(scored, key=lambda pair: (-pair[0], pair[1].label))]


def _best(query: str, part: Part) -> int | None:
    found = (score(query, name) for name in (part.label, *part.aliases))
    return max((points for points in found if points is not None), default=None)
