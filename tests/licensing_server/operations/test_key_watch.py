from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from licensing_server.database import Database
from licensing_server.operations.key_watch import WARNING_SECONDS, watch_keys
from licensing_server.parts import Parts
from licensing_server.settings import Env
from tests.support.licensing import Clock, make_parts
from tests.support.vendor import DAY, sandbox_signer


@dataclass(slots=True)
class Remembered:
    """A log that remembers its warnings."""

    warnings: list[str] = field(default_factory=list)

    def warning(self, event: str, *, ends: str, advice: str) -> None:
        self.warnings.append(f"{event} {ends}: {advice}")


@pytest.fixture
def log() -> Remembered:
    return Remembered()


@pytest.fixture
def parts(tmp_path: Path, now: Clock, log: Remembered) -> Iterator[Parts]:
    database = Database(f"sqlite:///{tmp_path / 'server.db'}")
    yield make_parts(database, tmp_path, now, signer=sandbox_signer(tmp_path / "keys", now), log=log)
    database.close()


def test_a_vendor_is_warned_three_weeks_before_signing_ends(parts: Parts, now: Clock, log: Remembered) -> None:
    live = replace(parts, settings=parts.settings.model_copy(update={"env": Env.LIVE}))
    now.time = parts.signer.expires_at() - WARNING_SECONDS
    watch_keys(live)
    assert log.warnings == []
    now.forward(seconds=1)
    watch_keys(live)
    assert "rotate-key" in log.warnings[0]
    assert parts.signer.keyset.version == 1, "nobody but two root keys can renew it"


def test_a_sandbox_renews_its_keys_while_it_runs(parts: Parts, now: Clock, log: Remembered) -> None:
    for _ in range(10):
        now.forward(days=20)
        watch_keys(parts)
        parts.signer.check()
    assert parts.signer.expires_at() - now() > 30 * DAY
    assert log.warnings == []
