"""Works through JSON lines: one row in, one row out, in order, whatever a single line holds."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from infrasketch_desktop.cli.console import Console
from infrasketch_desktop.cli.files import STANDARD_STREAM
from infrasketch_desktop.cli.outcome import CommandError, ExitCode
from infrasketch_desktop.diagram.errors import DiagramError
from infrasketch_desktop.storage.errors import reason

Predict = Callable[[Mapping[str, Any]], Mapping[str, Any]]

_BAD_ROW = (ValueError, KeyError, TypeError, AttributeError, RecursionError, DiagramError)
"""What a row of the wrong shape may raise on its way; anything else is a fault of ours and ends the program."""


def run_batch(source: str, required: Sequence[str], predict: Predict, console: Console) -> ExitCode:
    """Print `predict(row)` as one line of JSON for each line of the file `source` (`-` is standard input).

    A line that is no object or lacks a `required` field gets a row without nodes that says why, and FAILED is
    returned at the end.

    Raises:
        CommandError: the file cannot be read.
    """
    bad = []
    for number, line in enumerate(_lines(source, console), start=1):
        if not line.strip():
            continue
        row = _read(line)
        try:
            _check(row, required)
            console.row(predict(row))
        except _BAD_ROW as error:
            bad.append(number)
            console.row({"id": row.get("id"), "nodes": [], "edges": [], "error": f"line {number}: {_why(error)}"})
    if not bad:
        return ExitCode.OK
    shown = ", ".join(map(str, bad[:10])) + (", …" if len(bad) > 10 else "")  # noqa: PLR2004 - what fits on a line
    console.warn(f"Line {shown} could not be worked on; every other line was. The rows say why.")
    return ExitCode.FAILED


def _lines(source: str, console: Console) -> Iterable[str]:
    if source == STANDARD_STREAM:
        yield from console.source
        return
    try:
        with Path(source).open(encoding="utf-8-sig", errors="replace") as file:
            yield from file
    except OSError as error:
        why, advice = reason(error)
        raise CommandError(f"“{source}” could not be read: {why}.", advice=advice) from error


def _read(line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        row = {"": f"not JSON ({error})"}
    return row if isinstance(row, dict) else {"": "not an object"}


def _check(row: Mapping[str, Any], required: Sequence[str]) -> None:
    if "" in row:
        raise ValueError(row[""])
    for name in ("id", *required):
        if name not in row:
            raise ValueError(f"the field “{name}” is missing")


def _why(error: Exception) -> str:
    return f"the field {error} is missing" if isinstance(error, KeyError) else str(error)
