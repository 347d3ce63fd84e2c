"""Credits and moments in plain words."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QDateTime

from infrasketch_desktop.language import tr, tr_count
from infrasketch_desktop.ui.moments import day


def credits_text(count: int) -> str:
    """“1 credit”, “1,500 credits”, in the digits of the user."""
    return tr_count("%n credit", "%n credits", count)


def date(at: int) -> str:
    """A day in the form of the user's locale; `at` is in seconds UTC."""
    return day(QDateTime.fromSecsSinceEpoch(at).date())


def moment(at: int) -> datetime:
    return datetime.fromtimestamp(at, UTC)


def debt_text(debt: int) -> str:
    """What an earlier use beyond the balance means for the next purchase."""
    return tr(
        "{credits} were used that had been refunded or already spent elsewhere. The next purchase pays for them first.",
        credits=credits_text(debt),
    )
