"""Signing up and logging in: two fields, errors beside them, and what follows in plain words."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.credits.controller import CreditsController
from infrasketch_desktop.ui.credits.form import email_trouble, password_trouble
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.tasks import Task
from infrasketch_desktop.ui.widgets.busy import BusyBar
from infrasketch_desktop.ui.widgets.pages import Pages, grow
from infrasketch_desktop.ui.widgets.roles import button, label, set_role
from infrasketch_desktop.ui.widgets.writing import follow_writing

_WIDTH = 440


class Way(StrEnum):
    """A new account, or one that exists."""

    SIGN_UP = "sign-up"
    LOG_IN = "log-in"


class SignInDialog(QDialog):
    """Accepted when this computer belongs to an account with an address. What was typed survives a failure."""

    def __init__(self, controller: CreditsController, icons: Icons, way: Way, parent: QWidget) -> None:
        super().__init__(parent)
        self._controller = controller
        self._icons = icons
        self._task: Task | None = None
        self.way = way
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.pages = Pages()
        self.title, self.text = label("", "heading"), label("", "muted", wrap=True)
        self.email, self.email_trouble = _field(tr("E-mail")), label("", "danger", wrap=True)
        self.password, self.password_trouble = _field(tr("Password")), label("", "danger", wrap=True)
        self.trouble = label("", "danger", wrap=True)
        self.busy = BusyBar()
        self.other = button("", self._turn, "link")
        self.forgot = button(tr("Forgot the password?"), self._forgot, "link")
        self.go = button("", self._send, "primary")
        self.answer = label("", wrap=True, live=True)
        self.answer.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)  # it may hold an address
        self.on = button(tr("Log in"), self._go_on, "primary")
        self._build()
        self._show_way()

    def _build(self) -> None:
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        show = self.password.addAction(self._icons.icon("eye", "muted"), QLineEdit.ActionPosition.TrailingPosition)
        show.setText(tr("Show the password"))  # what a screen reader says
        show.setToolTip(tr("Show the password"))
        show.setCheckable(True)
        show.toggled.connect(self._show_password)
        self.email.textEdited.connect(lambda: self._say(self.email_trouble, ""))
        self.password.textEdited.connect(lambda: self._say(self.password_trouble, ""))
        self._typing, self._mail = self._form(), self._mail_page()
        self.pages.add(self._typing)
        self.pages.add(self._mail)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.pages)
        self.setMinimumWidth(_WIDTH)
        self.go.setDefault(True)
        for trouble in (self.email_trouble, self.password_trouble, self.trouble, self.busy):
            trouble.hide()

    def _form(self) -> QWidget:
        page = QWidget()
        layout = _column(page)
        layout.addWidget(self.title)
        layout.addWidget(self.text)
        layout.addSpacing(4)
        for edit, trouble in ((self.email, self.email_trouble), (self.password, self.password_trouble)):
            name = label(edit.accessibleName(), "section")
            name.setBuddy(edit)
            layout.addWidget(name)
            layout.addWidget(edit)
            layout.addWidget(trouble)
        layout.addWidget(self.forgot, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.trouble)
        layout.addWidget(self.busy)
        layout.addStretch(1)
        layout.addWidget(self.other, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(tr("Cancel"), self.reject))
        row.addWidget(self.go)
        layout.addLayout(row)
        return page

    def _mail_page(self) -> QWidget:
        page = QWidget()
        layout = _column(page)
        layout.addWidget(label(tr("Look into your mail"), "heading"))
        layout.addWidget(self.answer)
        layout.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(tr("Later"), self.reject))
        row.addWidget(self.on)
        layout.addLayout(row)
        return page

    def _show_way(self) -> None:
        new = self.way is Way.SIGN_UP
        self.setWindowTitle(tr("Sign up") if new else tr("Log in"))
        self.title.setText(tr("Sign up") if new else tr("Log in"))
        self.text.setText(_promise(new=new))
        self.go.setText(tr("Sign up") if new else tr("Log in"))
        self.other.setText(tr("Log in instead") if new else tr("Sign up instead"))
        self.password.setPlaceholderText(tr("At least 8 characters") if new else "")
        self.forgot.setVisible(not new)
        for trouble in (self.email_trouble, self.password_trouble, self.trouble):
            self._say(trouble, "")
        self.email.setFocus()

    def _turn(self) -> None:
        self.way = Way.LOG_IN if self.way is Way.SIGN_UP else Way.SIGN_UP
        self._show_way()

    def _show_password(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.password.setEchoMode(mode)

    def _send(self) -> None:
        email, password, new = self.email.text().strip(), self.password.text(), self.way is Way.SIGN_UP
        self._say(self.email_trouble, email_trouble(email))
        self._say(self.password_trouble, password_trouble(password, new=new))
        self._say(self.trouble, "")
        if self.email_trouble.text():
            self.email.setFocus()
        elif self.password_trouble.text():
            self.password.setFocus()
        elif self._task is None:
            self._set_busy(True)
            self._task = self._ask_for_account(email, password) if new else self._log_in(email, password)

    def _ask_for_account(self, email: str, password: str) -> Task:
        return self._controller.ask(lambda desk: desk.sign_up(email, password), self._asked, self._failed, self)

    def _log_in(self, email: str, password: str) -> Task:
        return self._controller.change_account(
            lambda desk: desk.log_in(email, password), lambda _email: self.accept(), self._failed, self
        )

    def _forgot(self) -> None:
        """The answer is the same whether there is such an account or not."""
        email = self.email.text().strip()
        self._say(self.email_trouble, email_trouble(email))
        if self.email_trouble.text():
            self.email.setFocus()
        elif self._task is None:
            self._set_busy(True)
            self._task = self._controller.ask(
                lambda desk: desk.forgot_password(email), self._answered, self._failed, self
            )

    def _answered(self, answer: str) -> None:
        self._set_busy(False)
        self._say(self.trouble, answer, "muted")

    def _asked(self, answer: str) -> None:
        """The account begins with a click in a mail; then it is logged in to."""
        self._set_busy(False)
        self.answer.setText(answer + " " + tr("After that, log in here: the credits of this computer come along."))
        self.pages.show_page(self._mail)
        grow(self)
        self.on.setDefault(True)
        self.on.setFocus()

    def _go_on(self) -> None:
        """From the mail to logging in, with what was typed."""
        self.way = Way.LOG_IN
        self.pages.show_page(self._typing)
        self._show_way()
        self.go.setDefault(True)
        self.go.setFocus()

    def _failed(self, error: Exception) -> None:
        self._set_busy(False)
        self._say(self.trouble, str(error))
        self.password.setFocus()
        self.password.selectAll()

    def _say(self, place: QLabel, text: str, role: str = "danger") -> None:
        set_role(place, role)
        place.setText(text)
        place.setVisible(bool(text))
        grow(self)

    def _set_busy(self, busy: bool) -> None:
        self._task = None
        self.busy.setVisible(busy)
        for widget in (self.email, self.password, self.go, self.other, self.forgot):
            widget.setEnabled(not busy)


def _field(name: str) -> QLineEdit:
    made = QLineEdit()
    follow_writing(made)
    made.setAccessibleName(name)
    return made


def _column(page: QWidget) -> QVBoxLayout:
    layout = QVBoxLayout(page)
    layout.setContentsMargins(24, 20, 24, 20)
    layout.setSpacing(8)
    return layout


def _promise(*, new: bool) -> str:
    if new:
        return tr("With an account you reach your credits from other computers. The credits of this one come along.")
    return tr("The credits of this computer join those of the account; none is lost.")
