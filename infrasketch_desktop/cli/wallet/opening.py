"""Opens the wallet of the profile for one command, with the licensing server that the settings name."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from infrasketch_desktop.cli.console import Console
from infrasketch_desktop.cli.wallet.failures import explained
from infrasketch_desktop.storage.profile import Profile
from infrasketch_desktop.storage.settings import SettingsStore
from infrasketch_desktop.wallet.assembly import open_credits
from infrasketch_desktop.wallet.endpoints import Endpoint, choose_endpoint
from infrasketch_desktop.wallet.service import Credits
from infrasketch_desktop.wallet.variables import ROOT_VARIABLE, SERVER_VARIABLE


@contextmanager
def opened(arguments: argparse.Namespace, console: Console) -> Iterator[Credits]:
    """The credits of the profile. Expected failures inside the block become CommandErrors."""
    profile = _profile(arguments)
    with explained():
        endpoint = find_endpoint(arguments)
        found = open_credits(profile.data_folder, endpoint)
        try:
            if found.warning:
                console.warn(found.warning)
            yield found.credits
        finally:
            found.credits.close()
            endpoint.close()


def find_endpoint(arguments: argparse.Namespace) -> Endpoint:
    """The licensing server that options, environment and settings name. Raises WalletError."""
    profile = _profile(arguments)
    server = _server(arguments.server, profile.settings_file)
    return choose_endpoint(server, os.environ.get(ROOT_VARIABLE, ""), profile.data_folder)


def _profile(arguments: argparse.Namespace) -> Profile:
    return Profile.at(arguments.profile) if arguments.profile else Profile.standard()


def _server(option: str | None, settings_file: Path) -> str:
    """The option before the environment before the setting; "" is the built-in server."""
    given = option if option is not None else os.environ.get(SERVER_VARIABLE)
    return given if given is not None else SettingsStore(settings_file).load().settings.licensing_server
