from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from licensing_server import cli

Run = Callable[..., Any]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `infrasketch-server` and gives what it printed: read as JSON, or text when it was refused."""

    def command(*arguments: object, code: int = 0) -> Any:
        given = [str(each) for each in arguments]
        assert cli.main(given) == code
        printed = capsys.readouterr()
        return printed.err if code else (json.loads(printed.out) if "--json" in given else printed.out)

    return command
