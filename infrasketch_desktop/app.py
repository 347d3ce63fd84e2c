"""The composition root of the window: builds everything once, shows the first window, then loads what can wait."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QStandardPaths, Qt, QTimer
from PySide6.QtGui import QFont, QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication, QMessageBox

from infrasketch_desktop.instance.asking import asked_for
from infrasketch_desktop.instance.entering import Entry
from infrasketch_desktop.instance.request import Request
from infrasketch_desktop.language import tr
from infrasketch_desktop.picture.qt.fonts import FAMILY, load_fonts
from infrasketch_desktop.resources import ResourceError, resource_path
from infrasketch_desktop.storage.errors import ProfileError
from infrasketch_desktop.storage.profile import Origin, Profile, temporary_profile
from infrasketch_desktop.storage.settings import SettingsStore
from infrasketch_desktop.storage.workspace import Workspace
from infrasketch_desktop.ui.chat.assistant import Assistant
from infrasketch_desktop.ui.chat.keeping import Keeper
from infrasketch_desktop.ui.crash.runs import EndedRun, LogTail, listened, take_ended, watched_run
from infrasketch_desktop.ui.crash.watch import CrashWatch
from infrasketch_desktop.ui.credits.controller import CreditsController
from infrasketch_desktop.ui.engine import Engine
from infrasketch_desktop.ui.files.choosing import Chooser, DialogChooser
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.instance.application import Application
from infrasketch_desktop.ui.instance.reception import Reception
from infrasketch_desktop.ui.main_window import MainWindow
from infrasketch_desktop.ui.motion import Motion
from infrasketch_desktop.ui.opener import Opener, SystemOpener
from infrasketch_desktop.ui.panels.kind_icons import KindIcons
from infrasketch_desktop.ui.preferences import Preferences
from infrasketch_desktop.ui.renewing import Renewal
from infrasketch_desktop.ui.services import Services
from infrasketch_desktop.ui.shelf import Shelf
from infrasketch_desktop.ui.starting import Starter
from infrasketch_desktop.ui.theme.skin import Skin
from infrasketch_desktop.ui.updates.controller import Updates
from infrasketch_desktop.ui.window_language import WindowLanguage
from infrasketch_desktop.ui.windows import Windows
from infrasketch_desktop.vendor import read_vendor
from infrasketch_desktop.wallet.variables import ROOT_VARIABLE, SERVER_VARIABLE

if TYPE_CHECKING:
    from infrasketch_desktop.picture.shapes import Glyph
    from infrasketch_desktop.ui.crash.reporter import Reporter
    from infrasketch_desktop.ui.credits.desk import Desk
    from infrasketch_desktop.updates.checker import Checker
    from infrasketch_desktop.updates.update import Update
    from infrasketch_desktop.wallet.vault import Vault

SMALLEST_POINTS = 9.0
SWITCH_SECONDS = 0.001
"""How long a worker may keep the interpreter while the window waits for it; Python's own 5 ms show as stutter."""
UNSEEN = ("offscreen", "minimal")
"""Window systems of Qt on which nobody can answer a message."""


def main(request: Request, profile: Profile, entry: Entry) -> int:
    """Open the window with what is asked for, and return the exit code when the last one has closed.

    Raises:
        ProfileError, ResourceError: the program cannot begin; a message said why, where there is a screen.
    """
    sys.setswitchinterval(SWITCH_SECONDS)
    try:
        return _run(make_application(), request, profile, entry)
    except (ProfileError, ResourceError) as error:
        if entry.inbox is not None:
            entry.inbox.close()  # who starts it again need not wait for this message to be read
        tell_why_not(error)
        raise


def tell_why_not(error: Exception) -> None:
    """Say on the screen why there is no window: whoever starts a program from a menu sees nothing of a terminal."""
    if QGuiApplication.platformName() not in UNSEEN:
        box = QMessageBox(QMessageBox.Icon.Critical, "InfraSketch", str(error))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.exec()


def _run(app: Application, request: Request, profile: Profile, entry: Entry) -> int:
    with ExitStack() as last, ExitStack() as stack:
        if entry.inbox is not None:
            last.callback(entry.inbox.release)
        program = Program(app, profile, stack, loaded=_spare_the_collector)
        keep_qt_within(program.profile)
        last.enter_context(watched_run(program.profile.state_folder, program.log_tail))
        program.start([Path(name) for name in request.files])
        app.asked.connect(lambda word: program.reception.carry_out(asked_for([word], os.environ)))
        program.reception.begin(request, entry)
        code = app.exec()
        if entry.inbox is not None:
            entry.inbox.close()
        return code


def keep_qt_within(profile: Profile) -> None:
    """Have Qt's own file dialog remember its places in a profile that somebody moved out of the home."""
    if profile.origin is not Origin.STANDARD:
        QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(profile.settings_folder))


def make_application() -> Application:
    """The Qt application with its name, icon and font."""
    app = Application(sys.argv[:1])
    app.setApplicationName("InfraSketch")
    app.setDesktopFileName("infrasketch")
    app.setWindowIcon(QIcon(str(resource_path("icons", "infrasketch.svg"))))
    return app


class Program:
    """The running program: its services and its windows."""

    def __init__(
        self,
        app: QApplication,
        profile: Profile,
        stack: ExitStack,
        chooser: Chooser | None = None,
        *,
        loaded: Callable[[], None] = lambda: None,
        desk: Desk | None = None,
        opener: Opener | None = None,
        vault: Vault | None = None,
    ) -> None:
        """`loaded` is called once everything slow is there; what `stack` closes is closed after the last window.

        `desk` is the wallet; without one, that of the profile is opened after the start. `vault` is for keys of models;
        without one, it is that of this computer.
        """
        self.log_tail = LogTail()
        stack.enter_context(listened(self.log_tail))
        self.crashes = CrashWatch(self._on_crash)
        stack.callback(self.crashes.install())
        self._app = app
        self._vault = vault
        self.language = WindowLanguage(app)
        stack.callback(self.language.release)
        self.language.speak("")
        self._troubles: list[Exception] = []
        self._point_size = max(app.font().pointSizeF(), SMALLEST_POINTS)
        load_fonts()
        self.profile = self._usable(profile, stack)
        self.services = self._make_services(app, chooser or DialogChooser(), opener or SystemOpener(), desk)
        self._motion = Motion(app, self.services.preferences)
        stack.callback(self._motion.release)
        stack.callback(self.services.skin.release)
        stack.callback(self.services.shelf.close)
        stack.callback(self.services.engine.close)
        stack.callback(self.services.credits.close)
        stack.callback(self.services.assistant.close)
        stack.callback(self.services.updates.close)
        self.windows = Windows(self.services)
        self.reception = Reception(self.windows, self.services.credits)
        self.starter = Starter(self.windows, self.services, partial(self._loaded, loaded))
        self.windows.opened.connect(self._welcome)
        self._renewal = Renewal(self.windows)
        self.services.preferences.changed.connect(self._follow_preferences)
        self.services.updates.offered.connect(self._offer_update)

    def start(self, files: Sequence[Path]) -> None:
        """Show the first window; everything slow begins after it has been painted."""
        window = self.windows.add()
        for trouble in self._troubles:
            window.tell_error(trouble)
        self._troubles.clear()
        self.windows.open_files(files)

    def _loaded(self, loaded: Callable[[], None]) -> None:
        loaded()
        self.services.credits.begin()
        self.services.assistant.begin()
        self.services.updates.begin()
        self.reception.open_up()
        folder = self.profile.state_folder
        for window in self.windows.all[:1]:
            window.tasks.run(tr("Looking for crashes"), lambda _: take_ended(folder), self._offer_reports, quiet=True)

    def _on_crash(self, error: BaseException) -> None:
        self.reporter.crashed(error)

    def _offer_reports(self, ended: tuple[EndedRun, ...]) -> None:
        for run in ended[-1:]:
            self.reporter.offer(run)

    def _welcome(self, window: MainWindow) -> None:
        """Once the window has been painted."""
        QTimer.singleShot(0, window, lambda: self.starter.welcome(window))

    def _follow_preferences(self) -> None:
        skin = self.services.skin
        if skin.appearance is not self.services.preferences.current.theme:
            skin.choose(self.services.preferences.current.theme)
        self._scale_text()
        self._follow_language()

    def _follow_language(self) -> None:
        """Another language was chosen: all windows are made anew in it, once nothing runs in them."""
        setting = self.services.preferences.current.language
        if self.language.wanted(setting) != self.language.code:
            self._renewal.ask(partial(self._speak, setting))

    def _speak(self, setting: str) -> None:
        self.language.speak(setting)
        self.services.skin.choose(self.services.skin.appearance)  # some of it points along the line of writing
        self.windows.renew()

    def _scale_text(self) -> None:
        font = self._font(self.services.preferences.current.text_scale)
        if font != self._app.font():
            self.services.skin.use_font(font)

    def _font(self, scale: float) -> QFont:
        """The face of the pictures, in the size that the system asks for times `scale`."""
        font = QFont(FAMILY)
        font.setPointSizeF(self._point_size * scale)
        return font

    def _usable(self, profile: Profile, stack: ExitStack) -> Profile:
        try:
            profile.prepare()
        except ProfileError as error:
            self._troubles.append(error)
            return stack.enter_context(temporary_profile())
        return profile

    def _make_services(self, app: QApplication, chooser: Chooser, opener: Opener, desk: Desk | None) -> Services:
        preferences = Preferences(SettingsStore(self.profile.settings_file), self._tell, app)
        self.language.speak(preferences.current.language)
        skin = Skin(app, preferences.current.theme)
        skin.use_font(self._font(preferences.current.text_scale))
        icons = Icons(skin)
        engine = Engine(self.profile.cache_folder)
        credits_ = self._make_credits(app, preferences, desk)
        shelf = Shelf(self.profile.library_file, _now, self._tell, app)
        return Services(
            profile=self.profile,
            workspace=Workspace(
                self.profile.state_folder,
                now=_now,
                new_id=_new_id,
                completers=(engine.complete,),
            ),
            preferences=preferences,
            shelf=shelf,
            engine=engine,
            skin=skin,
            icons=icons,
            kind_icons=KindIcons(icons, skin),
            chooser=chooser,
            opener=opener,
            credits=credits_,
            updates=self._make_updates(app, preferences),
            assistant=Assistant(credits_, preferences, engine, self._open_vault, self._tell),
            keeper=Keeper(shelf),
            badges=_badge,
            now=_now,
            new_id=_new_id,
            documents_folder=_documents_folder(),
            crashed=self.crashes.report,
            reporter=lambda: self.reporter,
        )

    @cached_property
    def reporter(self) -> Reporter:
        """Who shows crashes; made when the first one is there, which in most runs is never."""
        from infrasketch_desktop.ui.crash.making import make_reporter  # noqa: PLC0415 - see above

        return make_reporter(self.services, self.windows, self.log_tail)

    def _open_vault(self) -> Vault:
        """For the keys of models; those of the wallet lie in their own."""
        from infrasketch_desktop.assistant.key_store import key_vault  # noqa: PLC0415 - not needed to start

        return self._vault or key_vault(self.profile.data_folder)

    def _make_credits(self, app: QApplication, preferences: Preferences, desk: Desk | None) -> CreditsController:
        def open_desk() -> Desk:
            from infrasketch_desktop.ui.credits.wallet_desk import WalletDesk  # noqa: PLC0415 - not needed to start

            return desk or WalletDesk(self.profile.data_folder, vendor, address, os.environ.get(ROOT_VARIABLE, ""))

        vendor = read_vendor()
        address = os.environ.get(SERVER_VARIABLE, preferences.current.licensing_server)
        controller = CreditsController(open_desk, self._tell, app, preferences.current.account_email)
        controller.signed_in.connect(lambda email: preferences.change(account_email=email))
        return controller

    def _make_updates(self, app: QApplication, preferences: Preferences) -> Updates:
        vendor = read_vendor()

        def opened() -> Checker | None:
            from infrasketch_desktop.ui.crash.report import program_version  # noqa: PLC0415 - not needed to start
            from infrasketch_desktop.updates.opening import open_checker  # noqa: PLC0415

            return open_checker(vendor, self.profile.state_folder, program_version())

        return Updates(opened if vendor.feed else None, preferences, _now, self._tell, app)

    def _offer_update(self, update: Update) -> None:
        if self.windows.front is not None:
            self.windows.front.updates.tell(update)

    def _tell(self, error: Exception) -> None:
        """Say it in a window; before there is one, as soon as there is."""
        if hasattr(self, "windows") and self.windows.all:
            self.windows.all[-1].tell_error(error)
        else:
            self._troubles.append(error)


def _spare_the_collector() -> None:
    """What is loaded by now stays; going through it again and again during a layout stalled the window by 30 ms."""
    gc.collect()
    gc.freeze()
    gc.enable()  # `cli.open` stopped it for the start


def _badge(technology: str) -> Glyph | None:
    """The home page shows none: what they need is loaded with the first."""
    from infrasketch_desktop.exchange.badges import program_badges  # noqa: PLC0415 - see above

    return program_badges()(technology)


def _now() -> datetime:
    return datetime.now(UTC)


def _new_id() -> str:
    import uuid  # noqa: PLC0415 - not needed to start

    return uuid.uuid4().hex


def _documents_folder() -> Path:
    """Of the system, or home where it names none or one that is not there: a file dialog would begin anywhere then."""
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    with contextlib.suppress(RuntimeError):  # an account without a home
        return Path(found) if found and Path(found).is_dir() else Path.home()
    return Path.cwd()
