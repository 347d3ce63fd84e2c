"""How a command ends: errors in words and as JSON, closed pipes, odd terminals."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from infrasketch_desktop.cli.outcome import CommandError, ExitCode
from tests.cli.conftest import Cli
from tests.support.programs import INFRASKETCH, ROOT


def test_an_error_says_what_happened_what_was_kept_and_what_to_do() -> None:
    error = CommandError("It broke.", kept="The file is as it was.", advice="Try again.")
    assert str(error) == "It broke. The file is as it was. Try again."


def test_with_json_an_error_is_one_json_object_on_standard_error(cli: Cli) -> None:
    outcome = cli("export", "none.infrasketch", "--to", "png", "--json")
    assert outcome.code == ExitCode.FAILED
    assert outcome.out == ""
    assert json.loads(outcome.err)["error"]["exit_code"] == 1


def test_wrong_usage_with_json_is_json_too(cli: Cli) -> None:
    outcome = cli("--json", "sktech")
    assert json.loads(outcome.err)["error"]["what"].startswith("“sktech”")


@pytest.mark.skipif(os.name == "nt", reason="pipes close differently there")
def test_a_closed_pipe_ends_quietly(shop: Path) -> None:
    child = subprocess.Popen(
        [*INFRASKETCH, "validate", str(shop)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert child.stdout is not None
    assert child.stderr is not None
    child.stdout.close()
    with child.stderr:
        assert child.stderr.read() == b""
    assert child.wait() == ExitCode.PIPE_CLOSED


def test_a_terminal_without_the_character_gets_an_escape(shop: Path) -> None:
    outcome = subprocess.run(
        [*INFRASKETCH, "validate", str(shop)],
        capture_output=True,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        check=True,
    )
    assert b"API \\u2192 Orders" in outcome.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the full device of Linux")
def test_a_full_disk_under_the_output_is_said(shop: Path) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        ended = subprocess.run(
            [*INFRASKETCH, "validate", str(shop)],
            stdout=full,
            stderr=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            check=False,
        )
    assert ended.returncode == ExitCode.FAILED
    assert ended.stderr.startswith(b"infrasketch: The output could not be read or written: the disk is full.")


def test_a_name_that_is_too_long_is_said(cli: Cli, shop: Path) -> None:
    outcome = cli("export", shop, "--to", "png", "-o", f"{'x' * 300}.png", "--yes")
    assert outcome.code == ExitCode.FAILED
    assert "its name is too long. Choose a shorter name." in outcome.err
