"""Puts the reporter of the running program together."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QApplication

from infrasketch_desktop.ui.crash.reporter import Around, Reporter
from infrasketch_desktop.ui.crash.runs import LogTail
from infrasketch_desktop.ui.crash.words import words_of
from infrasketch_desktop.ui.services import Services
from infrasketch_desktop.ui.widgets.banner import Notice
from infrasketch_desktop.ui.windows import Windows
from infrasketch_desktop.vendor import read_vendor


def make_reporter(services: Services, windows: Windows, tail: LogTail) -> Reporter:
    """One that knows what stands in `windows`, so that no report says any of it."""

    def words() -> Iterator[str]:
        return words_of(window.bench.editor.session for window in windows.all if window.bench)

    def tell(notice: Notice) -> None:
        for window in windows.all[-1:]:
            window.show_notice(notice)

    around = Around(
        state_folder=services.profile.state_folder,
        documents_folder=services.documents_folder,
        tail=tail,
        vendor=read_vendor,
        new_id=services.new_id,
        words=words,
        window=QApplication.activeWindow,
        tell=tell,
    )
    return Reporter(around, services.preferences, services.credits, services.opener, services.chooser)
