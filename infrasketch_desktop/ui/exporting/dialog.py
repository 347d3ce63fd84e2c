"""The export dialog: see it for nothing, know the price, confirm, get the file and a receipt."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from infrasketch_desktop.ui.credits.commands import CreditsCommands
from infrasketch_desktop.ui.credits.desk import Delivery, Order
from infrasketch_desktop.ui.credits.price import Offer, Verdict, offer
from infrasketch_desktop.ui.credits.price_line import PriceLine
from infrasketch_desktop.ui.credits.words import number
from infrasketch_desktop.ui.errors import is_expected
from infrasketch_desktop.ui.exporting.formats import export_formats
from infrasketch_desktop.ui.exporting.options import ExportOptions
from infrasketch_desktop.ui.exporting.preview import Preview, PreviewPane, draw_preview
from infrasketch_desktop.ui.exporting.receipt import ReceiptPage
from infrasketch_desktop.ui.exporting.subject import Subject
from infrasketch_desktop.ui.exporting.work import PaidExport
from infrasketch_desktop.ui.lifeline import lifeline
from infrasketch_desktop.ui.services import Services
from infrasketch_desktop.ui.tasks import Progress, Task, Tasks
from infrasketch_desktop.ui.text import tr
from infrasketch_desktop.ui.widgets.pages import Pages
from infrasketch_desktop.ui.widgets.roles import button, label, set_role

_RESIZED_MS = 120


class ExportDialog(QDialog):
    """One export at a time; whatever happens before its end costs nothing."""

    def __init__(
        self,
        subject: Subject,
        services: Services,
        commands: CreditsCommands,
        tasks: Tasks,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._subject = subject
        self._services = services
        self._commands = commands
        self._tasks = tasks
        self._controller = services.credits
        self._task: Task | None = None
        self._drawing: Task | None = None
        self._was_ready = False
        self.setWindowTitle(tr("Export"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._formats = export_formats()
        self.options = ExportOptions(
            services.icons, self._formats, subject.theme, len(subject.selected), services.preferences.current
        )
        self.preview = PreviewPane(services.skin)
        self.price = PriceLine(services.icons)
        self.trouble = label("", wrap=True)
        self.busy = QProgressBar()
        self.cancel = button(tr("Cancel"), self.reject)
        self.go = button(tr("Export"), self.export, "primary")
        self.receipt = ReceiptPage(services.icons, services.opener)
        self.pages = Pages()
        self._resized = QTimer(self)
        self._build()
        self._connect()
        self._follow()
        self._controller.prepare()

    # --- building

    def _build(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(20)
        middle.addWidget(self.preview, 1)
        middle.addWidget(self.options)
        bar = QFrame()
        set_role(bar, "bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(24, 12, 24, 12)
        row.setSpacing(12)
        row.addWidget(self.price, 1)
        row.addWidget(self.busy, 1)
        row.addWidget(self.cancel)
        row.addWidget(self.go)
        self._choosing = page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        body = QVBoxLayout()
        body.setContentsMargins(24, 20, 24, 16)
        body.setSpacing(8)
        body.addLayout(middle, 1)
        body.addWidget(self.trouble)
        layout.addLayout(body, 1)
        layout.addWidget(bar)
        self.pages.add(page)
        self.pages.add(self.receipt)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.pages)
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self.busy.setAccessibleName(tr("Progress"))
        self.busy.hide()
        self.trouble.hide()
        self.resize(900, 580)
        self.go.setDefault(True)
        self.go.setFocus()

    def _connect(self) -> None:
        self._resized.setSingleShot(True)
        self._resized.setInterval(_RESIZED_MS)
        self._resized.timeout.connect(self._draw)
        self.options.changed.connect(self._on_chosen)
        self.price.buy_wanted.connect(lambda: self._commands.buy(self))
        self.price.meet_wanted.connect(self._controller.sync)
        self.price.explain_wanted.connect(lambda: self._commands.show_wallet(self))
        self._controller.changed.connect(self._follow)
        self.receipt.closed.connect(self.accept)
        self.receipt.another.connect(self._choose_again)
        self.receipt.buy_wanted.connect(lambda: self._commands.buy(self))

    def _choose_again(self) -> None:
        self.pages.show_page(self._choosing)
        self.go.setDefault(True)
        self.go.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._resized.start()

    def reject(self) -> None:
        """Escape first stops what is under way; the dialog stays to say so."""
        if self._task is not None:
            self._task.cancel()
        else:
            super().reject()

    # --- the preview

    def _on_chosen(self) -> None:
        self._services.preferences.change(**self.options.remembered())
        self._say("")
        self._follow()
        self._draw()

    def _draw(self) -> None:
        """Draw the preview anew; one that is under way for older choices is given up."""
        if self._drawing is not None:
            self._drawing.cancel()
        diagram = self._subject.diagram(selection=self.options.wants_selection)
        choices, room, ratio = self.options.choices, self.preview.room, self.devicePixelRatioF()

        def work(progress: Progress) -> Preview:
            progress.check()
            return draw_preview(diagram, choices.theme, room, ratio, transparent=choices.transparent)

        def arrived(preview: Preview) -> None:
            if is_there():
                self._show_preview(preview)

        is_there = lifeline(self)
        self._drawing = self._tasks.run(tr("Drawing the preview"), work, arrived, quiet=True)

    def _show_preview(self, preview: Preview) -> None:
        self._drawing = None
        self.preview.show_preview(preview)
        self._follow()

    # --- the price

    def _follow(self) -> None:
        """Show the price by what is known now, and offer only what can be done."""
        shown = self._offer(self.options.chosen_format.item)
        self.price.show_offer(shown)
        self.go.setText(tr("Buy credits and export") if shown.verdict is Verdict.TOO_FEW else tr("Export"))
        self._show_size()
        self._enable(shown)
        self.options.show_offers([self._offer(f.item) for f in self._formats])

    def _offer(self, item: str) -> Offer:
        return offer(self._price(item), self._controller.known)

    def _price(self, item: str) -> int | None:
        prices = self._controller.known.prices
        return prices.item(item).credits if prices is not None else None

    def _show_size(self) -> None:
        preview, scale = self.preview.preview, self.options.choices.scale
        if preview is None:
            self.options.pixels.setText("")
            return
        width, height = preview.pixels(scale)
        pixels = tr("{width} × {height} pixels", width=number(width), height=number(height))
        self.options.pixels.setText(tr("{pixels}: too large", pixels=pixels) if preview.is_too_large(scale) else pixels)

    def _enable(self, shown: Offer) -> None:
        running = self._task is not None
        payable = shown.verdict in (Verdict.FREE, Verdict.PAYABLE, Verdict.TOO_FEW)
        preview = self.preview.preview
        fits = preview is None or not preview.is_too_large(self.options.choices.scale)
        self.go.setEnabled(payable and fits and not running)
        self._focus_once_ready()
        self.options.setEnabled(not running)
        self.price.setVisible(not running)
        self.busy.setVisible(running)

    def _focus_once_ready(self) -> None:
        """A button that cannot be pressed yet takes no focus; it gets it now, unless it was moved meanwhile."""
        if self.go.isEnabled() and not self._was_ready:
            self._was_ready = True
            if self.focusWidget() in (None, self.options.format):
                self.go.setFocus()

    # --- the export

    def export(self) -> None:
        """Ask where to, then make and pay; with too few credits sell some first and come back here."""
        shown = self._offer(self.options.chosen_format.item)
        if self._task is not None:
            return
        if shown.verdict is Verdict.TOO_FEW:
            self._sell()
        elif shown.verdict in (Verdict.FREE, Verdict.PAYABLE):
            path = self._services.chooser.picture_to_save(self, self._subject.suggested(self.options.chosen_format))
            if path is not None:
                self._start(path)

    def _sell(self) -> None:
        price = self._price(self.options.chosen_format.item) or 0
        self._commands.buy(self, wanted=tr("This export"), price=price, then=self.export)

    def _start(self, path: Path) -> None:
        chosen, balance = self.options.chosen_format, self._controller.known.balance
        self._say("")
        order = Order(self._services.new_id(), chosen.item, path, self._price(chosen.item) or 0)
        work = PaidExport(
            self._controller.desk,
            order,
            self._subject.diagram(selection=self.options.wants_selection),
            chosen,
            self.options.choices,
            may_fetch=balance is not None and balance.pool > 0,
        )
        self._task = self._tasks.run(
            tr("Exporting “{name}”", name=path.name),
            work.run,
            self._finished,
            self._failed,
            stopped=lambda: self._stopped(work),
        )
        self._follow()
        self.cancel.setFocus()

    def _finished(self, delivery: Delivery) -> None:
        self._task = None
        self._controller.spent()
        self._follow()
        policy = self._controller.known.prices.policy if self._controller.known.prices is not None else None
        low = policy is not None and delivery.after <= policy.low_balance
        self.receipt.show_delivery(delivery, self.options.chosen_format.title, low=low)
        self.pages.show_page(self.receipt)

    def _stopped(self, work: PaidExport) -> None:
        """Cancelled; or too late for that, which is no reason to hide what was paid for."""
        if work.delivered is not None:
            self._finished(work.delivered)
            return
        self._task = None
        self._say(tr("Cancelled. Nothing was saved, and nothing was charged."))
        self._follow()
        self.go.setFocus()

    def _failed(self, error: Exception) -> None:
        self._task = None
        self._controller.refresh()
        self._follow()
        self.go.setFocus()
        if is_expected(error):
            self._say(str(error), "danger")
        else:
            self._say(tr("The export failed. Nothing was saved, and nothing was charged."), "danger")
            self._services.crashed(error)

    def _say(self, text: str, role: str = "muted") -> None:
        set_role(self.trouble, role)
        self.trouble.setText(text)
        self.trouble.setVisible(bool(text))
