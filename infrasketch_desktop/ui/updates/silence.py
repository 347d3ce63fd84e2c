"""What a person is told once the feed has been silent for weeks: since when, why, and what can be done."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QDate

from infrasketch_desktop.language import tr
from infrasketch_desktop.storage.settings import Settings
from infrasketch_desktop.ui.moments import day
from infrasketch_desktop.vendor import Vendor

REFUSED = "refused"
"""In `Settings.updates_trouble`: something came back and could not be believed; any other text: nothing did."""


def silence(settings: Settings, vendor: Vendor) -> str:
    """The whole text; "" while all is well, or where nobody wants to know."""
    if not (settings.updates_trouble and settings.check_for_updates):
        return ""
    try:
        since = _day_of(settings.updates_heard)
    except (ValueError, OverflowError):  # somebody changed the file
        return ""
    if settings.updates_trouble == REFUSED:
        said = tr(
            "Since {date} nothing that came back about new versions could be trusted. Check the date of this computer, "
            "and whether its network asks to sign in first.",
            date=since,
        )
    else:
        said = tr(
            "Since {date} the place that tells of new versions could not be reached. InfraSketch works without it.",
            date=since,
        )
    where = tr("New versions are also at {address}", address=vendor.website) if vendor.website else ""
    return f"{said} {where}".rstrip()


def _day_of(moment: str) -> str:
    local = datetime.fromisoformat(moment).astimezone()
    return day(QDate(local.year, local.month, local.day))
