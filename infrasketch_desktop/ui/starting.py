"""What happens after the first paint: the home page fills, the library opens, slow libraries load on a thread."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, Protocol

from infrasketch_desktop.language import listed, tr, tr_count
from infrasketch_desktop.storage.locks import load_locking
from infrasketch_desktop.storage.recovery import Findings
from infrasketch_desktop.ui.main_window import MainWindow
from infrasketch_desktop.ui.panels.parts.part import Part
from infrasketch_desktop.ui.services import Services
from infrasketch_desktop.ui.tasks import Progress
from infrasketch_desktop.ui.widgets.banner import Notice, Tone

MOST_OFFERS = 3
_WELL_KNOWN = "PostgreSQL"
"""A technology with a badge: to ask for it loads all that badges need."""


class OpenWindows(Protocol):
    """The windows that are open."""

    @property
    def all(self) -> tuple[MainWindow, ...]: ...


class Starter:
    """Runs once for the program; windows that open later find everything warm."""

    def __init__(self, windows: OpenWindows, services: Services, loaded: Callable[[], None]) -> None:
        """`loaded` is called once everything slow is there."""
        self._windows = windows
        self._services = services
        self._loaded = loaded
        self._left = {"library", "lexicon"}
        self._is_warm = False
        self._waiting: list[MainWindow] = []
        self._parts: tuple[Part, ...] = ()

    @property
    def is_done(self) -> bool:
        """Whether everything has been loaded and what was left by killed runs has been offered."""
        return not self._left

    def welcome(self, window: MainWindow) -> None:
        """Fill a new window; the first one also begins everything that its first paint did not need."""
        if self._is_warm:
            self._fill(window)
            return
        self._waiting.append(window)
        if len(self._waiting) == 1:
            window.tasks.run(tr("Opening the window"), _import_drawing, lambda _none: self._begin(window), quiet=True)

    def _begin(self, window: MainWindow) -> None:
        from infrasketch_desktop.picture.qt.warming import warm_drawing  # noqa: PLC0415 - imported on a thread by now

        warm_drawing()
        self._is_warm = True
        waiting, self._waiting = self._waiting, []
        for each in waiting:
            self._fill(each)
        self._warm(window)

    def _fill(self, window: MainWindow) -> None:
        if window in self._windows.all:  # and was not closed in the meantime
            window.home_controller.fill()
            window.set_technologies(self._parts)

    def _warm(self, window: MainWindow) -> None:
        window.tasks.run(
            tr("Opening the library"), _import_library, lambda _none: self._open_library(window), quiet=True
        )
        window.tasks.run(tr("Loading the lexicon"), self._load, self._share_technologies, quiet=True)

    def _open_library(self, window: MainWindow) -> None:
        self._services.shelf.open()
        for warning in self._services.preferences.warnings:
            window.show_notice(Notice(warning, Tone.WARNING))
        window.tasks.run(
            tr("Looking for unsaved work"),
            lambda _progress: self._services.workspace.recoverable(),
            lambda findings: self._offer(window, findings),
            quiet=True,
        )

    def _offer(self, window: MainWindow, findings: Findings) -> None:
        offer(window, findings)
        self._left.discard("library")

    def _load(self, _progress: Progress) -> tuple[Part, ...]:
        self._services.badges(_WELL_KNOWN)
        lexicon = self._services.engine.lexicon()
        parts = tuple(
            Part(technology.kind, technology.name, technology.name, technology.aliases)
            for technology in lexicon.technologies.values()
            if technology.kind is not None
        )
        self._services.engine.warm()
        _import_sketch()
        return parts

    def _share_technologies(self, parts: tuple[Part, ...]) -> None:
        self._parts = parts
        for window in self._windows.all:
            window.set_technologies(parts)
        for window in self._windows.all[:1]:
            window.tasks.run(tr("Opening the window"), _import_dialogs, lambda _none: None, quiet=True)
        self._left.discard("lexicon")
        self._loaded()


def offer(window: MainWindow, findings: Findings) -> None:
    """Offer what killed runs left; more than a few are kept for the next start."""
    for found in findings.sketches[:MOST_OFFERS]:
        window.files.offer_recovery(found)
    for found in findings.sketches[MOST_OFFERS:]:
        found.leave()
    if findings.damaged:
        text = tr_count(
            "%n recovery journal could not be read and was set aside: {names}",
            "%n recovery journals could not be read and were set aside: {names}",
            len(findings.damaged),
            names=listed(path.name for path in findings.damaged),
        )
        window.show_notice(Notice(text, Tone.WARNING))


def _import_sketch() -> None:
    """What comes with the first sketch and is not needed for the first paint."""
    import infrasketch_desktop.ui.panels.parts.panel  # noqa: PLC0415 - see above
    import infrasketch_desktop.ui.panels.properties.panel  # noqa: PLC0415
    import infrasketch_desktop.ui.workbench  # noqa: F401, PLC0415

    load_locking()


def _import_dialogs(progress: Progress) -> None:
    """What the dialogs that are opened most take beyond the window, up to a tenth of a second each."""
    for name in ("exporting.dialog", "code.dialog", "settings.dialog", "settings.table", "credits.wallet_dialog"):
        progress.check()
        import_module(f"infrasketch_desktop.ui.{name}")


def _import_drawing(_progress: Progress) -> None:
    """What draws diagrams takes 80 ms to import: better on a thread."""
    import infrasketch_desktop.picture.qt.warming  # noqa: F401, PLC0415 - see above


def _import_library(_progress: Progress) -> Any:
    """SQLite's helper takes a fifth of a second to import: better on a thread."""
    import infrasketch_desktop.storage.library  # noqa: PLC0415 - see above

    return infrasketch_desktop.storage.library
