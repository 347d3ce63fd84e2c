"""Points in time as people say them."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QDateTime, QLocale

from infrasketch_desktop.ui.text import tr, tr_count

_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)


def ago(moment: datetime, now: datetime) -> str:
    """“5 minutes ago”, “yesterday”, or the date when it was longer ago than that."""
    passed = now - moment
    if passed < _MINUTE:
        return tr("just now")
    if passed < _HOUR:
        return tr_count("%n minute ago", "%n minutes ago", passed // _MINUTE)
    days = (now.astimezone().date() - moment.astimezone().date()).days
    if days == 0:
        return tr_count("%n hour ago", "%n hours ago", passed // _HOUR)
    if days == 1:
        return tr("yesterday")
    return on_date(moment)


def on_date(moment: datetime) -> str:
    """Date and time in the form of the user's locale."""
    local = QDateTime.fromSecsSinceEpoch(round(moment.timestamp()))
    return QLocale().toString(local, QLocale.FormatType.ShortFormat)
