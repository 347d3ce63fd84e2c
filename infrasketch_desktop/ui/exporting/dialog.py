"""The export dialog: see it for nothing, know the price, confirm, get the files and a receipt."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from infrasketch_desktop.exchange.exports import FORMS, Form
from infrasketch_desktop.exchange.pieces import pieces_of
from infrasketch_desktop.exchange.subject import Subject
from infrasketch_desktop.language import tr
from infrasketch_desktop.picture.theme import Theme
from infrasketch_desktop.ui.credits.commands import CreditsCommands
from infrasketch_desktop.ui.credits.desk import Delivery
from infrasketch_desktop.ui.credits.price import Offer, offer
from infrasketch_desktop.ui.errors import is_expected
from infrasketch_desktop.ui.exporting.form_list import FormList
from infrasketch_desktop.ui.exporting.losses_hint import LossesHint
from infrasketch_desktop.ui.exporting.options import OptionsPanel
from infrasketch_desktop.ui.exporting.options_column import OptionsColumn
from infrasketch_desktop.ui.exporting.preview import PreviewPane
from infrasketch_desktop.ui.exporting.previewer import Previewer
from infrasketch_desktop.ui.exporting.previews import PicturePreview
from infrasketch_desktop.ui.exporting.prices import bundle_hint, price_of
from infrasketch_desktop.ui.exporting.receipt import ExportReceipt
from infrasketch_desktop.ui.exporting.remembering import recall, remember
from infrasketch_desktop.ui.exporting.targets import ask_targets
from infrasketch_desktop.ui.exporting.words import form_title
from infrasketch_desktop.ui.exporting.work import PaidExport
from infrasketch_desktop.ui.numbers import number
from infrasketch_desktop.ui.paid.dialog import PAYABLE, Around, PaidDialog, Phrases
from infrasketch_desktop.ui.paid.work import PaidWork
from infrasketch_desktop.ui.services import Services
from infrasketch_desktop.ui.tasks import Tasks
from infrasketch_desktop.ui.widgets.roles import button

_RESIZED_MS = 120
_SIZE = QSize(1120, 680)


@dataclass(frozen=True, slots=True)
class Source:
    """What is exported and from where: `theme` is that of the canvas, `stem` the path without an ending."""

    subject: Subject
    theme: Theme
    stem: Path


class ExportDialog(PaidDialog[Delivery]):
    """One export at a time."""

    def __init__(
        self, source: Source, services: Services, commands: CreditsCommands, tasks: Tasks, parent: QWidget
    ) -> None:
        super().__init__(_phrases(), Around(services, commands, tasks, parent), _SIZE)
        self._source = source
        self._was_ready = False
        remembered = services.preferences.current.export_format
        self.forms = FormList(services.icons, FORMS, remembered)
        self.options = OptionsPanel(source.theme, len(source.subject.selected))
        self.preview = PreviewPane(services.skin)
        self._previewer = Previewer(self.preview, tasks, services.crashed, self)
        self.bundle = button("", lambda: self.forms.choose("document"), "link")
        self.lost = LossesHint()
        self._resized = QTimer(self)
        self._build()
        self._connect()
        self._show_form()
        self._follow()
        self._controller.prepare()

    # --- building

    def _build(self) -> None:
        body, right, middle, side = QHBoxLayout(), QVBoxLayout(), QHBoxLayout(), QVBoxLayout()
        self.column.addLayout(body, 1)
        body.setSpacing(0)
        body.addWidget(self.forms)
        body.addLayout(right, 1)
        right.setSpacing(0)
        right.addLayout(middle, 1)
        right.addWidget(self.trouble)
        self.trouble.setContentsMargins(20, 0, 20, 12)
        middle.setContentsMargins(20, 20, 20, 12)
        middle.setSpacing(20)
        middle.addWidget(self.preview, 1)
        middle.addWidget(OptionsColumn(side))
        side.setContentsMargins(0, 0, 0, 0)
        side.addWidget(self.options)
        side.addWidget(self.bundle, 0, Qt.AlignmentFlag.AlignLeft)
        side.addWidget(self.lost)
        side.addStretch(1)
        self.column.addWidget(self.bar)
        self.bar.go.setFocus()

    def _connect(self) -> None:
        super()._connect()
        self._resized.setSingleShot(True)
        self._resized.setInterval(_RESIZED_MS)
        self._resized.timeout.connect(self._draw)
        self.forms.chosen.connect(self._on_form_chosen)
        self.options.changed.connect(self._on_changed)
        self._previewer.shown.connect(self._follow)
        self._previewer.shown.connect(self._show_losses)

    def _choose_again(self) -> None:
        self.pages.show_page(self._choosing)
        self.bar.go.setDefault(True)
        self.bar.go.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._resized.start()

    # --- what is chosen

    def _on_form_chosen(self) -> None:
        self._services.preferences.change(export_format=self.forms.form.id)
        self._show_form()
        self._changed()

    def _show_form(self) -> None:
        form = self.forms.form
        words = self._services.preferences.current.export_choices
        self.options.show_form(form, recall(words, form.id))
        self.lost.show_losses(())

    def _on_changed(self) -> None:
        words = self._services.preferences.current.export_choices
        chosen = remember(words, self.forms.form.id, self.options.remembered())
        self._services.preferences.change(export_choices=chosen)
        self._changed()

    def _changed(self) -> None:
        self._say("")
        self._follow()
        self._draw()

    # --- the preview

    def _draw(self) -> None:
        self._previewer.draw(self.forms.form, self._source.subject, self.options.chosen)

    def _show_losses(self) -> None:
        preview = self.preview.preview
        self.lost.show_losses(preview.losses if preview is not None else ())

    # --- the price

    def _follow(self) -> None:
        """Show the price by what is known now, and offer only what can be done."""
        shown = self._offer()
        self.bar.show_offer(shown)
        self._show_size()
        self._enable(shown)
        self.forms.show_offers(self._offer_for)
        hint = bundle_hint(self.forms.form, self._controller.known.prices)
        self.bundle.setText(hint)
        self.bundle.setVisible(bool(hint))

    def _offer(self) -> Offer:
        return self._offer_for(self.forms.form)

    def _price(self) -> int:
        return price_of(self.forms.form, self._controller.known.prices) or 0

    def _offer_for(self, form: Form) -> Offer:
        return offer(price_of(form, self._controller.known.prices), self._controller.known)

    def _show_size(self) -> None:
        preview, scale = self.preview.preview, self.options.chosen.scale
        if not isinstance(preview, PicturePreview):
            self.options.show_pixels("")
            return
        width, height = preview.pixels(scale)
        pixels = tr("{width} × {height} pixels", width=number(width), height=number(height))
        too_large = tr("{pixels}: too large", pixels=pixels)
        self.options.show_pixels(too_large if preview.is_too_large(scale) else pixels)

    def _enable(self, shown: Offer) -> None:
        running, payable = self.is_running, shown.verdict in PAYABLE
        preview = self.preview.preview
        scale = self.options.chosen.scale
        fits = not isinstance(preview, PicturePreview) or not preview.is_too_large(scale) or self.forms.form.id != "png"
        self.bar.show_running(running=running, ready=payable and fits)
        self.options.setEnabled(not running)
        self.forms.setEnabled(not running)
        self.bundle.setEnabled(not running)
        self._focus_once_ready()

    def _focus_once_ready(self) -> None:
        """A button that cannot be pressed yet takes no focus; it gets it now, unless it was moved meanwhile."""
        if self.bar.go.isEnabled() and not self._was_ready:
            self._was_ready = True
            if self.focusWidget() in (None, self.forms):
                self.bar.go.setFocus()

    # --- the export

    def _order(self) -> None:
        form, options = self.forms.form, self.options.chosen
        pieces = pieces_of([form], self._source.subject, options, self._source.stem)
        targets = ask_targets(self._services.chooser, self, form, pieces)
        if targets:
            self._previewer.cancel()  # what is paid for has the processors to itself
            title = tr("Exporting “{name}”", name=targets[0].target.name)
            self._start(title, PaidExport(self._payer(), targets))

    @cached_property
    def receipt(self) -> ExportReceipt:
        made = ExportReceipt(self._services.icons, self._services.opener)
        self._take_in(made)
        made.another.connect(self._choose_again)
        return made

    def _written(self, work: PaidWork[Delivery], done: Delivery) -> ExportReceipt:
        losses = work.losses if isinstance(work, PaidExport) else ()
        self.receipt.show_delivery(done, form_title(self.forms.form), losses, low=self._is_low(done))
        return self.receipt

    def _why(self, error: Exception) -> str:
        return str(error) if is_expected(error) else ""

    def _leave(self) -> None:
        self._previewer.cancel()


def _phrases() -> Phrases:
    return Phrases(
        title=tr("Export"),
        begin=tr("Export"),
        buy=tr("Buy credits and export"),
        wanted=tr("This export"),
        cancelled=tr("Cancelled. Nothing was saved, and nothing was charged."),
        failed=tr("The export failed. Nothing was saved, and nothing was charged."),
    )
