"""`infrasketch open`, or `infrasketch` alone: the window."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import cast

from infrasketch_desktop.cli.console import Console
from infrasketch_desktop.cli.outcome import CommandError, ExitCode

OpenWindow = Callable[[Sequence[Path], Path | None], int]


def run(arguments: argparse.Namespace, _console: Console) -> ExitCode:
    """Open the window and return when the last one has closed."""
    if sys.platform == "linux" and not has_screen():
        raise CommandError(
            "There is no screen to open the window on (neither DISPLAY nor WAYLAND_DISPLAY is set).",
            advice="The commands work without one: see `infrasketch --help`.",
        )
    # The window and the command line do not know each other; this is the one door between them.
    open_window = cast("OpenWindow", import_module("infrasketch_desktop.app").main)
    return ExitCode.OK if open_window(arguments.files, arguments.profile) == 0 else ExitCode.FAILED


def has_screen() -> bool:
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
