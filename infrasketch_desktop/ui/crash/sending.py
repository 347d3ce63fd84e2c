"""Hands a report to the licensing server: nothing but what was shown, and nothing that says who sent it."""

from __future__ import annotations

from infrasketch_desktop.ui.crash.report import Report, program_version, system
from infrasketch_desktop.wallet.http import Http

PATH = "/api/reports"


def send(server: str, report: Report) -> None:
    """Send `report` to the server at the address `server`; sent again it is one report. For a thread.

    Raises:
        WalletError: the address is not one to trust, nobody answers, or the server refuses.
    """
    http = Http(server)
    try:
        body = {"id": report.id, "version": program_version(), "system": system()[:120], "text": report.text}
        http.send("POST", PATH, body=body)
    finally:
        http.close()
