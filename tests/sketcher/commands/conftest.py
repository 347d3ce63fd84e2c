"""One lexicon for all tests of the commands: it is read-only and takes a moment to load."""

from __future__ import annotations

from pathlib import Path

import pytest

from infrasketch_desktop.sketcher.lexicon import Lexicon
from tests.sketcher.commands.support import Speaker

RESOURCES = Path(__file__).parents[3] / "resources"


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return Lexicon.load(RESOURCES / "lexicon")


@pytest.fixture(scope="session")
def say(lexicon: Lexicon) -> Speaker:
    return Speaker(lexicon)
