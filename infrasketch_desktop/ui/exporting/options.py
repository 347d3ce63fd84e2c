"""How the export is to look: format, size, colours, background, and what of the diagram."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from infrasketch_desktop.picture.theme import Theme, themes
from infrasketch_desktop.storage.settings import Settings
from infrasketch_desktop.ui.credits.price import Offer
from infrasketch_desktop.ui.exporting.formats import Choices, ExportFormat
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.text import tr, tr_count
from infrasketch_desktop.ui.widgets.roles import label, set_role

_WIDTH = 232
_SCALES = (1, 2, 3)


class ExportOptions(QWidget):
    """`changed` follows every choice."""

    changed = Signal()

    def __init__(
        self, icons: Icons, formats: Sequence[ExportFormat], canvas: Theme, selected: int, remembered: Settings
    ) -> None:
        """`selected` is the number of things on the canvas that are selected; `canvas` its theme."""
        super().__init__()
        self._icons = icons
        self._formats = formats
        self._canvas = canvas
        self.format = QComboBox()
        self.theme = QComboBox()
        self.transparent = QCheckBox(tr("Transparent background"))
        self.everything = QRadioButton(tr("Whole diagram"))
        self.selection = QRadioButton(tr_count("Selection (%n)", "Selection (%n)", selected))
        self.pixels = label("", "hint")
        self._scales = QButtonGroup(self)
        self.scale_buttons = [_segment(f"{scale}×") for scale in _SCALES]
        self._fill(remembered)
        self._build(choose_area=selected > 0)
        for signal in (self.format.activated, self.theme.activated, self.transparent.toggled):
            signal.connect(lambda _value: self.changed.emit())
        self._scales.idClicked.connect(lambda _id: self.changed.emit())
        self.selection.toggled.connect(lambda _on: self.changed.emit())

    @property
    def chosen_format(self) -> ExportFormat:
        return self._formats[self.format.currentIndex()]

    @property
    def choices(self) -> Choices:
        theme = next((t for t in themes() if t.name == self.theme.currentData()), self._canvas)
        return Choices(_SCALES[self._scales.checkedId()], theme, self.transparent.isChecked())

    @property
    def wants_selection(self) -> bool:
        return self.selection.isChecked()

    def remembered(self) -> dict[str, object]:
        """The settings to find again at the next export."""
        return {
            "export_format": self.chosen_format.id,
            "export_scale": _SCALES[self._scales.checkedId()],
            "export_theme": self.theme.currentData(),
            "export_transparent": self.transparent.isChecked(),
        }

    def show_offers(self, offers: Sequence[Offer]) -> None:
        """Beside each format what it costs, and a lock where that cannot be paid now: nobody has to choose to know."""
        for row, (choice, offer) in enumerate(zip(self._formats, offers, strict=True)):
            self.format.setItemText(row, f"{choice.title} · {offer.cost}" if offer.cost else choice.title)
            self.format.setItemIcon(row, self._icons.icon("lock", "muted") if offer.is_locked else QIcon())

    def _fill(self, remembered: Settings) -> None:
        for choice in self._formats:
            self.format.addItem(choice.title, choice.id)
        self.format.setCurrentIndex(max(self.format.findData(remembered.export_format), 0))
        self.theme.addItem(tr("As on the canvas"), "")
        for theme, name in zip(themes(), (tr("Light"), tr("Dark"), tr("High contrast")), strict=True):
            self.theme.addItem(name, theme.name)
        self.theme.setCurrentIndex(max(self.theme.findData(remembered.export_theme), 0))
        self.transparent.setChecked(remembered.export_transparent)
        for number, segment in enumerate(self.scale_buttons):
            self._scales.addButton(segment, number)
        scale = remembered.export_scale if remembered.export_scale in _SCALES else 2
        self.scale_buttons[_SCALES.index(scale)].setChecked(True)
        self.everything.setChecked(True)

    def _build(self, *, choose_area: bool) -> None:
        self.setMinimumWidth(_WIDTH)
        self.setMaximumWidth(round(_WIDTH * 1.6))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        _add(layout, tr("Format"), self.format)
        row = QHBoxLayout()
        row.setSpacing(6)
        for scale, segment in zip(_SCALES, self.scale_buttons, strict=True):
            segment.setAccessibleName(tr("{scale} times the size", scale=scale))
            row.addWidget(segment, 1)
        layout.addWidget(label(tr("Size"), "section"))
        layout.addLayout(row)
        layout.addWidget(self.pixels)
        layout.addSpacing(6)
        _add(layout, tr("Colours"), self.theme)
        layout.addWidget(self.transparent)
        layout.addSpacing(6)
        area = (label(tr("Area"), "section"), self.everything, self.selection)
        for widget in area:
            layout.addWidget(widget)
            widget.setVisible(choose_area)
        layout.addStretch(1)


def _add(layout: QVBoxLayout, name: str, widget: QWidget) -> None:
    title: QLabel = label(name, "section")
    title.setBuddy(widget)
    widget.setAccessibleName(name)
    layout.addWidget(title)
    layout.addWidget(widget)
    layout.addSpacing(6)


def _segment(text: str) -> QPushButton:
    made = QPushButton(text)
    made.setCheckable(True)
    made.setAutoDefault(False)
    set_role(made, "segment")
    return made
