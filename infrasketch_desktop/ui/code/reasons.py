"""Why a folder could not be read or written, in words; the disk has its own, which nobody in the program wrote."""

from __future__ import annotations

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.errors import is_expected


def reason(error: Exception) -> str:
    """A whole sentence, "" for an error that nobody expected."""
    if is_expected(error):
        return str(error)
    if isinstance(error, OSError):
        return tr("The folder could not be used: {why}.", why=(error.strerror or str(error)).rstrip("."))
    return ""
