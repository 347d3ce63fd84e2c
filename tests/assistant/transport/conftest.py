"""One loop for the tests of a file: its thread outlives none of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from infrasketch_desktop.assistant.transport.loop import AssistantLoop


@pytest.fixture
def loop() -> Iterator[AssistantLoop]:
    with AssistantLoop() as running:
        yield running
