"""Programs that a machine must have for some tests: without them the tests are skipped aloud, and on CI they fail.

A skip that nobody sees is a test that nobody runs. So the reason is in capitals, the run ends with one line for each
program that is missing, and where the environment says `CI=true` a missing program is a failure.
"""

from __future__ import annotations

import os
from collections import Counter
from typing import NoReturn

import pytest

_MARK = "NOT TESTED HERE: "


def miss(what: str, *, packages: str) -> NoReturn:
    """Skip the test, or fail it on CI, because `what` is not installed; `packages` are its Debian names."""
    reason = f"{_MARK}{what.upper()} IS MISSING. RUN: apt-get install {packages}"
    if os.environ.get("CI", "").lower() in {"true", "1"}:
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def report_missing(reporter: pytest.TerminalReporter) -> None:
    """Write one line for every missing program, with the number of tests that it cost."""
    skipped = [report.longrepr for report in reporter.stats.get("skipped", [])]
    reasons = Counter(longrepr[2].partition(_MARK)[2] for longrepr in skipped if _MARK in longrepr[2])
    if not reasons:
        return
    reporter.section(f"{_MARK.strip(': ')}, AND SO NOT KNOWN TO WORK", red=True, bold=True)
    for reason, count in sorted(reasons.items()):
        reporter.line(f"{count} SKIPPED: {reason}", red=True, bold=True)
