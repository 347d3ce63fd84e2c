"""The composition root of the window: builds everything once, shows the first window, then loads what can wait."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import cached_property, partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QFont, QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from infrasketch_desktop.instance.asking import asked_for
from infrasketch_desktop.instance.entering import Entry
from infrasketch_desktop.instance.request import Request
from infrasketch_desktop.language import tr
from infrasketch_desktop.picture.qt.fonts import FAMILY, load_fonts
from infrasketch_desktop.resources import ResourceError, resource_path
from infrasketch_desktop.storage.errors import ProfileError
from infrasketch_desktop.storage.profile import Origin, Profile, temporary_profile
from infrasketch_desktop.storage.settings import SettingsStore
from infrasketch_desktop.ui.crash.runs import EndedRun, LogTail, listened, take_ended, watched_run
from infrasketch_desktop.ui.crash.watch import CrashWatch
from infrasketch_desktop.ui.desktop_wishes import DesktopWishes
from infrasketch_desktop.ui.finishing import Finisher
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.instance.application import Application
from infrasketch_desktop.ui.instance.reception import Reception
from infrasketch_desktop.ui.motion import Motion
from infrasketch_desktop.ui.preferences import Preferences
from infrasketch_desktop.ui.services import Front, Given, Services
from infrasketch_desktop.ui.theme.skin import Skin
from infrasketch_desktop.ui.window_language import WindowLanguage
from infrasketch_desktop.ui.windows import Windows
from infrasketch_desktop.vendor import read_vendor

if TYPE_CHECKING:  # not needed to start
    from infrasketch_desktop.ui.crash.reporter import Reporter
    from infrasketch_desktop.ui.credits.desk import Desk
    from infrasketch_desktop.ui.files.choosing import Chooser
    from infrasketch_desktop.ui.main_window import MainWindow
    from infrasketch_desktop.ui.opener import Opener
    from infrasketch_desktop.ui.renewing import Renewal
    from infrasketch_desktop.ui.starting import Starter
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
        from PySide6.QtWidgets import QMessageBox  # noqa: PLC0415 - not needed to start

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
    """The Qt application with its name, icon and style: everywhere the one that style sheets change least."""
    app = Application([*sys.argv[:1], "-style", "Fusion"])
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
        self._stack = stack
        self._given = Given(chooser, desk, opener, vault)
        self._when_loaded = loaded
        self.language = WindowLanguage(app)
        stack.callback(self.language.release)
        self.language.speak("")
        self._troubles: list[Exception] = []
        self._point_size = max(app.font().pointSizeF(), SMALLEST_POINTS)
        load_fonts()
        self.profile = self._usable(profile, stack)
        self._wishes = DesktopWishes(app)
        stack.callback(self._wishes.release)
        self._front = self._make_front()
        self._motion = Motion(app, self._front.preferences, self._wishes)
        stack.callback(self._motion.release)
        stack.callback(self._front.skin.release)
        self.windows = Windows(self._front, lambda: self.services)
        self.reception = Reception(self.windows, lambda: self.services.credits)
        self._finisher = Finisher(self.windows, _load_rest, self._welcome)
        stack.callback(self._finisher.release)
        self.windows.opened.connect(self._follow)
        self._front.preferences.changed.connect(self._follow_preferences)

    def start(self, files: Sequence[Path]) -> None:
        """Show the first window; everything slow begins after it has been painted."""
        window = self.windows.add()
        for trouble in self._troubles:
            window.tell_error(trouble)
        self._troubles.clear()
        self.windows.open_files(files)

    @cached_property
    def services(self) -> Services:
        """What finished windows share; made after the first paint, or when somebody asks for it."""
        from infrasketch_desktop.app_services import make_services  # noqa: PLC0415 - not needed to start

        crashed, reporter = self.crashes.report, lambda: self.reporter
        services = make_services(self._app, self._front, self._given, self._tell, crashed=crashed, reporter=reporter)
        for part in (services.shelf, services.engine, services.credits, services.assistant, services.updates):
            self._stack.callback(part.close)
        services.updates.offered.connect(self._offer_update)
        services.updates.fell_silent.connect(self._tell_silence)
        return services

    @cached_property
    def starter(self) -> Starter:
        from infrasketch_desktop.ui.starting import Starter  # noqa: PLC0415 - not needed to start

        return Starter(self.windows, self.services, self._loaded)

    @cached_property
    def _renewal(self) -> Renewal:
        from infrasketch_desktop.ui.renewing import Renewal  # noqa: PLC0415 - not needed to start

        made = Renewal(self.windows)
        self._stack.callback(made.release)
        return made

    def _loaded(self) -> None:
        self._when_loaded()
        self._wishes.ask()
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
        if ended:
            self.reporter.offer(*ended)

    def _follow(self, window: MainWindow) -> None:
        window.painted.connect(lambda: self._finisher.finish(window))

    def _welcome(self, window: MainWindow) -> None:
        self.starter.welcome(window)

    def _follow_preferences(self) -> None:
        skin, current = self._front.skin, self._front.preferences.current
        if (skin.appearance, skin.contrast) != (current.theme, current.high_contrast):
            skin.choose(current.theme, current.high_contrast)
        self._scale_text()
        self._follow_language()

    def _follow_language(self) -> None:
        """Another language was chosen: all windows are made anew in it, once nothing runs in them."""
        setting = self._front.preferences.current.language
        if self.language.wanted(setting) != self.language.code:
            self._renewal.ask(partial(self._speak, setting))

    def _speak(self, setting: str) -> None:
        self.language.speak(setting)
        skin = self._front.skin
        skin.choose(skin.appearance, skin.contrast)  # some of it points along the line of writing
        self.windows.renew()

    def _scale_text(self) -> None:
        font = self._font(self._front.preferences.current.text_scale)
        if font != self._app.font():
            self._front.skin.use_font(font)

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

    def _make_front(self) -> Front:
        preferences = Preferences(SettingsStore(self.profile.settings_file), self._tell, self._app)
        self._stack.callback(preferences.deleteLater)
        self.language.speak(preferences.current.language)
        read_vendor()  # so that a damaged installation shows itself before there is a window
        self._wishes.changed.connect(preferences.changed)  # whoever follows those shows what they come to
        skin = Skin(self._app, self._wishes, self._font(preferences.current.text_scale))
        skin.choose(preferences.current.theme, preferences.current.high_contrast)
        return Front(self.profile, preferences, skin, Icons(skin))

    @cached_property
    def reporter(self) -> Reporter:
        """Who shows crashes; made when the first one is there, which in most runs is never."""
        from infrasketch_desktop.ui.crash.making import make_reporter  # noqa: PLC0415 - see above

        return make_reporter(self.services, self.windows, self.log_tail)

    def _tell_silence(self) -> None:
        if self.windows.front is not None:
            self.windows.front.updates.tell_silence()

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


def _load_rest() -> None:
    """All that finishing a window takes, some 200 ms: on a thread."""
    for name in ("app_services", "ui.furnishing", "ui.starting"):
        import_module(f"infrasketch_desktop.{name}")
