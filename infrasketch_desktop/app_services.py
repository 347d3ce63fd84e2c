"""What the windows of the program work with; made after the first paint."""

from __future__ import annotations

import contextlib
import os
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QApplication

from infrasketch_desktop.storage.profile import Profile
from infrasketch_desktop.storage.workspace import Workspace
from infrasketch_desktop.ui.chat.assistant import Assistant
from infrasketch_desktop.ui.chat.keeping import Keeper
from infrasketch_desktop.ui.credits.controller import CreditsController
from infrasketch_desktop.ui.engine import Engine
from infrasketch_desktop.ui.files.choosing import DialogChooser
from infrasketch_desktop.ui.opener import SystemOpener
from infrasketch_desktop.ui.panels.kind_icons import KindIcons
from infrasketch_desktop.ui.preferences import Preferences
from infrasketch_desktop.ui.services import Front, Given, Services
from infrasketch_desktop.ui.shelf import Shelf
from infrasketch_desktop.ui.updates.controller import Updates
from infrasketch_desktop.vendor import read_vendor
from infrasketch_desktop.version import program_version
from infrasketch_desktop.wallet.variables import ROOT_VARIABLE, SERVER_VARIABLE, server_in_force

if TYPE_CHECKING:
    from infrasketch_desktop.picture.shapes import Glyph
    from infrasketch_desktop.ui.crash.reporter import Reporter
    from infrasketch_desktop.ui.credits.desk import Desk
    from infrasketch_desktop.updates.checker import Checker
    from infrasketch_desktop.wallet.vault import Vault

Tell = Callable[[Exception], None]


def make_services(
    app: QApplication,
    front: Front,
    given: Given,
    tell: Tell,
    *,
    crashed: Callable[[BaseException], None],
    reporter: Callable[[], Reporter],
) -> Services:
    """The services of the program around its `front`; `tell` says in a window what went wrong."""
    profile, preferences = front.profile, front.preferences
    engine = Engine(profile.cache_folder)
    credits_ = _make_credits(app, front, given.desk, tell)
    shelf = Shelf(profile.library_file, _now, tell, app)
    completers = (engine.complete,)
    return Services(
        profile=profile,
        workspace=Workspace(profile.state_folder, now=_now, new_id=_new_id, completers=completers),
        preferences=preferences,
        shelf=shelf,
        engine=engine,
        skin=front.skin,
        icons=front.icons,
        kind_icons=KindIcons(front.icons, front.skin),
        chooser=given.chooser or DialogChooser(),
        opener=given.opener or SystemOpener(),
        credits=credits_,
        updates=_make_updates(app, profile, preferences, tell),
        assistant=Assistant(credits_, preferences, engine, partial(_open_vault, profile, given.vault), tell),
        keeper=Keeper(shelf),
        badges=_badge,
        now=_now,
        new_id=_new_id,
        documents_folder=_documents_folder(),
        crashed=crashed,
        reporter=reporter,
    )


def _open_vault(profile: Profile, given: Vault | None) -> Vault:
    """For the keys of models; those of the wallet lie in their own."""
    from infrasketch_desktop.assistant.key_store import key_vault  # noqa: PLC0415 - not needed before it is asked for

    return given or key_vault(profile.data_folder)


def _make_credits(app: QApplication, front: Front, given: Desk | None, tell: Tell) -> CreditsController:
    vendor, preferences = read_vendor(), front.preferences
    address = os.environ.get(SERVER_VARIABLE, preferences.current.licensing_server)

    def open_desk() -> Desk:
        from infrasketch_desktop.ui.credits.wallet_desk import WalletDesk  # noqa: PLC0415 - loaded once all else is

        return given or WalletDesk(front.profile.data_folder, vendor, address, os.environ.get(ROOT_VARIABLE, ""))

    server = server_in_force(vendor, address)
    controller = CreditsController(open_desk, tell, app, preferences.current.account_email, server)
    controller.signed_in.connect(lambda email: preferences.change(account_email=email))
    return controller


def _make_updates(app: QApplication, profile: Profile, preferences: Preferences, tell: Tell) -> Updates:
    vendor = read_vendor()

    def opened() -> Checker | None:
        from infrasketch_desktop.updates.opening import open_checker  # noqa: PLC0415 - loaded once all else is

        return open_checker(vendor, profile.state_folder, program_version())

    return Updates(opened if vendor.feed else None, preferences, _now, tell, app)


def _badge(technology: str) -> Glyph | None:
    """The home page shows none: what they need is loaded with the first."""
    from infrasketch_desktop.exchange.badges import program_badges  # noqa: PLC0415 - see above

    return program_badges()(technology)


def _now() -> datetime:
    return datetime.now(UTC)


def _new_id() -> str:
    return uuid.uuid4().hex


def _documents_folder() -> Path:
    """Of the system, or home where it names none or one that is not there: a file dialog would begin anywhere then."""
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    with contextlib.suppress(RuntimeError):  # an account without a home
        return Path(found) if found and Path(found).is_dir() else Path.home()
    return Path.cwd()
