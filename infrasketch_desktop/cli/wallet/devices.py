"""`infrasketch wallet devices`: the computers of the account."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from infrasketch_desktop.cli.console import Console
from infrasketch_desktop.cli.outcome import CommandError, ExitCode
from infrasketch_desktop.cli.wallet.opening import opened
from infrasketch_desktop.cli.wallet.words import when
from infrasketch_desktop.wallet.client import DeviceInfo
from infrasketch_desktop.wallet.errors import credits_text

SHOWN_ID = 8


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    with opened(arguments, console) as desk:
        known = desk.devices()
        if arguments.remove is None:
            _list(known, console)
            return ExitCode.OK
        device = find_device(known, arguments.remove)
        returned = desk.revoke(device.id)
    console.result({"removed": device.id, "credits_returned": returned})
    console.say(f"Removed {device.name}. {credits_text(returned)} went back to the account.")
    return ExitCode.OK


def find_device(known: Sequence[DeviceInfo], start: str) -> DeviceInfo:
    """The one device whose id begins with `start`.

    Raises:
        CommandError: none does, or several.
    """
    found = [device for device in known if start and device.id.startswith(start)]
    if len(found) != 1:
        raise CommandError(
            f"“{start}” is the beginning of {len(found) or 'no'} ids.",
            kept="Nothing was removed.",
            advice="`infrasketch wallet devices` lists them.",
            code=ExitCode.USAGE,
        )
    return found[0]


def _list(known: Sequence[DeviceInfo], console: Console) -> None:
    console.result(
        {
            "devices": [
                {
                    "id": device.id,
                    "name": device.name,
                    "platform": device.platform,
                    "enrolled_at": device.enrolled_at,
                    "seen_at": device.seen_at,
                    "is_this": device.is_this,
                }
                for device in known
            ]
        }
    )
    for device in known:
        this = "  (this computer)" if device.is_this else ""
        console.say(f"{device.id[:SHOWN_ID]}  {device.name}, last met {when(device.seen_at)}{this}")
