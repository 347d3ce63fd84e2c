"""Results on standard output: only what the price list gives for nothing, because a pipe cannot be taken back."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from infrasketch_desktop.cli.console import Console
from infrasketch_desktop.cli.drawing import Studio
from infrasketch_desktop.cli.outcome import CommandError, ExitCode
from infrasketch_desktop.cli.wallet.opening import opened
from infrasketch_desktop.credits.quotes import Wanted
from infrasketch_desktop.exchange.pieces import Piece


def print_free(pieces: Sequence[Piece], arguments: argparse.Namespace, console: Console) -> ExitCode:
    """Print the one piece there is. Raises CommandError when there are several, or when it costs something."""
    if len(pieces) != 1 or pieces[0].is_folder:
        raise CommandError(
            "Only one file goes to standard output.", advice="Let -o name a folder.", code=ExitCode.USAGE
        )
    piece = pieces[0]
    with opened(arguments, console) as desk:
        price = desk.wallet.quote([Wanted(piece.item)]).total
    if price:
        raise CommandError(
            f"“{piece.form.title}” costs something, and what goes to standard output cannot be taken back.",
            kept="Nothing was charged.",
            advice="Let -o name a file.",
            code=ExitCode.USAGE,
        )
    with closing(Studio()) as studio, tempfile.TemporaryDirectory(prefix="infrasketch-") as folder:
        path = Path(folder) / f"result{piece.form.suffix}"
        studio.maker(piece)(path)
        console.write_bytes(path.read_bytes())
    for loss in piece.losses:
        console.warn(str(loss))
    return ExitCode.OK
