"""One lexicon for all tests of the sketcher: it is read-only and takes a moment to load."""

from __future__ import annotations

import pytest

from infrasketch_desktop.resources import resource_path
from infrasketch_desktop.sketcher.lexicon import Lexicon
from tests.sketcher.support.drawing import Artist


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return Lexicon.load(resource_path("lexicon"))


@pytest.fixture(scope="session")
def draw(lexicon: Lexicon) -> Artist:
    return Artist(lexicon)
