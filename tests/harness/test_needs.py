"""Where a program is missing, its tests are skipped and everybody hears of it; on CI they fail."""

from pathlib import Path

import pytest

from tests.support.probes import run_probe

WITHOUT_PROGRAMS = """
from tests.support import chromium, databases, keyrings

databases.find_programs = lambda: None
chromium.find_chromium = lambda: None
keyrings.find_missing_programs = lambda: ["gnome-keyring-daemon"]

def test_on_both_databases(database_url):
    assert database_url.startswith("sqlite")

def test_on_postgresql(postgresql_url):
    raise AssertionError("no PostgreSQL, no test")

def test_page(browser_page):
    raise AssertionError("no browser, no test")

def test_keyring(secret_service):
    raise AssertionError("no keyring, no test")
"""


def test_the_run_says_in_capitals_what_was_not_tested(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    outcome = run_probe(tmp_path, WITHOUT_PROGRAMS)
    assert outcome.code == 0
    assert "1 passed, 4 skipped" in outcome.out
    last_words = outcome.out.partition("NOT TESTED HERE, AND SO NOT KNOWN TO WORK")[2].splitlines()[1:4]
    assert last_words == [
        "1 SKIPPED: CHROMIUM IS MISSING. RUN: apt-get install chromium",
        "1 SKIPPED: GNOME-KEYRING-DAEMON IS MISSING. RUN: apt-get install dbus gnome-keyring",
        "2 SKIPPED: POSTGRESQL IS MISSING. RUN: apt-get install postgresql",
    ]


def test_on_ci_nothing_may_be_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    outcome = run_probe(tmp_path, WITHOUT_PROGRAMS)
    assert outcome.code == 1
    assert "1 passed, 4 errors" in outcome.out
    assert "POSTGRESQL IS MISSING" in outcome.out
