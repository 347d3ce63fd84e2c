"""`infrasketch wallet export-request`: a sync request that travels as a file."""

from __future__ import annotations

import argparse
from pathlib import Path

from infrasketch_desktop.cli.console import Console
from infrasketch_desktop.cli.outcome import ExitCode
from infrasketch_desktop.cli.wallet.opening import opened


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    file: Path = arguments.file
    with opened(arguments, console) as desk:
        desk.export_request(file)
    console.result({"file": str(file), "bytes": file.stat().st_size})
    console.say(
        f"Saved to {file}. Have it carried to the server with `infrasketch wallet carry` on a computer that meets it."
    )
    return ExitCode.OK
