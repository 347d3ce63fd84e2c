"""Everything of a window that its first paint does not need, made in steps that each take a moment."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from infrasketch_desktop.ui.actions.qactions import ActionSet
from infrasketch_desktop.ui.actions.table import all_actions
from infrasketch_desktop.ui.caption import Caption
from infrasketch_desktop.ui.chat.commands import ChatCommands
from infrasketch_desktop.ui.code.commands import CodeCommands
from infrasketch_desktop.ui.command_palette.popup import CommandPalette
from infrasketch_desktop.ui.command_palette.sources import entries
from infrasketch_desktop.ui.credits.commands import CreditsCommands
from infrasketch_desktop.ui.credits.sync_button import SyncButton
from infrasketch_desktop.ui.files.commands import FileCommands
from infrasketch_desktop.ui.help_commands import HelpCommands
from infrasketch_desktop.ui.home.controller import HomeController
from infrasketch_desktop.ui.hosting import Hosting
from infrasketch_desktop.ui.importing.commands import ImportCommands
from infrasketch_desktop.ui.looks import Looks
from infrasketch_desktop.ui.menus import fill_menus
from infrasketch_desktop.ui.regions import Regions
from infrasketch_desktop.ui.services import Services
from infrasketch_desktop.ui.settings.commands import SettingsCommands
from infrasketch_desktop.ui.sketch_commands import SketchCommands
from infrasketch_desktop.ui.status_bar import StatusBar
from infrasketch_desktop.ui.tasks import Tasks
from infrasketch_desktop.ui.toolbar import TopBar
from infrasketch_desktop.ui.updates.commands import UpdateCommands

if TYPE_CHECKING:
    from infrasketch_desktop.ui.main_window import MainWindow


def furnish(window: MainWindow, services: Services) -> Iterator[None]:
    """One step for each item. What is in sight is the same before and after each; bars begin hidden."""
    _add_commands(window, services)
    yield
    window.commands = ActionSet(all_actions(), window, services.icons, window)
    yield
    fill_menus(window.menus, window.commands)
    yield
    _add_bars(window, services)
    yield
    window.regions = Regions(window, window.pages.regions)
    window.command_palette = CommandPalette(window, services.icons, services.skin, lambda: entries(window))
    _follow(window, services)
    yield


def _add_commands(window: MainWindow, services: Services) -> None:
    window.tasks = Tasks(window.tell_error, window)
    window.looks = Looks(services.preferences, services.skin)
    window.credits = CreditsCommands(window, window, services)
    window.assistant = ChatCommands(window, window, services, window.credits)
    window.code = CodeCommands(window, window, services)
    window.hosting = Hosting(window, services)
    window.sketch = SketchCommands(lambda: window.bench, window.hosting.below_tidy)
    window.settings = SettingsCommands(window, window, services)
    window.help = HelpCommands(window, services)
    window.updates = UpdateCommands(window, window, services)
    window.files = FileCommands(window, window, services)
    window.importer = ImportCommands(window, window, services)
    window.home_controller = HomeController(window.home, services, window.tasks, window)


def _add_bars(window: MainWindow, services: Services) -> None:
    window.sync = SyncButton(services.credits, window.credits.show_wallet)
    window.status = StatusBar(
        window.tasks, services.icons, window.sync, lambda: window.commands.perform("view.zoom-100")
    )
    window.caption = Caption(window, window.status, services.profile)
    window.top_bar = TopBar(window.commands, services.icons, services.credits, window.assistant.model_button)
    window.top_bar.hide()
    window.addToolBar(window.top_bar)
    window.setStatusBar(window.status)
    window.caption.show_status(home=True)


def _follow(window: MainWindow, services: Services) -> None:
    window.tasks.changed.connect(lambda: window.caption.show_status(home=window.shows_home))
    window.home.back_wanted.connect(window.show_sketch)
    window.home.first_steps.tour_wanted.connect(window.help.take_tour)
    window.home.first_steps.sample_wanted.connect(window.help.open_sample)
    services.skin.changed.connect(window.commands.refresh)
    services.preferences.changed.connect(window.follow_preferences)
    services.credits.changed.connect(window.commands.refresh)
    services.credits.added.connect(window.credits.tell_added)
