"""The account: who it is, and its computers, each of which can be removed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.credits.controller import CreditsController
from infrasketch_desktop.ui.credits.desk import Desk, Device
from infrasketch_desktop.ui.credits.words import moment
from infrasketch_desktop.ui.moments import ago
from infrasketch_desktop.ui.theme.measures import resize_grown
from infrasketch_desktop.ui.widgets.roles import button, label, set_role


class AccountDialog(QDialog):
    """Asks the server for the devices when it opens. `sign_up_wanted` and `log_in_wanted` ask for other dialogs."""

    sign_up_wanted = Signal()
    log_in_wanted = Signal()

    def __init__(self, controller: CreditsController, now: Callable[[], datetime], parent: QWidget) -> None:
        super().__init__(parent)
        self._controller = controller
        self._now = now
        self.rows: list[DeviceRow] = []
        self.setWindowTitle(tr("Account"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.title, self.text = label("", "heading"), label("", "muted", wrap=True)
        self.sign_up = button(tr("Sign up…"), self.sign_up_wanted.emit, "primary")
        self.log_in = button(tr("Log in…"), self.log_in_wanted.emit)
        self.log_out = button(tr("Log out"), self._log_out)
        self.note = label(tr("Asking for the devices…"), "muted", wrap=True)
        self.again = button(tr("Try again"), self._read, "link")
        self._list = QVBoxLayout()
        self._build()
        controller.changed.connect(self._follow)
        self._follow()
        self._read()

    def _build(self) -> None:
        holder = QWidget()
        self._list.setContentsMargins(0, 0, 8, 0)
        self._list.setSpacing(8)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._list)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(holder)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        said = QHBoxLayout()
        said.addWidget(self.note, 1)
        said.addWidget(self.again)
        row = QHBoxLayout()
        row.addWidget(self.log_out)
        row.addStretch(1)
        row.addWidget(self.log_in)
        row.addWidget(self.sign_up)
        close = button(tr("Close"), self.accept)
        row.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(8)
        layout.addWidget(self.title)
        layout.addWidget(self.text)
        layout.addSpacing(8)
        layout.addWidget(label(tr("Devices"), "section"))
        layout.addLayout(said)
        layout.addWidget(area, 1)
        layout.addLayout(row)
        self.again.hide()
        resize_grown(self, 560, 460)
        close.setFocus()

    def _follow(self) -> None:
        email = self._controller.known.email
        self.title.setText(email or tr("Not signed in"))
        self.text.setText(_account_text(email))
        self.log_out.setVisible(bool(email))
        for way in (self.sign_up, self.log_in):
            way.setVisible(not email)

    def _read(self) -> None:
        self._say(tr("Asking for the devices…"))
        self._controller.ask(lambda desk: desk.devices(), self._show, self._on_refused, self)

    def _show(self, devices: Sequence[Device]) -> None:
        for row in self.rows:
            row.hide()
            row.deleteLater()
        signed_in = bool(self._controller.known.email)
        self.rows = [
            DeviceRow(one, self._now(), partial(self._revoke, one), may_go=signed_in or not one.is_this)
            for one in devices
        ]
        for row in self.rows:
            self._list.addWidget(row)
        self._say("" if devices else tr("No device has met the server yet."))

    def _revoke(self, device: Device) -> None:
        self._say(tr("Removing {name}…", name=device.name))
        self._controller.ask(lambda desk: desk.revoke(device.id), lambda _none: self._revoked(), self._on_refused, self)

    def _revoked(self) -> None:
        self._controller.sync()
        self._read()

    def _log_out(self) -> None:
        self._say(tr("Logging out…"))
        self._controller.change_account(_log_out, self._logged_out, self._on_refused, self)

    def _logged_out(self, _email: str) -> None:
        self._say("")
        self.accept()

    def _on_refused(self, error: Exception) -> None:
        for row in self.rows:
            row.ask(False)
        self._say(str(error), again=True)

    def _say(self, text: str, *, again: bool = False) -> None:
        self.note.setText(text)
        self.note.setVisible(bool(text))
        self.again.setVisible(again)


class DeviceRow(QFrame):
    """One device; removing it asks once more in its own row.

    Without an account, `may_go` is false for this computer: its credits could not be reached from anywhere.
    """

    def __init__(self, device: Device, now: datetime, remove: Callable[[], object], *, may_go: bool) -> None:
        super().__init__()
        self.device = device
        set_role(self, "card")
        when = tr("This computer") if device.is_this else tr("last seen {when}", when=ago(moment(device.seen_at), now))
        self.text = label(when, "hint", wrap=True)
        self.remove = button(tr("Remove…"), partial(self.ask, True))
        self.really = button(tr("Remove"), remove, "danger")
        self.keep = button(tr("Keep"), partial(self.ask, False))
        self._when = when
        self._may_go = may_go
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(label(device.name, "strong", wrap=True))
        texts.addWidget(self.text)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 10, 12, 10)
        layout.addLayout(texts, 1)
        for way in (self.remove, self.keep, self.really):
            way.setAccessibleName(tr("{name}: {text}", name=way.text(), text=device.name))
            layout.addWidget(way, 0, Qt.AlignmentFlag.AlignVCenter)
        self.ask(False)

    def ask(self, asking: bool) -> None:
        self.text.setText(_consequence(self.device) if asking else self._when)
        self.remove.setVisible(self._may_go and not asking)
        self.really.setVisible(asking)
        self.keep.setVisible(asking)
        if asking:
            self.keep.setFocus()


def _log_out(desk: Desk) -> str:
    desk.log_out()
    return ""


def _consequence(device: Device) -> str:
    if device.is_this:
        return tr("Remove this computer? Its unused credits go back to the account; log in to use them here again.")
    return tr("Remove it? Its unused credits go back to the account.")


def _account_text(email: str) -> str:
    if not email:
        return tr("Your credits belong to this computer alone. Sign up to reach them from other computers.")
    return tr("Credits are shared by the devices below; each keeps some to work offline.")
