"""How the export is to look: only the choices that the chosen form has."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from infrasketch_desktop.exchange.exports import Form
from infrasketch_desktop.exchange.options import Area, Choice, ExportOptions, Fonts, Paper
from infrasketch_desktop.language import languages, tr, tr_count, tr_in
from infrasketch_desktop.picture.theme import Theme, themes
from infrasketch_desktop.ui.exporting.choices import Menu, Radios, Segments
from infrasketch_desktop.ui.exporting.words import form_hint, form_title
from infrasketch_desktop.ui.numbers import number
from infrasketch_desktop.ui.theme.measures import grown
from infrasketch_desktop.ui.widgets.roles import label
from infrasketch_desktop.ui.window_language import language_name

_WIDTH = 232
_SCALES = (1, 2, 3, 4)


class OptionsPanel(QWidget):
    """`changed` follows every choice of a person."""

    changed = Signal()

    def __init__(self, canvas: Theme, selected: int) -> None:
        """`selected` is the number of things on the canvas that are selected; `canvas` its theme."""
        super().__init__()
        self._canvas = canvas
        self._selected = selected
        self._form: Form | None = None
        self.title, self.hint = label("", "heading", wrap=True), label("", "muted", wrap=True)
        self.scale = Segments(tr("Size"), [(str(scale), _times(scale)) for scale in _SCALES])
        self.pixels = label("", "hint", wrap=True)
        colours = [(theme.name, name) for theme, name in zip(themes(), _theme_names(), strict=True)]
        self.theme = Menu(tr("Colours"), [("", tr("As on the canvas")), *colours])
        self.transparent = QCheckBox(tr("Transparent background"))
        self.area = Radios(
            tr("Area"),
            [
                (Area.WHOLE.value, tr("Whole diagram")),
                (Area.SELECTION.value, tr_count("Selection (%n)", "Selection (%n)", selected)),
                (Area.PAGE.value, tr("On a page")),
            ],
        )
        self.fonts = Radios(
            tr("Text"),
            [
                (Fonts.EMBEDDED.value, tr("Carry the font in the file")),
                (Fonts.NAMED.value, tr("Only name it (smaller)")),
            ],
        )
        self.paper = Segments(tr("Paper"), [(Paper.A4.value, "A4"), (Paper.LETTER.value, tr("Letter"))])
        spoken = [(code, language_name(code)) for code in languages()]
        self.language = Menu(tr("Language"), [("", tr("As the program")), *spoken])
        self.packing = Radios(tr("Files"), [("folder", tr("A folder")), ("zip", tr("One zip file"))])
        self._build()

    @property
    def chosen(self) -> ExportOptions:
        """What is chosen for the present form; what it has no choice of is standard."""
        theme = next((t for t in themes() if t.name == self.theme.value), self._canvas)
        return ExportOptions(
            theme=theme,
            scale=float(self.scale.value),
            transparent=self.transparent.isChecked(),
            area=Area(self.area.value) if self._has(Choice.AREA) else Area.WHOLE,
            fonts=Fonts(self.fonts.value),
            paper=Paper(self.paper.value),
            zipped=self.packing.value == "zip",
            language=self.language.value,
        )

    def show_form(self, form: Form, remembered: dict[str, str]) -> None:
        """Show the choices of `form` as they were made last."""
        self._form = form
        self.title.setText(form_title(form))
        self.hint.setText(form_hint(form))
        self.scale.choose(remembered.get("scale", "2"))
        self.theme.choose(remembered.get("theme", ""))
        self.transparent.blockSignals(True)
        self.transparent.setChecked(remembered.get("transparent") == "yes")
        self.transparent.blockSignals(False)
        self.area.choose(remembered.get("area", Area.WHOLE.value))
        self.fonts.choose(remembered.get("fonts", Fonts.EMBEDDED.value))
        self.paper.choose(remembered.get("paper", Paper.A4.value))
        self.language.choose(remembered.get("language", ""))
        self.packing.choose(remembered.get("packing", "folder"))
        self._show_choices()

    def show_pixels(self, text: str) -> None:
        """What the size comes to; "" where that is not known."""
        self.pixels.setText(text)
        self.pixels.setVisible(self._has(Choice.SCALE) and bool(text))

    def remembered(self) -> dict[str, str]:
        """The choices to find again; a selection is gone by then."""
        assert self._form is not None
        area = self.area.value if self.area.value != Area.SELECTION else Area.WHOLE.value
        chosen = {
            Choice.SCALE: ("scale", self.scale.value),
            Choice.THEME: ("theme", self.theme.value),
            Choice.TRANSPARENT: ("transparent", "yes" if self.transparent.isChecked() else "no"),
            Choice.AREA: ("area", area),
            Choice.FONTS: ("fonts", self.fonts.value),
            Choice.PAPER: ("paper", self.paper.value),
            Choice.LANGUAGE: ("language", self.language.value),
            Choice.PACKING: ("packing", self.packing.value),
        }
        return dict(pair for choice, pair in chosen.items() if choice in self._form.choices)

    def _build(self) -> None:
        self.setMinimumWidth(_WIDTH)
        self.setMaximumWidth(grown(_WIDTH * 1.6))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        for widget in (
            self.title,
            self.hint,
            self.scale,
            self.pixels,
            self.theme,
            self.transparent,
            self.area,
            self.language,
            self.paper,
            self.fonts,
            self.packing,
        ):
            layout.addWidget(widget)
        layout.addStretch(1)
        for choice in (self.scale, self.theme, self.area, self.language, self.paper, self.fonts, self.packing):
            choice.changed.connect(self._on_changed)
        self.transparent.toggled.connect(self._on_changed)

    def _on_changed(self) -> None:
        self._show_choices()
        self.changed.emit()

    def _show_choices(self) -> None:
        self.scale.setVisible(self._has(Choice.SCALE))
        self.pixels.setVisible(self._has(Choice.SCALE) and bool(self.pixels.text()))
        self.theme.setVisible(self._has(Choice.THEME))
        self.transparent.setVisible(self._has(Choice.TRANSPARENT))
        self.area.show_option(Area.SELECTION.value, shown=self._selected > 0)
        self.area.show_option(Area.PAGE.value, shown=self._has(Choice.PAGE))
        self.area.setVisible(self._has(Choice.AREA) and (self._selected > 0 or self._has(Choice.PAGE)))
        on_page = self._has(Choice.PAGE) and self.area.value == Area.PAGE
        self.paper.setVisible(self._has(Choice.PAPER) or on_page)
        self.fonts.setVisible(self._has(Choice.FONTS))
        self.language.setVisible(self._has(Choice.LANGUAGE))
        self.packing.setVisible(self._has(Choice.PACKING))

    def _has(self, choice: Choice) -> bool:
        return self._form is not None and choice in self._form.choices


def _theme_names() -> Sequence[str]:
    return tr("Light"), tr("Dark"), tr("High contrast"), tr("High contrast, dark")


def _times(scale: int) -> str:
    return tr_in("enlarged so many times", "{number}×", number=number(scale))
