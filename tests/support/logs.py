"""Remembers log records that somebody should have expected."""

from __future__ import annotations

import logging
import re

import pytest


class LogWatch(logging.Handler):
    """Collects records of level WARNING and above. `check` fails on those that `expect` did not announce, and on
    announcements that nothing answered.
    """

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._seen: list[str] = []
        self._expected: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self._seen.append(f"{record.levelname} {record.name}: {record.getMessage()}")

    def expect(self, pattern: str) -> None:
        """Announce that a record matching `pattern` will be logged at least once."""
        self._expected.append(pattern)

    def check(self) -> None:
        surprises = [line for line in self._seen if not any(re.search(p, line) for p in self._expected)]
        if surprises:
            pytest.fail("logged without being expected:\n  " + "\n  ".join(surprises), pytrace=False)
        missing = [p for p in self._expected if not any(re.search(p, line) for line in self._seen)]
        if missing:
            pytest.fail(f"never logged: {missing}", pytrace=False)
