"""What the dialogs offer."""

from __future__ import annotations

from infrasketch_desktop.ui.files.choosing import _importable


def test_every_ending_that_can_be_read_is_offered_first() -> None:
    first = _importable().split(";;", maxsplit=1)[0]
    for ending in (".mmd", ".md", ".drawio", ".drawio.svg", ".drawio.png", ".tsv", ".tf", ".yaml"):
        assert f"*{ending} " in first or f"*{ending})" in first
