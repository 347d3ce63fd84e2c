"""Points in time as people say them."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QDate, QDateTime, QLocale

from infrasketch_desktop.language import tr, tr_count

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
    local = _local(moment)
    if _has_no_form():
        return local.toString("yyyy-MM-dd HH:mm")
    return QLocale().toString(local, QLocale.FormatType.ShortFormat)


def to_the_second(moment: datetime, now: datetime) -> str:
    """“16:07:41” on the same day, with the date before it on another: tells apart what happened within a minute."""
    local, form = _local(moment), "HH:mm:ss" if _has_no_form() else _with_seconds(QLocale())
    time = QLocale().toString(local.time(), form)
    same_day = moment.astimezone().date() == now.astimezone().date()
    return time if same_day else f"{day(local.date())} {time}"


def day(date: QDate) -> str:
    """A day in the form of the user's locale."""
    return date.toString("yyyy-MM-dd") if _has_no_form() else QLocale().toString(date, QLocale.FormatType.ShortFormat)


def _local(moment: datetime) -> QDateTime:
    return QDateTime.fromSecsSinceEpoch(int(moment.timestamp()))


def _with_seconds(locale: QLocale) -> str:
    form = locale.timeFormat(QLocale.FormatType.ShortFormat)
    return form if "s" in form else form.replace("mm", "mm:ss")


def _has_no_form() -> bool:
    """Whether the locale is “C”, where Qt writes “21 11 2026”: ISO 8601 is clearer."""
    return QLocale().language() == QLocale.Language.C
