"""Which wallets are at work: the living hold a lock, the dead leave a file that is swept up."""

from __future__ import annotations

import os
from pathlib import Path

from infrasketch_desktop.wallet.presence import MOST_SWEPT, STALE_SECONDS, Presence


def test_a_wallet_is_alive_while_it_is_open(tmp_path: Path) -> None:
    mine, other = Presence(tmp_path, "mine"), Presence(tmp_path, "other")
    assert not other.is_alive("mine")
    mine.claim()
    mine.claim()
    assert other.is_alive("mine")
    assert mine.is_alive("mine")
    mine.release()
    assert not other.is_alive("mine")
    assert list(tmp_path.iterdir()) == []


def test_files_of_killed_runs_are_swept_up_some_at_a_time(tmp_path: Path) -> None:
    for number in range(MOST_SWEPT + 5):
        (tmp_path / f"dead{number}.lock").touch()
        os.utime(tmp_path / f"dead{number}.lock", (0, 0))
    living, young = Presence(tmp_path, "living"), tmp_path / "young.lock"
    living.claim()
    young.touch()
    assert len(list(tmp_path.glob("dead*"))) == 5
    os.utime(tmp_path / "living.lock", (0, 0))
    Presence(tmp_path, "mine").claim()
    assert {path.name for path in tmp_path.iterdir()} == {"living.lock", "young.lock", "mine.lock"}
    assert STALE_SECONDS > 0
    living.release()
