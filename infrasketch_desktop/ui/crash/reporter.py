"""Turns mistakes of the program into reports, shows them one at a time, and carries them where they are asked to go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from infrasketch_desktop.language import tr
from infrasketch_desktop.storage.atomic import write_atomically
from infrasketch_desktop.storage.errors import SaveError
from infrasketch_desktop.ui.crash import occasions
from infrasketch_desktop.ui.crash.dialog import ReportDialog
from infrasketch_desktop.ui.crash.drafts import Draft
from infrasketch_desktop.ui.crash.keeping import KeptReports
from infrasketch_desktop.ui.crash.masking import Masks, masks_of_this_computer
from infrasketch_desktop.ui.crash.occasions import Occasion
from infrasketch_desktop.ui.crash.receiver import Receiver
from infrasketch_desktop.ui.crash.report import Report, composed
from infrasketch_desktop.ui.crash.runs import EndedRun, LogTail
from infrasketch_desktop.ui.crash.sending import send
from infrasketch_desktop.ui.crash.traces import retold, signature, told
from infrasketch_desktop.ui.crash.troubles import Troubles
from infrasketch_desktop.ui.credits.controller import CreditsController
from infrasketch_desktop.ui.files.choosing import Chooser
from infrasketch_desktop.ui.lifeline import lifeline
from infrasketch_desktop.ui.opener import Opener
from infrasketch_desktop.ui.preferences import Preferences
from infrasketch_desktop.ui.widgets.banner import Choice, Notice, Tone
from infrasketch_desktop.vendor import Vendor
from infrasketch_desktop.version import program_version
from infrasketch_desktop.wallet.errors import WalletError

if TYPE_CHECKING:
    from infrasketch_desktop.ui.credits.desk import Desk

MOST_SHOWN = 3
"""How often the same mistake opens a dialog in one run; from then on it is one quiet line."""
NOTICE = "crash"
_MISTAKE, _ENDED, _PROBLEM = "InfraSketch made a mistake", "InfraSketch was ended by the system", "A problem"
"""Headings of reports, in English as all of a report."""


@dataclass(frozen=True, slots=True)
class Around:
    """What the reporter asks of the program. `words` are what stands in the open diagrams and what they are called.

    `window` is where a dialog belongs, None while there is none; `tell` shows a message in it.
    """

    state_folder: Path
    tail: LogTail
    vendor: Callable[[], Vendor]
    new_id: Callable[[], str]
    words: Callable[[], Iterable[str]]
    window: Callable[[], QWidget | None]
    tell: Callable[[Notice], None]
    documents_folder: Path


class Reporter:
    """One for the program; the `Ways` of its dialog."""

    def __init__(
        self, around: Around, preferences: Preferences, credits_: CreditsController, opener: Opener, chooser: Chooser
    ) -> None:
        self._around = around
        self._preferences = preferences
        self._credits = credits_
        self._opener = opener
        self._chooser = chooser
        self._seen: Counter[str] = Counter()
        self.kept = KeptReports(around.state_folder)
        self.dialog: ReportDialog | None = None
        self._open, self._later = Troubles(), Troubles()

    # --- occasions

    def crashed(self, error: BaseException) -> None:
        """Show what nobody caught. While a report is open it is added there, or waits until a report that was sent
        has been closed; the same mistake again and again is counted, told once in the window, and no longer shown.
        """
        name = signature(error)
        self._seen[name] += 1
        if self._is_counted(name):
            return
        if self._seen[name] > MOST_SHOWN:
            if self._seen[name] == MOST_SHOWN + 1:  # once: what is drawn anew may be what goes wrong
                self._tell_again()
            return
        masks = self._masks()
        trouble = told(error, masks)
        if self.dialog is None:
            self._open = Troubles()
            self._open.add(name, trouble)
            self._show(self._compose(_MISTAKE, trouble, masks), occasions.mistake())
        elif self.dialog.takes_more:
            self._open.add(name, trouble)
            self.dialog.add(trouble)
        else:
            self._later.add(name, trouble)
            self.dialog.tell_of_more()

    def report_problem(self) -> None:
        """Somebody wants to tell about something; what no server took yet can be chosen instead."""
        self._show(self._compose(_PROBLEM, "", self._masks()), occasions.problem(), self.kept.all())

    def offer(self, *runs: EndedRun) -> None:
        """Say that earlier runs were ended; their reports are kept, and wait until somebody looks."""
        masks = masks_of_this_computer()
        for run in runs:
            text = composed(_ENDED, retold(run.fault, masks), run.log, self._preferences.current, masks)
            report = Report(self._around.new_id(), text)
            report = self.kept.keep(report) or report
        self._around.tell(self._ended(report))

    # --- ways

    @property
    def promise(self) -> str:
        return Receiver(self._around.vendor(), self._credits.server).promise

    @property
    def has_mail(self) -> bool:
        return bool(self._around.vendor().support_email)

    def send(self, draft: Draft, done: Callable[[], None], failed: Callable[[str], None], owner: QObject) -> None:
        """Hand it to the licensing server; what it does not take is kept here, also once `owner` was closed."""
        report, is_there = draft.report, lifeline(owner)

        def work(desk: Desk) -> None:
            send(desk.relay_address(), report)

        def sent(_none: None) -> None:
            self.forget(draft)
            if is_there():
                done()

        def unsent(error: Exception) -> None:
            self.forget(draft)
            kept = self.kept.keep(report)
            draft.first = kept or report
            why = error.what if isinstance(error, WalletError) else tr("It could not be sent.")
            if is_there():
                failed(f"{why} {_kept_text() if kept else _not_kept_text()}")
                self._catch_up()

        self._credits.ask(work, sent, unsent)

    def save(self, report: Report, parent: QWidget) -> str:
        path = self._chooser.copy_to_save(parent, self._around.documents_folder / "infrasketch-report.txt")
        if path is None:
            return ""
        try:
            write_atomically(path, report.text.encode("utf-8", "replace"))
        except SaveError as error:
            return str(error)
        return tr("Saved to {path}. Nothing has been sent.", path=path)

    def write_mail(self, report: Report) -> str:
        subject = tr("InfraSketch {version}: report {number}", version=program_version(), number=report.id[:8])
        body = tr("Please paste the report here, it is in the clipboard.")
        if self._opener.write_mail(self._around.vendor().support_email, subject, body):
            return tr("Your mail program opens. The report is in the clipboard: paste it into the letter.")
        address = self._around.vendor().support_email
        return tr("No mail program answers. Write to {address}; the report is in the clipboard.", address=address)

    def forget(self, draft: Draft) -> None:
        """Delete what is kept of it here, as it was before it was changed."""
        for number in {draft.first.id, draft.report.id}:
            self.kept.forget(number)

    # --- parts

    def _ended(self, report: Report) -> Notice:
        said = tr("InfraSketch ended unexpectedly the last time. What was not saved is offered again.")
        see = Choice(tr("See the report"), lambda: self._show(report, occasions.ended()))
        return Notice(
            said, Tone.WARNING, (see,), key=NOTICE, again=lambda window: window.show_notice(self._ended(report))
        )

    def _compose(self, title: str, trouble: str, masks: Masks) -> Report:
        text = composed(title, trouble, self._around.tail.lines, self._preferences.current, masks)
        return Report(self._around.new_id(), text)

    def _masks(self) -> Masks:
        return masks_of_this_computer(self._around.words())

    def _show(self, report: Report, occasion: Occasion, waiting: Sequence[Report] = ()) -> None:
        """One at a time: whoever asks for another sees the one that is open."""
        if self.dialog is not None:
            self.dialog.activateWindow()
            return
        self.dialog = ReportDialog(report, occasion, self, self._around.window(), waiting)
        self.dialog.finished.connect(self._on_closed)
        self.dialog.open()

    def _on_closed(self) -> None:
        self.dialog, self._open = None, Troubles()
        if self._later:
            QTimer.singleShot(0, self._show_later)

    def _show_later(self) -> None:
        """What went wrong while a report could take no more."""
        if self.dialog is None and self._later:
            self._open, self._later = self._later, Troubles()
            self._show(self._compose(_MISTAKE, self._open.text, self._masks()), occasions.mistake())

    def _catch_up(self) -> None:
        """The report was not sent after all, so it takes what went wrong meanwhile."""
        if self.dialog is not None and self.dialog.takes_more and self._later:
            self.dialog.add(self._later.text)
            self._open.join(self._later)
            self._later = Troubles()

    def _is_counted(self, name: str) -> bool:
        """Whether this mistake stands in a report already, where it is counted."""
        if self.dialog is None:
            return False
        if not self.dialog.takes_more and name in self._later:
            self._later.count(name)
            return True
        if self.dialog.takes_more and name in self._open:
            self.dialog.recount(*self._open.count(name))
            return True
        return False

    def _tell_again(self) -> None:
        text = tr("The same mistake happens again and again. Save your work and open InfraSketch again.")
        self._around.tell(Notice(text, Tone.WARNING, key=NOTICE))


def _kept_text() -> str:
    return tr("The report is kept on this computer; send it later with Help > Report a problem, or save it now.")


def _not_kept_text() -> str:
    return tr("The report could not be kept either: copy or save it now.")
