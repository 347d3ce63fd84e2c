"""`infrasketch-server reports`: what people reported about crashes."""

from __future__ import annotations

import argparse
import unicodedata
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from licensing_server.errors import LicensingServerError
from licensing_server.models.reports import CrashReport
from licensing_server.operations.console import standard_console
from licensing_server.parts import Parts
from licensing_server.reports import service

MOST_LISTED = 50
_LAYOUT = "\n\t"


class UnknownReportError(LicensingServerError):
    """No report has this id, or several begin so."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--read", metavar="ID", help="show one report; the beginning of its id is enough")
    what.add_argument("--delete", metavar="ID", help="delete one report, for example because its sender asks for it")
    parser.add_argument("--json", action="store_true", help="one JSON value instead of words")


def run(options: argparse.Namespace, parts: Parts) -> int:
    """Without a choice, list the newest reports."""
    console = standard_console(as_json=options.json)
    if options.delete:
        deleted = parts.database.run(lambda session: _delete(session, options.delete))
        console.tell({"deleted": deleted}, f"Report {deleted} is deleted.")
        return 0
    with parts.database.reading() as session:
        if options.read:
            report = _find(session, options.read)
            console.tell({**_head(report), "text": report.text}, _line(report), "", printable(report.text))
            return 0
        found = service.newest(session, MOST_LISTED)
        lines = [_line(report) for report in found] or ["Nobody has reported a crash."]
        console.tell({"reports": [_head(report) for report in found]}, *lines)
    return 0


def printable(text: str) -> str:
    """`text` with whatever could steer a terminal, or turn the order of letters around, spelled out."""
    return "".join(
        char if char in _LAYOUT or unicodedata.category(char) not in {"Cc", "Cf", "Zl", "Zp"} else f"\\u{ord(char):04x}"
        for char in text
    )


def _delete(session: Session, named: str) -> str:
    report = _find(session, named)
    session.delete(report)
    return report.id


def _find(session: Session, named: str) -> CrashReport:
    report = service.find(session, named)
    if report is None:
        raise UnknownReportError(f"There is no report “{named}”, or several begin so. List them without --read.")
    return report


def _head(report: CrashReport) -> dict[str, Any]:
    return {
        "id": report.id,
        "received_at": report.received_at,
        "version": report.version,
        "system": report.system,
    }


def _line(report: CrashReport) -> str:
    when = datetime.fromtimestamp(report.received_at, UTC).strftime("%Y-%m-%d %H:%M UTC")
    return f"{report.id}  {when}  {printable(report.version)}  {printable(report.system)}"
