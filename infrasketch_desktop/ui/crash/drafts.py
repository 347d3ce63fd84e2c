"""The reports that a dialog holds at a time: the one it was opened for, and those that wait on this computer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtWidgets import QComboBox

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.crash.report import LONGEST, Report
from infrasketch_desktop.ui.moments import on_date

_MOST_COMMENT = 4000


@dataclass(slots=True)
class Draft:
    """`first` is the report as it was; `comment` and `details` are what stands in the boxes for it."""

    first: Report
    details: str
    comment: str = ""
    is_kept: bool = False
    is_sent: bool = False

    @property
    def report(self) -> Report:
        """As it stands now. A changed one has another number: the server may know the first one already, although its
        answer was lost.
        """
        comment = self.comment.strip()[:_MOST_COMMENT]
        said = f"What the person was doing\n  {comment}\n\n" if comment else ""
        text = (said + self.details)[: LONGEST + _MOST_COMMENT]
        return self.first if text == self.first.text else Report.of(text)


def drafts_of(report: Report, waiting: Sequence[Report], *, is_kept: bool) -> list[Draft]:
    """The first is what the dialog was opened for."""
    return [
        Draft(report, report.text, is_kept=is_kept),
        *(Draft(one, one.text, is_kept=True) for one in waiting),
    ]


class DraftChoice(QComboBox):
    """Which of several is shown; hidden where there is one."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        super().__init__()
        self.setAccessibleName(tr("Which report"))
        self.addItem(tr("A new report"))
        for draft in drafts[1:]:
            when = on_date(datetime.fromtimestamp(draft.first.kept_at, UTC))
            self.addItem(tr("Of {when}, not sent yet", when=when))
        self.setVisible(len(drafts) > 1)
