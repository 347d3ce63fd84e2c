"""The vendor's guide names every setting and every command of the server, and nothing that is not there."""

import re

import pytest

from licensing_server.cli import COMMANDS
from licensing_server.settings import Settings
from tests.support.programs import ROOT

GUIDE = (ROOT / "packaging" / "SERVER.md").read_text(encoding="utf-8")
OF_THE_PROGRAM = {"INFRASKETCH_LICENSING_SERVER", "INFRASKETCH_SANDBOX_ROOT"}


def test_every_setting_is_named_and_every_name_is_a_setting() -> None:
    named = set(re.findall(r"INFRASKETCH_[A-Z_]*[A-Z]", GUIDE)) - OF_THE_PROGRAM
    assert named == {f"INFRASKETCH_{name.upper()}" for name in Settings.model_fields}


@pytest.mark.parametrize("command", [command.name for command in COMMANDS])
def test_every_command_is_named(command: str) -> None:
    assert re.search(rf"(?<![\w-]){command}(?![\w-])", GUIDE)


def test_every_file_exists() -> None:
    for path in re.findall(r"`((?:resources|packaging)/[^\s`]+)`", GUIDE):
        assert (ROOT / path).exists(), path
