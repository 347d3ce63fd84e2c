"""The one command that deploys: what it asks the engine for, in which order, and what it does when a step fails."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.programs import ROOT, Outcome, run_program

LIVE = "INFRASKETCH_ENV=live\nINFRASKETCH_PUBLIC_URL=https://licensing.example.com\n"
SANDBOX = LIVE.replace("live", "sandbox")

DOCKER = """#!/usr/bin/env bash
# An engine that notes what it is asked for. Files beside it say what runs and what fails.
here="$(dirname "$0")"
[ "$*" = "compose version" ] && exit 0
whole="$*"
said="${whole#compose --project-directory * --file *compose.yaml }"
echo "$said" >> "$here/asked"
case "$said" in
  "ps --quiet --status running server") cat "$here/running" 2>/dev/null ;;
  *pg_dump*) echo dump ;;
esac
[ ! -e "$here/fails" ] || [[ "$said" != $(cat "$here/fails")* ]]
"""


@dataclass(frozen=True)
class Machine:
    """A checkout's deployment folder and an engine."""

    folder: Path
    engine: Path

    def set_up(self, settings: str = SANDBOX) -> None:
        (self.folder / "server.env").write_text(settings, "utf-8")

    def deploy(self, *arguments: str) -> Outcome:
        return run_program([self.folder / "deploy", *arguments])

    def asked(self) -> list[str]:
        """What the engine was asked for since the last time, by its first two words; for `run` and `exec` the whole."""
        file = self.engine / "asked"
        lines = file.read_text("utf-8").splitlines() if file.exists() else []
        file.unlink(missing_ok=True)
        return [line if line.startswith("run") else " ".join(line.split()[:1] + line.split()[-1:]) for line in lines]


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    folder, engine = tmp_path / "server", tmp_path / "engine"
    shutil.copytree(ROOT / "packaging" / "server", folder, ignore=shutil.ignore_patterns("secrets", "keys", "*.env"))
    engine.mkdir()
    (engine / "docker").write_text(DOCKER, "utf-8")
    (engine / "docker").chmod(0o755)
    (engine / "chown").symlink_to("/bin/true")
    monkeypatch.setenv("PATH", f"{engine}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("INFRASKETCH_VERSION", "1")
    return Machine(folder, engine)


FIRST = ["build server", "up postgres", "ps server", "run --rm -T migrate", "up --remove-orphans"]
AGAIN = [*FIRST[:3], "stop server", "exec --no-privileges", *FIRST[3:]]


def test_a_first_deployment_builds_migrates_and_starts(machine: Machine) -> None:
    machine.set_up()
    done = machine.deploy()
    assert (done.code, machine.asked()) == (0, FIRST), done.err
    assert done.err.endswith("version 1 answers at https://licensing.example.com\n")


def test_a_second_one_keeps_the_passwords_and_backs_up_before_it_migrates(machine: Machine) -> None:
    machine.set_up()
    machine.deploy()
    machine.asked()
    secrets = {path.name: path.read_text() for path in (machine.folder / "secrets").iterdir()}
    (machine.engine / "running").write_text("c0ffee")

    done = machine.deploy()

    assert (done.code, machine.asked()) == (0, AGAIN), done.err
    assert {path.name: path.read_text() for path in (machine.folder / "secrets").iterdir()} == secrets
    assert len(list((machine.folder / "backups").iterdir())) == 1


def test_commands_by_hand_are_of_the_version_that_runs(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Compose reads `.env`; a version whose migration failed does not come into it."""
    machine.set_up()
    machine.deploy()
    told = (machine.folder / ".env").read_text()
    assert told == "INFRASKETCH_VERSION=1\nINFRASKETCH_DOMAIN=licensing.example.com\nCOMPOSE_PROFILES=caddy\n"
    (machine.engine / "fails").write_text("run")
    monkeypatch.setenv("INFRASKETCH_VERSION", "2")
    assert machine.deploy().code == 1
    assert (machine.folder / ".env").read_text() == told


@pytest.mark.parametrize(("step", "told"), [("exec", "the backup failed"), ("run", "the migration failed")])
def test_when_a_step_fails_the_version_before_runs_again(machine: Machine, step: str, told: str) -> None:
    machine.set_up()
    (machine.engine / "running").write_text("c0ffee")
    (machine.engine / "fails").write_text(step)

    done = machine.deploy()

    assert done.code == 1
    assert told in done.err
    assert machine.asked()[-1] == "start server"


def test_nobody_else_reads_the_secrets_and_each_has_a_file(machine: Machine) -> None:
    machine.set_up()
    machine.deploy("--check")
    folder = machine.folder / "secrets"
    assert folder.stat().st_mode & 0o777 == 0o700
    password = (folder / "postgres_password").read_text()
    assert len(password) == 48
    assert (folder / "database_url").read_text() == f"postgresql://infrasketch:{password}@postgres/infrasketch"
    assert machine.asked() == []


def forget_settings(machine: Machine) -> None:
    (machine.folder / "server.env").unlink()


def forget_address(machine: Machine) -> None:
    machine.set_up("INFRASKETCH_ENV=sandbox\n")


def go_live(machine: Machine) -> None:
    machine.set_up(LIVE)


@pytest.mark.parametrize(
    ("forget", "missing"),
    [
        (forget_settings, ["server.env.example"]),
        (forget_address, ["INFRASKETCH_PUBLIC_URL"]),
        (go_live, ["stripe_secret_key", "stripe_webhook_secrets", "signed keys"]),
    ],
)
def test_everything_that_is_missing_is_said_at_once_and_nothing_is_started(
    machine: Machine, forget: Callable[[Machine], None], missing: list[str]
) -> None:
    machine.set_up()
    forget(machine)
    done = machine.deploy()
    assert done.code == 1
    assert [name for name in missing if name not in done.err] == []
    assert machine.asked() == []


def test_a_backup_whose_last_bytes_found_no_room_is_none(tmp_path: Path) -> None:
    """pg_dump itself ends well then."""
    programs, keys = tmp_path / "programs", tmp_path / "keys"
    programs.mkdir()
    keys.mkdir()
    (programs / "pg_dump").write_text("#!/bin/sh\nhead --bytes 100000 /dev/zero\nexit 0\n", "utf-8")
    (programs / "pg_dump").chmod(0o755)
    script = ROOT / "packaging" / "server" / "backup"
    around = f'export INFRASKETCH_KEYS_FOLDER="{keys}" PATH="{programs}:$PATH"'
    small = f'{around}; trap "" XFSZ; ulimit -f 48; exec "{script}" --here backups'

    done = run_program(["bash", "-c", small], folder=tmp_path)

    assert done.code == 1
    assert "Nothing was written" in done.err
    assert list((tmp_path / "backups").iterdir()) == []
