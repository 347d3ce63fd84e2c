"""`infrasketch open`, or `infrasketch` alone: the window of this program, or that of the one which is open already."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, cast

from infrasketch_desktop.cli.outcome import CommandError, ExitCode
from infrasketch_desktop.instance.address import address_of
from infrasketch_desktop.instance.asking import asked_for
from infrasketch_desktop.instance.entering import Entry, Outcome, enter
from infrasketch_desktop.instance.request import MOST_FILES, Request, RequestError
from infrasketch_desktop.resources import ResourceError
from infrasketch_desktop.storage.errors import ProfileError
from infrasketch_desktop.storage.profile import Profile

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from infrasketch_desktop.cli.console import Console

OpenWindow = Callable[[Request, Profile, Entry], int]


def run(arguments: argparse.Namespace, _console: Console) -> ExitCode:
    return open_files(arguments.files, new_window=arguments.new_window, folder=arguments.profile)


def open_files(files: Sequence[str], *, new_window: bool = False, folder: Path | None = None) -> ExitCode:
    """Hand over to the program that is open, at once; else open the window and return when the last one has closed.

    `folder` holds the profile, if not the user's own.
    """
    if sys.platform == "linux" and not has_screen():
        raise CommandError(
            "There is no screen to open the window on (neither DISPLAY nor WAYLAND_DISPLAY is set).",
            advice="The commands work without one: see `infrasketch --help`.",
        )
    if len(files) > MOST_FILES:
        raise CommandError(f"At most {MOST_FILES} diagrams can be opened at once.", code=ExitCode.USAGE)
    request = asked_for(files, os.environ, new_window=new_window)
    profile = Profile.chosen(folder)
    entry = _entered(profile, request)
    if entry.outcome is Outcome.HANDED_OVER:
        return ExitCode.OK
    gc.disable()  # nothing that a start loads is garbage, and looking for some took a fifth of it; see `app`
    # The window and the command line do not know each other; this is the one door between them.
    open_window = cast("OpenWindow", import_module("infrasketch_desktop.app").main)
    try:
        return ExitCode.OK if open_window(request, profile, entry) == 0 else ExitCode.FAILED
    except ProfileError as error:
        raise CommandError(error.what, kept=error.kept, advice=error.advice) from error
    except ResourceError as error:
        raise CommandError(str(error)) from error
    finally:
        gc.enable()


def _entered(profile: Profile, request: Request) -> Entry:
    try:
        return enter(address_of(profile.data_folder), request)
    except RequestError as error:
        what = "The paths of these diagrams are too long to be opened at once."
        raise CommandError(what, advice="Open some of them first.", code=ExitCode.USAGE) from error


def has_screen() -> bool:
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
