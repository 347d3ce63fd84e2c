"""`infrasketch-server reports`: what people reported about crashes."""

from __future__ import annotations

import argparse
import json
import os
import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

from sqlalchemy.orm import Session

from licensing_server.errors import LicensingServerError
from licensing_server.models.reports import CrashReport
from licensing_server.operations.console import Console, standard_console
from licensing_server.parts import Parts
from licensing_server.reports import selection
from licensing_server.reports.selection import Group, Wanted

LISTED = 50
DAY = 24 * 3600
NO_MISTAKE = "none"
"""The group of reports that tell of no mistake: people wrote them by themselves."""
_LAYOUT = "\n\t"
_STANDARD_OUTPUT = Path("-")
"""Of a container, or of a service: their files are not those of whoever asks."""


class UnknownReportError(LicensingServerError):
    """No report has this id, or several begin so."""


class ReportsRefusedError(LicensingServerError):
    """What was asked for would delete everything, or write over a file."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    one = actions.add_parser("show", help="show one report")
    one.add_argument("report", metavar="ID", help="its id; the beginning of it is enough")
    for name, said in (
        ("list", "list the newest reports"),
        ("groups", "list the mistakes, those that most people met first"),
        ("count", "say how many there are"),
        ("export", "write them to a file, one JSON value for each line"),
        ("delete", "delete one, those of a mistake, or old ones"),
    ):
        child = actions.add_parser(name, help=said)
        _add_choice(child)
        if name in ("list", "groups"):
            child.add_argument("--limit", type=_number, default=LISTED, metavar="N", help=f"how many ({LISTED})")
        if name == "list":
            child.add_argument("--skip", type=_number, default=0, metavar="N", help="leave out the N newest")
        if name == "export":
            child.add_argument(
                "file", type=Path, metavar="FILE", help="a new file that only its owner can read; “-”: standard output"
            )
        if name == "delete":
            child.add_argument("report", nargs="?", metavar="ID", help="one report, for example on its sender's wish")
            child.add_argument("--older-than", type=_number, metavar="DAYS", help="those that came before that")
    for child in actions.choices.values():
        child.add_argument("--json", action="store_true", help="one JSON value instead of words")


def run(options: argparse.Namespace, parts: Parts) -> int:
    _ACTIONS[options.action](options, parts, standard_console(as_json=options.json))
    return 0


def printable(text: str) -> str:
    """`text` with whatever could steer a terminal, or turn the order of letters around, spelled out."""
    return "".join(
        char if char in _LAYOUT or unicodedata.category(char) not in {"Cc", "Cf", "Zl", "Zp"} else f"\\u{ord(char):04x}"
        for char in text
    )


def _list(options: argparse.Namespace, parts: Parts, console: Console) -> None:
    with parts.database.reading() as session:
        wanted = _wanted(options, parts)
        found = selection.listed(session, wanted, limit=options.limit, offset=options.skip)
        lines = [_line(report) for report in found] or ["No report is like that."]
        console.tell({"reports": [_head(report) for report in found]}, *lines)


def _groups(options: argparse.Namespace, parts: Parts, console: Console) -> None:
    with parts.database.reading() as session:
        found = selection.grouped(session, _wanted(options, parts), limit=options.limit)
    lines = [_group_line(group) for group in found] or ["No report is like that."]
    console.tell({"groups": [_group(group) for group in found]}, *lines)


def _show(options: argparse.Namespace, parts: Parts, console: Console) -> None:
    with parts.database.reading() as session:
        report = _find(session, options.report)
        console.tell({**_head(report), "text": report.text}, _line(report), "", printable(report.text))


def _count(options: argparse.Namespace, parts: Parts, console: Console) -> None:
    with parts.database.reading() as session:
        number = selection.counted(session, _wanted(options, parts))
    console.tell({"reports": number}, str(number))


def _export(options: argparse.Namespace, parts: Parts, console: Console) -> None:
    if options.file == _STANDARD_OUTPUT:
        _write(console.out, options, parts)
        return
    try:
        descriptor = os.open(options.file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise ReportsRefusedError(f"“{options.file}” cannot be made: {error.strerror}. Nothing was written.") from error
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        number = _write(file, options, parts)
    console.tell({"reports": number, "file": str(options.file)}, f"{number} reports are in {options.file}.")


def _write(file: TextIO, options: argparse.Namespace, parts: Parts) -> int:
    """One JSON value for each line, in ASCII; gives their number."""
    number = 0
    with parts.database.reading() as session:
        for report in selection.every(session, _wanted(options, parts)):
            file.write(json.dumps({**_head(report), "text": report.text}) + "\n")
            number += 1
    return number


def _delete(options: argparse.Namespace, parts: Parts, console: Console) -> None:
    if options.report:
        gone = parts.database.run(lambda session: _delete_one(session, options.report))
        console.tell({"deleted": 1, "id": gone}, f"Report {gone} is deleted.")
        return
    wanted = _wanted(options, parts)
    if wanted == Wanted():
        raise ReportsRefusedError("Say which: an ID, --group, --older-than, --version or --since. Nothing was deleted.")
    number = parts.database.run(lambda session: selection.deleted(session, wanted))
    console.tell({"deleted": number}, f"{number} reports are deleted.")


_ACTIONS: Mapping[str, Callable[[argparse.Namespace, Parts, Console], None]] = {
    "list": _list,
    "groups": _groups,
    "show": _show,
    "count": _count,
    "export": _export,
    "delete": _delete,
}


def _add_choice(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--since", type=_number, metavar="DAYS", help="only those of the last DAYS days")
    parser.add_argument("--version", default="", help="only those of this version of the program")
    parser.add_argument("--group", metavar="FINGERPRINT", help=f"only those of this mistake; “{NO_MISTAKE}”: of none")


def _wanted(options: argparse.Namespace, parts: Parts) -> Wanted:
    now, older = parts.now(), getattr(options, "older_than", None)
    return Wanted(
        since=None if options.since is None else now - options.since * DAY,
        before=None if older is None else now - older * DAY,
        version=options.version,
        fingerprint="" if options.group == NO_MISTAKE else options.group,
    )


def _delete_one(session: Session, named: str) -> str:
    report = _find(session, named)
    session.delete(report)
    return report.id


def _find(session: Session, named: str) -> CrashReport:
    report = selection.find(session, named)
    if report is None:
        raise UnknownReportError(f"There is no report “{named}”, or several begin so. See `reports list`.")
    return report


def _head(report: CrashReport) -> dict[str, Any]:
    return {
        "id": report.id,
        "received_at": report.received_at,
        "version": report.version,
        "system": report.system,
        "fingerprint": report.fingerprint,
        "headline": report.headline,
    }


def _line(report: CrashReport) -> str:
    parts = (report.version, report.system, report.fingerprint or NO_MISTAKE, report.headline)
    return "  ".join([report.id, _when(report.received_at), *(printable(part) for part in parts if part)])


def _group(group: Group) -> dict[str, Any]:
    return {
        "fingerprint": group.fingerprint,
        "headline": group.headline,
        "count": group.count,
        "versions": group.versions,
        "first_at": group.first_at,
        "last_at": group.last_at,
    }


def _group_line(group: Group) -> str:
    name, headline = group.fingerprint or NO_MISTAKE, group.headline or "written by people"
    times = f"{_when(group.first_at)} to {_when(group.last_at)}"
    return f"{group.count:6}  {name:16}  {times}  {group.versions} versions  {printable(headline)}"


def _when(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M UTC")


def _number(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 100_000:  # noqa: PLR2004 - nothing here is more
        raise argparse.ArgumentTypeError("0 to 100000")
    return number
