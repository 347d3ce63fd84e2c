"""What can be wrong with a file of another tool."""

from __future__ import annotations

from typing import TYPE_CHECKING

from infrasketch_desktop.language import tr

if TYPE_CHECKING:
    from infrasketch_desktop.formats.result import Origin


class FormatError(Exception):
    """A file cannot be read as what it is meant to be; nothing of it was taken over.

    `what` happened, `advice` says what to do next, `origin` where in the source.
    """

    def __init__(self, what: str, *, advice: str = "", origin: Origin | None = None) -> None:
        self.what = f"{origin}: {what}" if origin else what
        self.advice = advice
        self.origin = origin
        super().__init__(" ".join(part for part in (self.what, tr("Nothing was imported."), advice) if part))
