"""`infrasketch render`: a picture of a diagram, without a window or a screen."""

from __future__ import annotations

import argparse
from pathlib import Path

from infrasketch_desktop.cli.console import Console
from infrasketch_desktop.cli.files import STANDARD_STREAM, read_diagram, storage_failure
from infrasketch_desktop.cli.outcome import CommandError, ExitCode
from infrasketch_desktop.picture.qt import PictureTooLargeError, offscreen_application, render_png
from infrasketch_desktop.picture.theme import Theme, themes
from infrasketch_desktop.storage.atomic import write_atomically
from infrasketch_desktop.storage.errors import SaveError


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    output: str = arguments.output
    theme = _theme(arguments.theme)
    if Path(output).suffix.lower() not in ("", ".png"):
        raise CommandError(
            f"“{output}” is not the name of a PNG picture.", advice="Let it end in .png.", code=ExitCode.USAGE
        )
    diagram = read_diagram(arguments.file, console)
    application = offscreen_application()
    try:
        picture = render_png(diagram, theme, scale=arguments.scale, transparent=arguments.transparent)
    except PictureTooLargeError as error:
        raise CommandError(str(error), kept="Nothing was written.") from error
    finally:
        application.shutdown()
    _write(picture, output, console)
    return ExitCode.OK


def _theme(name: str) -> Theme:
    known = {theme.name.replace(" ", "-"): theme for theme in themes()}
    if name not in known:
        raise CommandError(
            f"There is no theme “{name}”.", advice=f"Choose one of {', '.join(known)}.", code=ExitCode.USAGE
        )
    return known[name]


def _write(picture: bytes, output: str, console: Console) -> None:
    if output == STANDARD_STREAM:
        console.write_bytes(picture)
        return
    try:
        write_atomically(Path(output), picture)
    except SaveError as error:
        raise storage_failure(error, output, kept="Nothing was written.") from error
    console.result({"output": output, "bytes": len(picture)})
    console.say(f"Saved to {output}.")
