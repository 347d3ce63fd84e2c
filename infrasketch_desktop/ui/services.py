"""What every window of the running program shares; made once by `app`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # most of it is not needed to start
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from infrasketch_desktop.picture.artist import BadgeSource
    from infrasketch_desktop.storage.profile import Profile
    from infrasketch_desktop.storage.workspace import Workspace
    from infrasketch_desktop.ui.chat.assistant import Assistant
    from infrasketch_desktop.ui.chat.keeping import Keeper
    from infrasketch_desktop.ui.crash.reporter import Reporter
    from infrasketch_desktop.ui.credits.controller import CreditsController
    from infrasketch_desktop.ui.credits.desk import Desk
    from infrasketch_desktop.ui.engine import Engine
    from infrasketch_desktop.ui.files.choosing import Chooser
    from infrasketch_desktop.ui.icons import Icons
    from infrasketch_desktop.ui.opener import Opener
    from infrasketch_desktop.ui.panels.kind_icons import KindIcons
    from infrasketch_desktop.ui.preferences import Preferences
    from infrasketch_desktop.ui.shelf import Shelf
    from infrasketch_desktop.ui.theme.skin import Skin
    from infrasketch_desktop.ui.updates.controller import Updates
    from infrasketch_desktop.wallet.vault import Vault


@dataclass(frozen=True, slots=True)
class Front:
    """What a window needs until its first paint; `Services` has the same, and the rest."""

    profile: Profile
    preferences: Preferences
    skin: Skin
    icons: Icons


@dataclass(frozen=True, slots=True)
class Given:
    """What stands in for the usual where it is there: the wallet's desk, and the vault for keys of models, for example.

    Without them those of the profile and of this computer are opened.
    """

    chooser: Chooser | None
    desk: Desk | None
    opener: Opener | None
    vault: Vault | None


@dataclass(frozen=True, slots=True)
class Services:
    """`now` is the clock; `new_id` answers what was never there before.

    `profile` is where this person's settings and library lie, or a passing one where that cannot be used.
    `documents_folder` is where file dialogs begin before anything was saved.
    """

    profile: Profile
    workspace: Workspace
    preferences: Preferences
    shelf: Shelf
    engine: Engine
    skin: Skin
    icons: Icons
    kind_icons: KindIcons
    chooser: Chooser
    opener: Opener
    credits: CreditsController
    assistant: Assistant
    updates: Updates
    keeper: Keeper
    badges: BadgeSource
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    documents_folder: Path
    crashed: Callable[[BaseException], None]
    reporter: Callable[[], Reporter]
