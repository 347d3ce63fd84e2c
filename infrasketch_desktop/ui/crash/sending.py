"""Hands a report to the licensing server: nothing but what was shown, and nothing that says who sent it."""

from __future__ import annotations

import re

from infrasketch_desktop.ui.crash.report import Report, system
from infrasketch_desktop.version import program_version
from infrasketch_desktop.wallet.http import Http

PATH = "/api/reports"
_LONGEST_SYSTEM = 120
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
"""All but line breaks and tabs; the server refuses them, because they only deceive readers."""


def send(server: str, report: Report) -> None:
    """Send `report` to the server at the address `server`; sent again it is one report. For a thread.

    Raises:
        WalletError: the address is not one to trust, nobody answers, or the server refuses.
    """
    http = Http(server)
    try:
        text = _CONTROLS.sub("", report.text)
        body = {"id": report.id, "version": program_version(), "system": system()[:_LONGEST_SYSTEM], "text": text}
        http.send("POST", PATH, body=body)
    finally:
        http.close()
