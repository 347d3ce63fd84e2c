"""`infrasketch-server verify-books`: prove that every credit is where the books say."""

from __future__ import annotations

import argparse

from licensing_server.books.reports import verify_books
from licensing_server.operations.console import standard_console
from licensing_server.parts import Parts
from licensing_server.wallets.checks import verify_wallets

MOST_SHOWN = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="one JSON value instead of words")


def run(options: argparse.Namespace, parts: Parts) -> int:
    """Reads one snapshot, so the server may go on working meanwhile. Answers 1 when something does not add up."""
    with parts.database.reading() as session:
        report = verify_books(session)
        faults = (*report.faults, *verify_wallets(session))
    checked = f"{report.accounts} accounts, {report.transfers} transfers"
    result = {"accounts": report.accounts, "transfers": report.transfers, "faults": list(faults)}
    console = standard_console(as_json=options.json)
    if not faults:
        console.tell(result, f"The books add up: {checked}.")
        return 0
    shown = [f"  {fault}" for fault in faults[:MOST_SHOWN]]
    more = [f"  and {len(faults) - MOST_SHOWN} more"] if len(faults) > MOST_SHOWN else []
    advice = "Nothing was changed. Stop the server, keep a copy of the database, and compare with a backup."
    console.tell(result, f"The books do not add up: {len(faults)} faults in {checked}.", *shown, *more, advice)
    return 1
