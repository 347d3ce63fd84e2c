"""The properties panel: a form for what is selected, or for the sheet when nothing is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from infrasketch_desktop.diagram import edits
from infrasketch_desktop.diagram.document import Edit
from infrasketch_desktop.diagram.field_names import field_name
from infrasketch_desktop.diagram.records import Edge, Group, Node, Note, Record
from infrasketch_desktop.language import tr, tr_count
from infrasketch_desktop.ui.describing import details_of, name_of
from infrasketch_desktop.ui.editor.editor import Editor
from infrasketch_desktop.ui.panels.kind_icons import KindIcons
from infrasketch_desktop.ui.panels.properties.fields import Field, LineField
from infrasketch_desktop.ui.panels.properties.form import FieldSpec, specs_for
from infrasketch_desktop.ui.theme.measures import grown
from infrasketch_desktop.ui.widgets.roles import label, set_role

Shape = tuple[str, ...]
_BAR, _WIDEST = 14, 240
"""Pixels of a scroll bar beside the form, and that a long name may have the panel wide."""


class PropertiesPanel(QScrollArea):
    """Builds the form anew only when other fields are needed; otherwise it shows new values in the same widgets."""

    def __init__(self, editor: Editor, icons: KindIcons, technologies: Callable[[], Sequence[str]]) -> None:
        super().__init__()
        self._editor = editor
        self._icons = icons
        self._technologies = technologies
        self._shape: Shape | None = None
        self._shown: tuple[str, ...] = ()
        self._fields: dict[str, Field] = {}
        self._icon, self._title, self._detail = QLabel(), label("", "heading"), label("", "hint", wrap=True)
        self._origin = label("", "hint", wrap=True)
        self._origin.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._title.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setWidgetResizable(True)
        self.setAccessibleName(tr("Properties"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        set_role(self, "panel")
        page = QWidget()
        set_role(page, "panel")
        self._layout = QVBoxLayout(page)
        self._layout.setContentsMargins(16, 16, 16, 16)
        self._layout.setSpacing(16)
        self._layout.addLayout(self._header())
        self._form = QWidget()
        self._layout.addWidget(self._form)
        self._layout.addStretch(1)
        self.setWidget(page)
        page.installEventFilter(self)
        editor.selection.changed.connect(self.refresh)
        editor.document_changed.connect(lambda _changes: self.refresh())
        self.refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Be not narrower than the words of the form, which does not scroll sideways, as far as the window has room."""
        page = self.widget()
        if event.type() is QEvent.Type.LayoutRequest and watched is page:
            self.setMinimumWidth(min(page.minimumSizeHint().width() + grown(_BAR), grown(_WIDEST)))
        return super().eventFilter(watched, event)

    def field(self, name: str) -> Field:
        """The widget of one field of the form; KeyError when what is selected has no such field."""
        return self._fields[name]

    def flush(self) -> None:
        """Commit what is being typed, now."""
        for field in self._fields.values():
            field.flush()

    def rebuild(self) -> None:
        """Make the form anew, for example because completions have become known."""
        self._shape = None
        self.refresh()

    def refresh(self) -> None:
        """Show what is selected now; text still being typed is committed to the record it belongs to first."""
        records = self._records()
        ids = tuple(record.id for record in records)
        if ids != self._shown:
            self.flush()
            records = self._records()
        self._shown = ids
        specs = specs_for(records)
        shape = (*sorted({type(r).__name__ for r in records}), *(spec.name for spec in specs))
        if shape != self._shape:
            self._build(specs)
            self._shape = shape
        for spec in specs:
            self._fields[spec.name].show_values([getattr(record, spec.name) for record in records])
        self._describe(records)

    def _records(self) -> list[Record]:
        diagram = self._editor.document.diagram
        found = [record for i in self._editor.selection.ids if (record := diagram.get(i)) is not None]
        return found or [diagram.sheet]

    def _header(self) -> QHBoxLayout:
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._title)
        texts.addWidget(self._detail)
        texts.addWidget(self._origin)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        return row

    def _describe(self, records: Sequence[Record]) -> None:
        record = records[0]
        diagram = self._editor.document.diagram
        self._icon.hide()
        origin = record.origin if isinstance(record, Node) and len(records) == 1 else ""
        self._origin.setVisible(bool(origin))
        self._origin.setText(tr("From {origin}", origin=origin))
        if len(records) > 1:
            self._title.setText(tr_count("%n thing selected", "%n things selected", len(records)))
            self._detail.setText(tr("A change here is made to all of them."))
            return
        if isinstance(record, Node | Group | Note):
            self._icon.setPixmap(self._icons.for_record(record).pixmap(28, 28))
            self._icon.show()
        self._title.setText(_headline(record))
        details = details_of(diagram, record)
        self._detail.setText(details[:1].upper() + details[1:])

    def _build(self, specs: Sequence[FieldSpec]) -> None:
        self._form.hide()
        self._form.deleteLater()
        self._form, self._fields = QWidget(), {}
        rows = QVBoxLayout(self._form)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        for spec in specs:
            field = spec.make()
            field.committed.connect(lambda value, s=spec: self._commit(s, value))
            if isinstance(field, LineField) and spec.name == "technology":
                field.complete_from(self._technologies())
            if spec.titled:
                title = label(spec.title, "section")
                title.setBuddy(field.focusProxy() or field)
                rows.addWidget(title)
            rows.addWidget(field)
            rows.addSpacing(8 if spec.titled else 0)
            self._fields[spec.name] = field
        self._layout.insertWidget(1, self._form)

    def _commit(self, spec: FieldSpec, value: Any) -> None:
        ids = self._shown

        def verb(edit: Edit) -> None:
            for record_id in ids:
                if edit.diagram.get(record_id) is not None:
                    _set(edit, record_id, spec.name, value)

        self._editor.edit(tr("Change {field}", field=field_name(spec.name)), verb)
        self.refresh()


def _set(edit: Edit, record_id: str, name: str, value: Any) -> None:
    """Through the verb of its own where a field has one."""
    match name:
        case "pinned":
            (edits.pin if value else edits.unpin)(edit, [record_id])
        case "locked":
            (edits.lock if value else edits.unlock)(edit, [record_id])
        case "collapsed":
            (edits.collapse if value else edits.expand)(edit, [record_id])
        case _:
            edits.update(edit, record_id, **{name: value})


def _headline(record: Record) -> str:
    match record:
        case Edge():
            return record.label or tr("Connection")
        case Note():
            return tr("Note")
        case _:
            return name_of(record)
