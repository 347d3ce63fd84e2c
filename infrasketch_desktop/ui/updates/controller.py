"""Asks for updates on a thread: quietly some time after the start and then daily, or at once when somebody asks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, QTimer, Signal

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.preferences import Preferences
from infrasketch_desktop.ui.tasks import Progress, Tasks
from infrasketch_desktop.ui.updates.silence import REFUSED
from infrasketch_desktop.updates.daily import is_due
from infrasketch_desktop.updates.silence import Hearing

if TYPE_CHECKING:  # loaded on the thread
    from infrasketch_desktop.updates.checker import Checker
    from infrasketch_desktop.updates.update import Outcome, Update

Ask: TypeAlias = "Callable[[Checker], Outcome | Update | None]"

GOOD = ("up_to_date", "available")
"""Verdicts of a feed that was believed; the type is loaded on the thread."""
START_MS = 30_000
"""After the start: whoever opened the program to work is at work by then."""
AGAIN_MS = 3_600_000
"""How often a program that stays open looks whether a day has passed."""


class Updates(QObject):
    """One for the program. `offered` carries a newer version that was not told of in this run and not passed over."""

    offered = Signal(object)
    fell_silent = Signal()
    """For weeks nothing came that could be believed, although something came; said once."""

    def __init__(
        self,
        open_checker: Callable[[], Checker | None] | None,
        preferences: Preferences,
        now: Callable[[], datetime],
        failed: Callable[[Exception], None],
        parent: QObject | None = None,
    ) -> None:
        """`open_checker` is called on a thread; None for a build without a feed."""
        super().__init__(parent)
        self._open_checker = open_checker
        self._preferences = preferences
        self._now = now
        self._tasks = Tasks(failed, self)
        self._told: set[str] = set()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_time)

    @property
    def has_feed(self) -> bool:
        return self._open_checker is not None

    @property
    def busy(self) -> bool:
        return self._tasks.busy

    def begin(self) -> None:
        """After the start; without a feed nothing ever happens."""
        if self.has_feed:
            self._timer.start(START_MS)

    def look(self) -> None:
        """Tell of a newer version; ask for one when nobody did for a day. Troubles are kept to oneself."""
        if not self._preferences.current.check_for_updates or self.busy:
            return
        if is_due(self._preferences.current.updates_checked, self._now()):
            self._note_time()
            self._run(lambda checker: checker.ask(), self._on_answer)
        else:
            self._run(lambda checker: checker.known(), self._on_found)

    def ask(self, done: Callable[[Outcome | None], None]) -> None:
        """Ask now, whatever the settings say; only with a feed."""

        def answered(outcome: Outcome | None) -> None:
            self._note(outcome)
            done(outcome)

        self._note_time()
        self._run(lambda checker: checker.ask(), answered)

    def pass_over(self, update: Update) -> None:
        """Say nothing of this version any more; of a later one again."""
        self._preferences.change(update_passed_over=update.version)

    def close(self) -> None:
        self._timer.stop()
        self._tasks.close()
        self.deleteLater()

    def _run(self, question: Ask, done: Callable[..., None]) -> None:
        open_checker = self._open_checker

        def work(_progress: Progress) -> Outcome | Update | None:
            import markdown_it  # noqa: F401, PLC0415 - a tenth of a second that notes would cost the window

            checker = open_checker() if open_checker is not None else None
            return None if checker is None else question(checker)

        self._tasks.run(tr("Looking for updates"), work, done, quiet=True)

    def _on_answer(self, outcome: Outcome | None) -> None:
        self._note(outcome)
        self._on_found(outcome.update if outcome is not None else None)

    def _note(self, outcome: Outcome | None) -> None:
        """What the answer says about the feed itself; None where its keys are damaged."""
        verdict = REFUSED if outcome is None else outcome.verdict.value
        now, before = self._now(), self._preferences.current
        hearing = Hearing(before.updates_heard, before.updates_missed).after(now, good=verdict in GOOD)
        trouble = verdict if hearing.is_silent(now) else ""
        self._preferences.change(updates_heard=hearing.heard, updates_missed=hearing.missed, updates_trouble=trouble)
        if trouble == REFUSED != before.updates_trouble:
            self.fell_silent.emit()

    def _on_found(self, update: Update | None) -> None:
        if update is None or update.needs or update.version in self._told:
            return
        if update.version != self._preferences.current.update_passed_over:
            self._told.add(update.version)
            self.offered.emit(update)

    def _note_time(self) -> None:
        """Also when the network is away: daily means daily."""
        self._preferences.change(updates_checked=self._now().isoformat(timespec="seconds"))

    def _on_time(self) -> None:
        self._timer.setInterval(AGAIN_MS)
        self.look()
