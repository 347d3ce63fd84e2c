"""The command: a table of commands, messages that say what to set, and nothing loaded that is not asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from licensing_server.cli import COMMANDS, main
from tests.support.programs import python


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_of_the_table_explains_itself(command: object, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command.name, "--help"])

    assert ended.value.code == 0
    assert "usage: infrasketch-server" in capsys.readouterr().out


def test_what_is_not_in_the_table_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["dance"])

    assert ended.value.code == 2
    assert "dance" in capsys.readouterr().err


def test_a_live_server_says_what_it_needs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("INFRASKETCH_ENV", "live")

    assert main(["verify-books"]) == 1

    assert "INFRASKETCH_STRIPE_SECRET_KEY" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["migrate", "verify-books"])
def test_a_database_that_is_away_is_told_in_one_line(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("INFRASKETCH_DATABASE_URL", f"postgresql:///infrasketch?host={tmp_path}")

    assert main(["init", "--data", str(tmp_path)]) == 0
    capsys.readouterr()

    assert main([command, "--data", str(tmp_path)]) == 1

    (told,) = capsys.readouterr().err.splitlines()
    assert told.startswith(f"infrasketch-server {command}: The database cannot be used just now: ")
    assert str(tmp_path) in told


def test_help_loads_no_database() -> None:
    code = """
import sys
from licensing_server.cli import main
try:
    main(["--help"])
except SystemExit:
    pass
print(sorted({"sqlalchemy", "fastapi", "stripe", "alembic"} & set(sys.modules)))
"""
    assert python(code).out.strip().endswith("[]")
