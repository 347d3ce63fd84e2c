"""Says what came of looking for updates: nothing newer, a newer version with what is new, or why nobody knows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import urlsplit

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from infrasketch_desktop.language import in_force, tr
from infrasketch_desktop.ui.accessible.announcing import announce
from infrasketch_desktop.ui.lifeline import lifeline
from infrasketch_desktop.ui.moments import day
from infrasketch_desktop.ui.opener import try_page
from infrasketch_desktop.ui.services import Services
from infrasketch_desktop.ui.updates.notes import NotesView
from infrasketch_desktop.ui.widgets.busy import BusyBar
from infrasketch_desktop.ui.widgets.flow import FlowLayout
from infrasketch_desktop.ui.widgets.roles import button, label
from infrasketch_desktop.updates.update import Outcome, Update, Verdict
from infrasketch_desktop.vendor import Vendor
from infrasketch_desktop.version import program_version

_WIDTH = 520
_NOTES_HEIGHT = 220


class UpdateDialog(QDialog):
    """`open_page` opens the page of a version in the browser: that is all that ever happens from here."""

    def __init__(
        self, services: Services, vendor: Vendor, open_page: Callable[[Update], object], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Updates"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._services = services
        self._vendor = vendor
        self._open_page = open_page
        self._update: Update | None = None
        self.title, self.text = label("", "heading", wrap=True), label("", wrap=True)
        self.waiting = BusyBar()
        self.waiting.setAccessibleName(tr("Looking for updates"))
        self.notes = NotesView(vendor.website, self._follow)
        self.notes.setMinimumHeight(_NOTES_HEIGHT)
        self.page_button = button(tr("Open page"), self._on_page, "primary")
        self.pass_button = button(tr("Pass over this version"), self._on_pass)
        self.again_button = button(tr("Try again"), self.ask)
        self.close_button = button(tr("Close"), self.accept)
        self._build()

    def ask(self) -> None:
        """Ask the feed, and say what it answers."""
        if not self._services.updates.has_feed:
            self._say(
                tr("This build does not look for updates."),
                tr("Whoever built it named no place to ask. Nothing was sent anywhere."),
            )
            return
        is_there = lifeline(self)
        self._say(tr("Looking for updates…"), tr("Asking {host}.", host=urlsplit(self._vendor.feed).hostname))
        self.waiting.show()
        self.adjustSize()
        self._services.updates.ask(lambda outcome: self._on_answer(outcome) if is_there() else None)

    def show_update(self, update: Update) -> None:
        """A newer version, with what is new in it."""
        have = tr(
            "You have version {version}. The new one was released on {date}.",
            version=program_version(),
            date=_day_of(update),
        )
        self._say(tr("InfraSketch {version} is available.", version=update.version), have)
        if update.needs:
            self.text.setText(f"{have}\n{_need(update)}")
        self._update = update
        self.notes.show_notes(update.notes_in(in_force().code), self._services.skin.colors)
        for widget in (self.notes, self.page_button, self.pass_button):
            widget.show()
        self.page_button.setDefault(True)
        self.page_button.setFocus()
        self.adjustSize()

    def _build(self) -> None:
        ways = FlowLayout(8)
        for way in (self.pass_button, self.again_button):
            ways.addWidget(way)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addLayout(ways, 1)
        foot.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignBottom)
        foot.addWidget(self.page_button, 0, Qt.AlignmentFlag.AlignBottom)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        for widget in (self.title, self.text, self.waiting):
            layout.addWidget(widget)
        layout.addWidget(self.notes, 100)
        layout.addStretch(1)  # takes what is left where there are no notes
        layout.addLayout(foot)
        self.setMinimumWidth(_WIDTH)

    def _say(self, title: str, text: str) -> None:
        """Nothing else is shown until somebody shows it."""
        self.title.setText(title)
        self.text.setText(text)
        announce(self, f"{title} {text}")
        for widget in (self.waiting, self.notes, self.page_button, self.pass_button, self.again_button):
            widget.hide()
        self.close_button.setFocus()
        self.adjustSize()

    def _on_answer(self, outcome: Outcome | None) -> None:
        if outcome is not None and outcome.update is not None:
            self.show_update(outcome.update)
            return
        title, text = _words(outcome.verdict if outcome is not None else Verdict.REFUSED)
        self._say(title, text)
        self.again_button.setVisible(outcome is None or outcome.verdict is not Verdict.UP_TO_DATE)

    def _follow(self, address: str) -> None:
        """A link of the notes; where no browser is, its address is told above them."""
        trouble = try_page(self._services.opener, address)
        if trouble:
            self.text.setText(trouble)

    def _on_page(self) -> None:
        assert self._update is not None
        self.accept()
        self._open_page(self._update)

    def _on_pass(self) -> None:
        assert self._update is not None
        self._services.updates.pass_over(self._update)
        self.accept()


def _words(verdict: Verdict) -> tuple[str, str]:
    """What happened, what was kept, what to do."""
    if verdict is Verdict.UP_TO_DATE:
        version = program_version()
        return tr("InfraSketch is up to date."), tr("Version {version} is the newest one.", version=version)
    if verdict is Verdict.UNREACHABLE:
        return (
            tr("The place that tells of updates cannot be reached."),
            tr("Nothing was changed; InfraSketch goes on as it is. Check the network and try again."),
        )
    return (
        tr("What came back cannot be trusted."),
        tr(
            "It is not a message of the vendor, or an old one. It was not used, and nothing was changed. Check whether "
            "this network asks to sign in first, and try again later."
        ),
    )


def _need(update: Update) -> str:
    match update.system:
        case "darwin":
            return tr("It needs macOS {version} or newer, which this computer does not have.", version=update.needs)
        case "win32":
            return tr("It needs Windows {version} or newer, which this computer does not have.", version=update.needs)
        case _:
            return tr("It needs glibc {version} or newer, which this computer does not have.", version=update.needs)


def _day_of(update: Update) -> str:
    """The date that the vendor named, the same in every time zone."""
    released = datetime.fromtimestamp(update.released_at, UTC)
    return day(QDate(released.year, released.month, released.day))
