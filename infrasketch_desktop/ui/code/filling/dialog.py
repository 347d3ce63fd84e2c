"""The dialog that has regions of a file written: wish, work, proposal; paid when it is accepted, else free."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from infrasketch_desktop.assistant.estimate import CHAT
from infrasketch_desktop.assistant.filling.accepting import write_fills
from infrasketch_desktop.assistant.filling.preparing import prepare_fill
from infrasketch_desktop.assistant.filling.result import FillResult, FillUpdate
from infrasketch_desktop.assistant.filling.wish import Wish
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.chat.bills import Bill, BillState
from infrasketch_desktop.ui.chat.sending_dialog import SendingDialog
from infrasketch_desktop.ui.chat.till import Till
from infrasketch_desktop.ui.code.filling.asking_page import AskingPage
from infrasketch_desktop.ui.code.filling.proposal_page import ProposalPage
from infrasketch_desktop.ui.code.filling.running import FillRunner
from infrasketch_desktop.ui.code.filling.words import nothing_text, phase_text
from infrasketch_desktop.ui.credits.commands import CreditsCommands
from infrasketch_desktop.ui.credits.words import credits_text
from infrasketch_desktop.ui.errors import is_expected
from infrasketch_desktop.ui.lifeline import lifeline
from infrasketch_desktop.ui.services import Services
from infrasketch_desktop.ui.tasks import Progress, Task, Tasks
from infrasketch_desktop.ui.theme.measures import resize_grown
from infrasketch_desktop.ui.widgets.busy import BusyBar
from infrasketch_desktop.ui.widgets.pages import Pages
from infrasketch_desktop.ui.widgets.roles import button, label, set_role
from infrasketch_desktop.wallet.errors import NotEnoughCreditsError

_SIZE = (860, 560)


@dataclass(frozen=True, slots=True)
class Subject:
    """A file of generated code: where it lies, its regions, and the diagram that it was made from."""

    folder: Path
    path: str
    names: tuple[str, ...]
    diagram: Diagram


@dataclass(frozen=True, slots=True)
class Around:
    """What the dialog takes from the program and its window."""

    services: Services
    tasks: Tasks
    credits: CreditsCommands
    choose_source: Callable[[], object]
    parent: QWidget


class FillDialog(QDialog):
    """`written` follows a file that was changed."""

    written = Signal()

    def __init__(self, subject: Subject, around: Around) -> None:
        super().__init__(around.parent)
        self._subject = subject
        self._around = around
        self._assistant = around.services.assistant
        self._till = Till(around.services.credits, self)
        self._runner = FillRunner(self)
        self._bill: Bill | None = None
        self._is_busy = False
        self._writing: Task | None = None
        self.result_: FillResult | None = None
        self.asking = AskingPage(subject.path, subject.names)
        self.proposal = ProposalPage(around.services.skin, around.services.icons, around.tasks)
        self.trouble = label("", wrap=True, live=True)
        self.cost = label("", "hint")
        self.step = label("", "muted")
        self.busy = BusyBar()
        self.cancel = button(tr("Cancel"), self.reject)
        self.go = button(tr("Write it"), self._go, "primary")
        self.pages = Pages()
        self.setWindowTitle(tr("Fill with Claude"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._build()
        self._connect()
        self._follow()

    # --- asking

    def ask(self) -> None:
        """Have the regions written; the price is held first, and given back for what is not accepted."""
        if self._is_busy or not self.go.isEnabled():
            return
        self._say("")
        self._set_busy(tr("Reading the project…"))
        bill = self._bill = self._assistant.bill(self._around.services.new_id(), CHAT)
        self._prepare(lambda wish: self._hold(replace(wish, operation=bill.op), bill))

    def preview(self) -> None:
        """Show exactly what would be sent."""
        self._prepare(lambda wish: SendingDialog(wish, self._assistant, self).open())

    def _prepare(self, then: Callable[[Wish], object]) -> None:
        subject, words, is_there = self._subject, self.asking.text, lifeline(self)
        names, may_execute = self.asking.names or subject.names, self.asking.tests.isChecked()
        model = self._assistant.choice.model

        def work(_progress: Progress) -> Wish:
            wish = prepare_fill(subject.folder, subject.path, names, words, subject.diagram, may_execute=may_execute)
            return replace(wish, model=model)

        def arrived(wish: Wish) -> None:
            if is_there():
                then(wish)

        def failed(error: Exception) -> None:
            if is_there():
                self._failed(error)

        self._around.tasks.run(tr("Reading the project"), work, arrived, failed, quiet=True)

    def _hold(self, wish: Wish, bill: Bill) -> None:
        is_there = lifeline(self)

        def held() -> None:
            connection = self._assistant.connection
            if not is_there() or self._bill is not bill or connection is None:
                self._till.give_back(bill, came=False)
                return
            self._runner.begin(self._assistant.loop, connection.transport, wish)
            self._follow()

        def failed(error: Exception) -> None:
            if not is_there():
                return
            self._failed(error)
            if isinstance(error, NotEnoughCreditsError):
                self._around.credits.buy(self, wanted=tr("This request"), price=bill.price, then=self.ask)

        self._till.hold(bill, held, failed)

    def _on_updated(self, update: FillUpdate) -> None:
        self.step.setText(phase_text(update.phase))

    def _on_ended(self, result: FillResult) -> None:
        self._set_busy("")
        self._assistant.answered()
        self.result_ = result
        if not result.kept:
            self._give_back(came=result.has_content)
        if result.error is not None:
            self._say(str(result.error), "danger")
        elif not result.fills:
            self._say(" ".join(filter(None, (result.text[:600], nothing_text(result)))))
        else:
            self.proposal.show_result(result)
            self.pages.show_page(self.proposal)
            self._say(nothing_text(result))
        self._follow()

    def _failed(self, error: Exception | None) -> None:
        self._give_back()
        self._set_busy("")
        if error is not None and is_expected(error):
            self._say(str(error), "danger")
            return
        self._say(tr("This ended unexpectedly. Nothing was changed."), "danger")
        if error is not None:
            self._around.services.crashed(error)

    # --- deciding

    def accept_ticked(self) -> None:
        """Write what is ticked, and pay; a part of the proposal is checked once more before."""
        result, names, is_there = self.result_, self.proposal.names, lifeline(self)
        if result is None or not names or self._is_busy:
            return
        self._set_busy(tr("Writing the file…"))

        def work(progress: Progress) -> str:
            return write_fills(result, names, progress.check)

        title = tr("Writing “{name}”", name=result.wish.path.rpartition("/")[2])
        self._writing = self._around.tasks.run(
            title,
            work,
            lambda text: self._on_written(text) if is_there() else None,
            lambda error: self._on_not_written(error) if is_there() else None,
            stopped=lambda: self._on_not_written() if is_there() else None,
        )

    def _on_written(self, text: str) -> None:
        self._writing = None
        bill, self._bill = self._bill, None
        self.written.emit()
        if bill is not None and bill.price:
            self._till.pay(bill, text)
        else:
            self.accept()

    def _on_not_written(self, error: Exception | None = None) -> None:
        self._writing = None
        self._set_busy("")
        if error is not None:
            self._say(str(error), "danger")
            if not is_expected(error):
                self._around.services.crashed(error)

    def _on_paid(self, bill: Bill) -> None:
        """The file is written: close, unless there is something to say about the payment."""
        if bill.state is BillState.GIVEN_BACK:
            return
        if bill.trouble:
            self._set_busy("")
            self.go.hide()
            self._say(tr("The file is written, but this could not be paid: {why}", why=bill.trouble), "danger")
        else:
            self.accept()

    def reject(self) -> None:
        """Stop what runs; else close, and give back what was held."""
        if self._writing is not None:  # what is written by then is paid
            self._writing.cancel()
        elif self._runner.is_running:
            self._runner.stop()
        else:
            self._give_back()
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._runner.abandon()
        super().closeEvent(event)

    def _give_back(self, *, came: bool = True) -> None:
        bill, self._bill = self._bill, None
        if bill is not None:
            self._till.give_back(bill, came=came)

    # --- showing

    def _follow(self) -> None:
        """Offer what can be done now."""
        assistant, asks = self._assistant, self.pages.current is self.asking
        self.asking.show_source(assistant.line, is_connected=assistant.is_connected)
        self.asking.setEnabled(not self._is_busy)
        self.proposal.setEnabled(not self._is_busy)
        self.cost.setText(self._cost(asks=asks))
        self.cost.setVisible(not self._is_busy)
        for part in (self.step, self.busy):
            part.setVisible(self._is_busy)
        kept = self.result_.kept if self.result_ is not None else ()
        ready = assistant.is_connected and self.asking.is_ready if asks else bool(self.proposal.names)
        self.go.setText(tr("Write it") if asks else tr("Accept"))
        self.go.setVisible(asks or bool(kept))
        self.go.setEnabled(ready and not self._is_busy)
        self.cancel.setText(tr("Stop") if self._runner.is_running else tr("Cancel") if asks else tr("Refuse"))
        if not asks and not kept:
            self.cancel.setText(tr("Close"))

    def _cost(self, *, asks: bool) -> str:
        """What it will cost, and when."""
        if asks:
            return self._assistant.estimate_line(CHAT) if self._assistant.is_connected else ""
        price = self._bill.price if self._bill is not None else 0
        return tr("{credits} when you accept, free when you refuse", credits=credits_text(price)) if price else ""

    def _set_busy(self, step: str) -> None:
        self._is_busy = bool(step)
        self.step.setText(step)
        self._follow()

    def _say(self, text: str, role: str = "") -> None:
        self.trouble.setText(text)
        self.trouble.setVisible(bool(text))
        set_role(self.trouble, role)

    def _go(self) -> None:
        self.ask() if self.pages.current is self.asking else self.accept_ticked()

    def _build(self) -> None:
        self.pages.add(self.asking)
        self.pages.add(self.proposal)
        self.trouble.setContentsMargins(24, 0, 24, 12)
        self.trouble.hide()
        bar = QFrame()
        set_role(bar, "bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(24, 12, 24, 12)
        row.setSpacing(12)
        row.addWidget(self.cost, 1)
        row.addWidget(self.step)
        row.addWidget(self.busy, 1)
        row.addWidget(self.cancel)
        row.addWidget(self.go)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.pages, 1)
        layout.addWidget(self.trouble)
        layout.addWidget(bar)
        resize_grown(self, *_SIZE)
        self.go.setDefault(True)
        self.asking.setFocus()

    def _connect(self) -> None:
        self.asking.changed.connect(self._follow)
        self.asking.preview_wanted.connect(self.preview)
        self.asking.source_wanted.connect(self._choose_source)
        self.proposal.changed.connect(self._follow)
        self._assistant.changed.connect(self._follow)
        self._till.changed.connect(self._on_paid)
        self._runner.updated.connect(self._on_updated)
        self._runner.ended.connect(self._on_ended)
        self._runner.failed.connect(self._failed)

    def _choose_source(self) -> None:
        self.reject()
        self._around.choose_source()
