"""`infrasketch-server reconcile`: compare with the payment service, grant what is missing, report the rest."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from licensing_server.operations.console import standard_console
from licensing_server.parts import Parts
from licensing_server.purchases import reconciliation
from licensing_server.purchases.reconciliation import Kind

_DAY = 24 * 3600


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--days", type=int, default=35, help="how far to look back (35)")
    parser.add_argument("--events-only", action="store_true", help="only work on events that were missed")
    parser.add_argument("--json", action="store_true", help="one JSON value instead of words")


def run(options: argparse.Namespace, parts: Parts) -> int:
    """0 when everything matches or was mended, 1 when somebody has to look."""
    findings = reconciliation.catch_up(parts)
    if not options.events_only:
        findings += reconciliation.compare(parts, options.days * _DAY)
    open_ = [finding for finding in findings if finding.kind is not Kind.MENDED]
    lines = [str(finding) for finding in findings] or ["Payment service and books agree."]
    if open_:
        lines.append(f"{len(open_)} of these need somebody to look; nothing else was changed.")
    standard_console(as_json=options.json).tell({"findings": [asdict(finding) for finding in findings]}, *lines)
    return 1 if open_ else 0
