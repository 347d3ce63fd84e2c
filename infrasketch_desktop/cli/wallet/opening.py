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
from infrasketch_desktop.vendor import read_vendor
from infrasketch_desktop.wallet.assembly import open_credits
from infrasketch_desktop.wallet.endpoints import Endpoint, choose_endpoint
from infrasketch_desktop.wallet.errors import WalletError
from infrasketch_desktop.wallet.http import checked_address
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
    """The licensing server of this build, or what options, environment and settings name in a sandbox.

    Raises:
        WalletError: the address is not one, or a live build is asked to meet another server.
    """
    profile, vendor = _profile(arguments), read_vendor()
    if vendor.is_live and arguments.server is not None and checked_address(arguments.server) != vendor.server:
        raise WalletError(
            f"This version of InfraSketch meets “{vendor.server}” alone.",
            kept="Nothing was sent anywhere.",
            advice="Leave --server out.",
        )
    server = _server(arguments.server, profile.settings_file)
    return choose_endpoint(vendor, profile.data_folder, server, os.environ.get(ROOT_VARIABLE, ""))


def _profile(arguments: argparse.Namespace) -> Profile:
    return Profile.chosen(arguments.profile)


def _server(option: str | None, settings_file: Path) -> str:
    """The option before the environment before the setting; "" is the built-in server."""
    given = option if option is not None else os.environ.get(SERVER_VARIABLE)
    return given if given is not None else SettingsStore(settings_file).load().settings.licensing_server
