"""The export dialog: see it for nothing, know the price, confirm, get the files and a receipt."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from infrasketch_desktop.exchange.exports import FORMS, Form
from infrasketch_desktop.exchange.pieces import Piece, pieces_of
from infrasketch_desktop.exchange.subject import Subject
from infrasketch_desktop.language import tr
from infrasketch_desktop.picture.theme import Theme
from infrasketch_desktop.ui.credits.commands import CreditsCommands
from infrasketch_desktop.ui.credits.desk import Delivery
from infrasketch_desktop.ui.credits.price import Offer, Verdict, offer
from infrasketch_desktop.ui.errors import is_expected
from infrasketch_desktop.ui.exporting.bar import ExportBar
from infrasketch_desktop.ui.exporting.form_list import FormList
from infrasketch_desktop.ui.exporting.losses_hint import LossesHint
from infrasketch_desktop.ui.exporting.options import OptionsPanel
from infrasketch_desktop.ui.exporting.options_column import OptionsColumn
from infrasketch_desktop.ui.exporting.preview import PreviewPane
from infrasketch_desktop.ui.exporting.previewer import Previewer
from infrasketch_desktop.ui.exporting.previews import PicturePreview
from infrasketch_desktop.ui.exporting.prices import bundle_hint, price_of
from infrasketch_desktop.ui.exporting.receipt import ReceiptPage
from infrasketch_desktop.ui.exporting.remembering import recall, remember
from infrasketch_desktop.ui.exporting.targets import ask_targets
from infrasketch_desktop.ui.exporting.words import form_title, step_text
from infrasketch_desktop.ui.exporting.work import PaidExport
from infrasketch_desktop.ui.numbers import number
from infrasketch_desktop.ui.services import Services
from infrasketch_desktop.ui.tasks import Task, Tasks
from infrasketch_desktop.ui.widgets.pages import Pages
from infrasketch_desktop.ui.widgets.roles import button, label, set_role

_RESIZED_MS = 120
_SIZE = QSize(1120, 680)


@dataclass(frozen=True, slots=True)
class Source:
    """What is exported and from where: `theme` is that of the canvas, `stem` the path without an ending."""

    subject: Subject
    theme: Theme
    stem: Path


class ExportDialog(QDialog):
    """One export at a time; whatever happens before its end costs nothing."""

    def __init__(
        self, source: Source, services: Services, commands: CreditsCommands, tasks: Tasks, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._source = source
        self._services = services
        self._commands = commands
        self._tasks = tasks
        self._controller = services.credits
        self._task: Task | None = None
        self._work: PaidExport | None = None
        self._was_ready = False
        self.setWindowTitle(tr("Export"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        remembered = services.preferences.current.export_format
        self.forms = FormList(services.icons, FORMS, remembered)
        self.options = OptionsPanel(source.theme, len(source.subject.selected))
        self.preview = PreviewPane(services.skin)
        self._previewer = Previewer(self.preview, tasks, services.crashed, self)
        self.bundle = button("", lambda: self.forms.choose("document"), "link")
        self.lost = LossesHint()
        self.trouble = label("", wrap=True)
        self.bar = ExportBar(services.icons, self.reject, self.export)
        self.receipt = ReceiptPage(services.icons, services.opener)
        self.pages = Pages()
        self._resized = QTimer(self)
        self._build()
        self._connect()
        self._show_form()
        self._follow()
        self._controller.prepare()

    # --- building

    def _build(self) -> None:
        side = QVBoxLayout()
        side.setContentsMargins(0, 0, 0, 0)
        side.addWidget(self.options)
        side.addWidget(self.bundle, 0, Qt.AlignmentFlag.AlignLeft)
        side.addWidget(self.lost)
        side.addStretch(1)
        middle = QHBoxLayout()
        middle.setContentsMargins(20, 20, 20, 12)
        middle.setSpacing(20)
        middle.addWidget(self.preview, 1)
        middle.addWidget(OptionsColumn(side))
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addLayout(middle, 1)
        self.trouble.setContentsMargins(20, 0, 20, 12)
        right.addWidget(self.trouble)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.forms)
        body.addLayout(right, 1)
        self._choosing = page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(body, 1)
        layout.addWidget(self.bar)
        self.pages.add(page)
        self.pages.add(self.receipt)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.pages)
        self.trouble.hide()
        self.resize(_SIZE.boundedTo(self.screen().availableSize()))
        self.bar.go.setDefault(True)
        self.bar.go.setFocus()

    def _connect(self) -> None:
        self._resized.setSingleShot(True)
        self._resized.setInterval(_RESIZED_MS)
        self._resized.timeout.connect(self._draw)
        self.forms.chosen.connect(self._on_form_chosen)
        self.options.changed.connect(self._on_changed)
        self._previewer.shown.connect(self._follow)
        self._previewer.shown.connect(self._show_losses)
        self.bar.price.buy_wanted.connect(lambda: self._commands.buy(self))
        self.bar.price.meet_wanted.connect(self._controller.sync)
        self.bar.price.explain_wanted.connect(lambda: self._commands.show_wallet(self))
        self._controller.changed.connect(self._follow)
        self.receipt.closed.connect(self.accept)
        self.receipt.another.connect(self._choose_again)
        self.receipt.buy_wanted.connect(lambda: self._commands.buy(self))

    def _choose_again(self) -> None:
        self.pages.show_page(self._choosing)
        self.bar.go.setDefault(True)
        self.bar.go.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._resized.start()

    def reject(self) -> None:
        """Escape first stops what is under way; the dialog stays to say so."""
        if self._task is not None:
            self._task.cancel()
        else:
            self._previewer.cancel()
            super().reject()

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
        shown = self._offer(self.forms.form)
        self.bar.show_offer(shown)
        self._show_size()
        self._enable(shown)
        self.forms.show_offers(self._offer)
        hint = bundle_hint(self.forms.form, self._controller.known.prices)
        self.bundle.setText(hint)
        self.bundle.setVisible(bool(hint))

    def _offer(self, form: Form) -> Offer:
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
        running = self._task is not None
        payable = shown.verdict in (Verdict.FREE, Verdict.PAYABLE, Verdict.TOO_FEW)
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

    def export(self) -> None:
        """Ask where to, then make and pay; with too few credits sell some first and come back here."""
        if self._task is not None:
            return
        shown = self._offer(self.forms.form)
        if shown.verdict is Verdict.TOO_FEW:
            self._sell()
        elif shown.verdict in (Verdict.FREE, Verdict.PAYABLE):
            form, options = self.forms.form, self.options.chosen
            pieces = pieces_of([form], self._source.subject, options, self._source.stem)
            targets = ask_targets(self._services.chooser, self, form, pieces)
            if targets:
                self._start(targets)

    def _sell(self) -> None:
        price = price_of(self.forms.form, self._controller.known.prices) or 0
        self._commands.buy(self, wanted=tr("This export"), price=price, then=self.export)

    def _start(self, pieces: tuple[Piece, ...]) -> None:
        form, balance = self.forms.form, self._controller.known.balance
        self._say("")
        self._previewer.cancel()  # what is paid for has the processors to itself
        work = PaidExport(
            self._controller.desk,
            self._services.new_id(),
            pieces,
            price_of(form, self._controller.known.prices) or 0,
            may_fetch=balance is not None and balance.pool > 0,
        )
        self._work = work
        self._task = self._tasks.run(
            tr("Exporting “{name}”", name=pieces[0].target.name),
            work.run,
            lambda delivery: self._finished(work, delivery),
            self._failed,
            stopped=lambda: self._stopped(work),
        )
        self._tasks.changed.connect(self._show_progress)
        self._follow()
        self.bar.cancel.setFocus()

    def _show_progress(self) -> None:
        if self._task is not None and self._work is not None:
            self.bar.show_step(step_text(self._work.step) if self._work.step else "")
            self.bar.show_share(self._task.fraction)

    def _finished(self, work: PaidExport, delivery: Delivery) -> None:
        self._end()
        self._controller.spent()
        self._follow()
        policy = self._controller.known.prices.policy if self._controller.known.prices is not None else None
        low = policy is not None and delivery.credits > 0 and delivery.after <= policy.low_balance
        self.receipt.show_delivery(delivery, form_title(self.forms.form), work.losses, low=low)
        self.pages.show_page(self.receipt)

    def _stopped(self, work: PaidExport) -> None:
        """Cancelled; or too late for that, which is no reason to hide what was paid for."""
        if work.delivered is not None:
            self._finished(work, work.delivered)
            return
        self._end()
        self._say(tr("Cancelled. Nothing was saved, and nothing was charged."))
        self._follow()
        self.bar.go.setFocus()

    def _failed(self, error: Exception) -> None:
        self._end()
        self._controller.refresh()
        self._follow()
        self.bar.go.setFocus()
        if is_expected(error):
            self._say(str(error), "danger")
        else:
            self._say(tr("The export failed. Nothing was saved, and nothing was charged."), "danger")
            self._services.crashed(error)

    def _end(self) -> None:
        self._task = self._work = None
        self._tasks.changed.disconnect(self._show_progress)

    def _say(self, text: str, role: str = "muted") -> None:
        set_role(self.trouble, role)
        self.trouble.setText(text)
        self.trouble.setVisible(bool(text))
