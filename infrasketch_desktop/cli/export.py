"""`infrasketch export`: pictures of diagrams, paid from the wallet; what is not delivered costs nothing."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from infrasketch_desktop.cli.console import Console
from infrasketch_desktop.cli.files import STANDARD_STREAM, read_diagram
from infrasketch_desktop.cli.outcome import CommandError, ExitCode
from infrasketch_desktop.cli.wallet.paying import pay
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.picture.theme import Theme, themes
from infrasketch_desktop.wallet.delivery import Work

if TYPE_CHECKING:
    from PySide6.QtGui import QGuiApplication

STANDARD_NAME = "diagram"
"""Names the picture of a diagram that came from standard input."""


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    studio = Studio(named_theme(arguments.theme), arguments.scale, transparent=arguments.transparent)
    targets = plan_targets(arguments.files, arguments.output, f".{arguments.to}")
    diagrams = [read_diagram(name, console) for name in arguments.files]
    works = [
        Work(target.absolute(), studio.painter(diagram), f"export.{arguments.to}")
        for target, diagram in zip(targets, diagrams, strict=True)
    ]
    with closing(studio):
        return pay(works, arguments, console)


class Studio:
    """Draws pictures without a screen. Qt starts with the first of them: saying a price needs none."""

    def __init__(self, theme: Theme, scale: float, *, transparent: bool) -> None:
        self._theme = theme
        self._scale = scale
        self._transparent = transparent
        self._application: QGuiApplication | None = None

    def painter(self, diagram: Diagram) -> Callable[[Path], None]:
        """What writes the picture of `diagram` under a path."""

        def paint(path: Path) -> None:
            path.write_bytes(self._draw(diagram))

        return paint

    def close(self) -> None:
        if self._application is not None:
            self._application.shutdown()

    def _draw(self, diagram: Diagram) -> bytes:
        from infrasketch_desktop.picture.qt import offscreen_application, render_png  # noqa: PLC0415 - see above

        self._application = self._application or offscreen_application()
        return render_png(diagram, self._theme, scale=self._scale, transparent=self._transparent)


def plan_targets(files: Sequence[str], output: Path | None, suffix: str) -> list[Path]:
    """Where the result of each of `files` goes: beside it, into the folder `output`, or to the one file `output`.

    Raises:
        CommandError: two results would be one file, or the name does not fit.
    """
    names = [STANDARD_NAME if name == STANDARD_STREAM else Path(name).stem for name in files]
    if output is None:
        folders = [Path() if name == STANDARD_STREAM else Path(name).parent for name in files]
        targets = [folder / f"{name}{suffix}" for folder, name in zip(folders, names, strict=True)]
    elif output.is_dir() or not output.suffix:
        targets = [output / f"{name}{suffix}" for name in names]
    else:
        targets = [_one_file(output, suffix)]
    if len(set(targets)) != len(files):
        raise CommandError(
            "Several diagrams would become one file.",
            kept="Nothing was charged.",
            advice="Let -o name a folder, and give diagrams of different names.",
            code=ExitCode.USAGE,
        )
    return targets


def _one_file(output: Path, suffix: str) -> Path:
    if output.suffix.lower() != suffix:
        raise CommandError(
            f"“{output}” is neither a folder nor the name of a {suffix[1:].upper()} picture.",
            advice=f"Let it end in {suffix}.",
            code=ExitCode.USAGE,
        )
    return output


def named_theme(name: str) -> Theme:
    """The theme of pictures called `name`. Raises CommandError."""
    known = {theme.name.replace(" ", "-"): theme for theme in themes()}
    if name not in known:
        raise CommandError(
            f"There is no theme “{name}”.", advice=f"Choose one of {', '.join(known)}.", code=ExitCode.USAGE
        )
    return known[name]
