"""What is told of a silent feed is told from settings, which anybody can write."""

from __future__ import annotations

import pytest

from infrasketch_desktop.storage.settings import Settings
from infrasketch_desktop.ui.updates.silence import REFUSED, silence
from infrasketch_desktop.vendor import Build, Vendor

VENDOR = Vendor("Acme", Build.SANDBOX, website="https://acme.example")


@pytest.mark.parametrize("heard", ["", "lately", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_a_time_that_is_none_keeps_the_settings_open_and_is_told_to_nobody(heard: str) -> None:
    assert silence(Settings(updates_heard=heard, updates_trouble=REFUSED), VENDOR) == ""


def test_a_time_that_is_one_is_told() -> None:
    said = silence(Settings(updates_heard="2026-05-04T12:00:00+00:00", updates_trouble=REFUSED), VENDOR)
    assert "2026" in said
    assert said.endswith("https://acme.example")
