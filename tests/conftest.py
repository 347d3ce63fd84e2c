"""What holds for every test: a home of its own, no window system, no network, and no warning that nobody expected.

A failure, too: every warning of Python and Qt, every log record of level WARNING or above that `log_watch.expect` did
not announce, every exception that is swallowed in a destructor or a thread. A test waits for a signal or polls with
`tests.support.waiting.wait_until`; it never sleeps. What a test may ask for:

- `home`: the folder where everything of the user lands; each test has one without asking.
- `@pytest.mark.loopback`: 127.0.0.1 may be reached, and nothing else. Without it only Unix sockets work.
- `database_url`: a new database; the test runs once on SQLite and once on PostgreSQL. `fill_database` may be overridden
  to fill it; `sqlite_url`, `postgresql_url` and `durable_postgresql_url` are single ones (tests/support/databases.py).
- `start_process`: a child that runs beside the test and never outlives it (tests/support/processes.py).
- `browser_page`, `screenshot`: a tab of a real browser (tests/support/chromium.py).
- `secret_service`: a real keyring for children (tests/support/keyrings.py).

The last three kinds need programs that a machine may lack. Then the tests are skipped, the run ends by saying so in
capitals, and with `CI=true` in the environment they fail. `packaging/test` installs the programs or names the command.
tests/harness proves all this.
"""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")
os.environ["LC_ALL"] = "C.UTF-8"  # the window speaks the language of the system
os.environ.pop("LANGUAGE", None)

import gc
import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.configuration import set_hypothesis_home_dir

from infrasketch_desktop.storage.profile import APPLICATION
from tests.support.homes import isolated_environment
from tests.support.logs import LogWatch
from tests.support.needs import report_missing

pytest_plugins = (
    "tests.support.loopback",
    "tests.support.processes",
    "tests.support.databases",
    "tests.support.chromium",
    "tests.support.keyrings",
    "tests.support.assistive",
    "tests.support.portals",
    "tests.support.scheduling",
)

settings.register_profile(
    "everyday",
    derandomize=True,
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.register_profile("explore", settings.get_profile("everyday"), derandomize=False, max_examples=1000)


def pytest_configure(config: pytest.Config) -> None:
    """Everyday runs draw the same examples everywhere; HYPOTHESIS_PROFILE=explore draws many new ones."""
    settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "everyday"))
    if config.pluginmanager.hasplugin("cacheprovider"):
        set_hypothesis_home_dir(config.cache.mkdir("hypothesis"))
    gc.disable()  # while thousands of modules are imported, which all stay


def pytest_collection_finish(session: pytest.Session) -> None:
    """Spares the garbage collector what stays until the end, and thousands of needless rounds: a tenth of the run.

    Benchmarks measure the program as it is, with the pauses of its collector.
    """
    gc.enable()
    if any(item.get_closest_marker("benchmark") for item in session.items):
        return
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The last words of a run name what could not be tested on this machine."""
    report_missing(terminalreporter)


@pytest.fixture(scope="session", autouse=True)
def empty_clipboard() -> Iterator[None]:
    """Empty at the end: offscreen, Qt deletes what Python put there after the interpreter has gone, and crashes."""
    yield
    if "PySide6.QtGui" in sys.modules and (app := sys.modules["PySide6.QtGui"].QGuiApplication.instance()):
        app.clipboard().clear()


@pytest.fixture(scope="session")
def cache_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache for the whole run: what lies there may be made again at any time, and takes a second to make."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def cache_folder(cache_home: Path) -> Path:
    """Where the program itself keeps what it compiles; who shares it waits for the layout once."""
    return cache_home / APPLICATION


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, cache_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh home for each test: whatever asks the system for a folder of the user is answered from here."""
    folder = tmp_path_factory.mktemp("home")
    for name, value in isolated_environment(folder, cache_home).items():
        monkeypatch.setenv(name, value)
    return folder


@pytest.fixture(autouse=True)
def log_watch() -> Iterator[LogWatch]:
    """Fails the test that logs a warning or worse, unless it said so: `log_watch.expect("disk is full")`."""
    watch = LogWatch()
    root = logging.getLogger()
    root.addHandler(watch)
    try:
        yield watch
    finally:
        root.removeHandler(watch)
    watch.check()
