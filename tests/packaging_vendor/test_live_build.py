"""A program with a live record baked in, run as a process of its own beside a profile from the sandbox."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from infrasketch_desktop.cli.outcome import ExitCode
from infrasketch_desktop.credits.receipts import Environment
from infrasketch_desktop.vendor import Build, Vendor, write_record
from tests.support.loopback import LOOPBACK
from tests.support.profiles import stock_wallet
from tests.support.programs import ROOT, Outcome
from tests.wallet.model_server import ModelServer

pytestmark = pytest.mark.loopback

NOWHERE = f"https://{LOOPBACK}:9"
LIVE = Vendor("InfraSketch", Build.LIVE, NOWHERE, ModelServer(Environment.LIVE).root)


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program and its resources, as a bundle has them."""
    folder = tmp_path_factory.mktemp("live")
    left_out = shutil.ignore_patterns("__pycache__", "screenshots", "code")
    for part in ("infrasketch_desktop", "resources"):
        shutil.copytree(ROOT / part, folder / part, ignore=left_out)
    write_record(LIVE, folder / "resources" / "vendor" / "vendor.json")
    prices = folder / "resources" / "catalog" / "prices.json"
    prices.write_text(json.dumps(json.loads(prices.read_text("utf-8")) | {"currency": "eur"}), "utf-8")
    return folder


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """One that a sandbox build was used with: ten credits, and another server in its settings."""
    return stock_wallet(tmp_path / "profile", 10)


def wallet(build: Path, profile: Path, *words: str) -> Outcome:
    command = [sys.executable, "-P", "-W", "error", "-m", "infrasketch_desktop", "wallet", *words, "--json"]
    ran = subprocess.run(
        [*command, "--profile", profile],
        cwd=build,
        env=os.environ | {"PYTHONPATH": str(build)},
        capture_output=True,
        text=True,
        check=False,
    )
    return Outcome(ran.returncode, ran.stdout, ran.stderr)


def test_its_wallet_is_another_one_and_its_prices_are_those_of_the_vendor(build: Path, profile: Path) -> None:
    told = json.loads(wallet(build, profile, "balance").out)
    assert (told["environment"], told["balance"]) == ("live", 0)
    offered = wallet(build, profile, "buy")
    assert "eur" in offered.out.lower()


def test_it_meets_nobody_but_the_server_of_its_vendor(
    build: Path, profile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "root.json").write_text(ModelServer().root)
    with socket.create_server((LOOPBACK, 0)) as stranger:
        stranger.settimeout(0)
        address = f"http://{LOOPBACK}:{stranger.getsockname()[1]}"
        (profile / "settings.json").write_text(json.dumps({"licensing_server": address}))
        monkeypatch.setenv("INFRASKETCH_LICENSING_SERVER", address)
        monkeypatch.setenv("INFRASKETCH_SANDBOX_ROOT", str(tmp_path / "root.json"))
        outcome = wallet(build, profile, "sync")
        with pytest.raises(BlockingIOError):
            stranger.accept()
    assert outcome.code == ExitCode.FAILED
    assert "The licensing server cannot be reached." in outcome.err
    assert not (profile / "data" / "sandbox-server").exists()


def test_without_its_record_it_does_not_become_a_sandbox(build: Path, profile: Path) -> None:
    record = build / "resources" / "vendor" / "vendor.json"
    try:
        record.unlink()
        outcome = wallet(build, profile, "balance")
    finally:
        write_record(LIVE, record)
    told = json.loads(outcome.err)["error"]
    assert outcome.code == ExitCode.FAILED
    assert "vendor.json” is missing" in told["what"]
    assert "Install InfraSketch again" in told["what"]
