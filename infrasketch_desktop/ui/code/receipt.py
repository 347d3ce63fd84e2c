"""After generating: where the code is, what was paid, what is left, and what needs a hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal

from infrasketch_desktop.codegen.updating.change import State
from infrasketch_desktop.language import dotted, listed, tr, tr_count
from infrasketch_desktop.ui.code.paths import left_to_right
from infrasketch_desktop.ui.code.survey import failure_text
from infrasketch_desktop.ui.code.words import counted, nodes_text
from infrasketch_desktop.ui.code.work import Outcome
from infrasketch_desktop.ui.credits.words import credits_text
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.opener import Opener, try_folder
from infrasketch_desktop.ui.paid.receipt import Receipt
from infrasketch_desktop.ui.widgets.roles import button, label

_MOST_NAMED = 6


class CodeReceipt(Receipt):
    """`check_wanted` is the step that follows."""

    check_wanted = Signal()

    def __init__(self, icons: Icons, opener: Opener) -> None:
        super().__init__(icons)
        self._opener = opener
        self._folder = Path()
        self.happened, self.trouble = label("", "muted", wrap=True), label("", "danger", wrap=True)
        self.folder = button(tr("Open the folder"), self._open)
        self.check = button(tr("Check it now"), self.check_wanted.emit)
        self.check.setToolTip(tr("Runs the tests of this code, and every linter and validator that is installed here"))
        self._assemble((self.happened, self.trouble), (self.folder, self.check))

    def show_outcome(self, outcome: Outcome, *, low: bool) -> None:
        """`low` tells that few credits are left."""
        code = outcome.code
        self._folder = code.folder
        self._show_sign(is_well=not outcome.trouble)
        self.title.setText(_title(outcome))
        self.place.setText(tr("in {folder}", folder=left_to_right(code.folder)))
        self.bill.setText(_bill(outcome))
        self.happened.setText(_happened(outcome))
        self.trouble.setText("\n".join(_troubles(outcome)))
        self.trouble.setVisible(bool(self.trouble.text()))
        self.check.setVisible(bool(outcome.written.files))
        self._show_left(outcome.paid.after if outcome.paid is not None else 0, low=low)

    def _open(self) -> None:
        trouble = try_folder(self._opener, self._folder)
        if trouble:
            self.trouble.setText(trouble)
            self.trouble.show()


def _title(outcome: Outcome) -> str:
    if outcome.trouble:
        return tr("Paid for, and not in place yet")
    written = len(outcome.written.files)
    if not written:
        return tr("Nothing had to be written")
    return tr_count("%n file was written", "%n files were written", written)


def _bill(outcome: Outcome) -> str:
    if outcome.paid is None:
        return tr("Free: no node got anything new.")
    left = tr("{credits} left", credits=credits_text(outcome.paid.after))
    return dotted((nodes_text(outcome.code.quantity), credits_text(outcome.paid.credits), left))


def _happened(outcome: Outcome) -> str:
    """Files that did not just get written: kept, removed, conflicts to be resolved."""
    changes = outcome.code.update.of(State.MERGED, State.CONFLICT, State.KEPT, State.REMOVED)
    return counted(changes)


def _troubles(outcome: Outcome) -> Sequence[str]:
    told = []
    if outcome.trouble:
        told.append(
            tr("{why} It is paid for and waits in the folder; generating again puts it in place.", why=outcome.trouble)
        )
    told += [failure_text(failure) for failure in outcome.code.failures]
    conflicts = [change.path for change in outcome.code.update.of(State.CONFLICT)]
    if conflicts:
        told.append(tr("Resolve the conflicts in {paths}.", paths=_named(conflicts)))
    told += [
        tr("{name}: {text}", name=left_to_right(one.path), text=one.why)
        for one in outcome.written.unwritten[:_MOST_NAMED]
    ]
    return told


def _named(paths: Sequence[str]) -> str:
    shown = listed(map(left_to_right, paths[:_MOST_NAMED]))
    more = len(paths) - _MOST_NAMED
    return tr_count("{names} and %n more", "{names} and %n more", more, names=shown) if more > 0 else shown
