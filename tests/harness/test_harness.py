"""The harness keeps its promises; proved by failing tests run in a child with the project's own configuration."""

from pathlib import Path

import pytest

from tests.support.probes import run_probe
from tests.support.programs import Outcome

PROBE = """
import logging
import os
import socket
import warnings
from pathlib import Path

def test_log_warning():
    logging.getLogger("infrasketch").warning("the disk is full")

def test_expected_log_warning(log_watch):
    log_watch.expect("disk is full")
    logging.getLogger("infrasketch").warning("the disk is full")

def test_announced_but_never_logged(log_watch):
    log_watch.expect("the network is gone")

def test_python_warning():
    warnings.warn("old", DeprecationWarning)

def test_qt_warning(qtbot):
    from PySide6.QtCore import qWarning
    qWarning("painter not active")

def test_network():
    socket.create_connection(("127.0.0.1", 9))

def test_home(home):
    assert Path.home() == home
    assert os.environ["XDG_DATA_HOME"].startswith(str(home))

def test_ignored_exception():
    class Loud:
        def __del__(self):
            raise ValueError("nobody looks here")
    Loud()
"""


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    return run_probe(tmp_path_factory.mktemp("probe"), PROBE, "-rA")


@pytest.mark.parametrize(
    "probe",
    ["log_warning", "announced_but_never_logged", "python_warning", "qt_warning", "network", "ignored_exception"],
)
def test_what_should_fail_fails(outcome: Outcome, probe: str) -> None:
    assert any(line.startswith(("FAILED", "ERROR")) and f"test_{probe}" in line for line in outcome.out.splitlines())


@pytest.mark.parametrize("probe", ["expected_log_warning", "home"])
def test_what_should_pass_passes(outcome: Outcome, probe: str) -> None:
    assert any(line.startswith("PASSED") and line.endswith(f"test_{probe}") for line in outcome.out.splitlines())


def test_every_folder_of_the_user_is_temporary(home: Path, cache_home: Path) -> None:
    import platformdirs

    folders = [platformdirs.user_data_path("x"), platformdirs.user_config_path("x"), platformdirs.user_state_path("x")]
    assert all(folder.is_relative_to(home) for folder in folders)
    assert platformdirs.user_cache_path("x").is_relative_to(cache_home)
