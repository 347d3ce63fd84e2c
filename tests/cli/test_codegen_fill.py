"""`infrasketch codegen-fill`: what is shown and sent, what is written and charged, and how it ends."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from infrasketch_desktop.assistant.sources import NOBODY, Source, SourceKind
from infrasketch_desktop.cli.assistant import sources
from infrasketch_desktop.cli.outcome import ExitCode
from infrasketch_desktop.codegen import region_trial
from infrasketch_desktop.codegen.updating import State
from tests.assistant.filling.project import FILES, GOOD, ORDERS, fills, ruff_only
from tests.cli.conftest import Cli
from tests.codegen.folders import Place
from tests.support.messages_script import refuses, says, text
from tests.support.messages_server import KEY, MessagesServer, serving_messages
from tests.support.profiles import stock_wallet

pytestmark = pytest.mark.loopback

PRICE = 3


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[MessagesServer]:
    """The fake stands in for Anthropic, and the licensing server cannot be met."""
    with serving_messages() as found:
        named = {"own-key": Source(SourceKind.OWN_KEY, found.address), "none": NOBODY}
        monkeypatch.setattr(sources, "_NAMED", named)
        monkeypatch.setenv(sources.KEY_VARIABLE, KEY)
        (tmp_path / "root.json").write_text("{}")
        monkeypatch.setenv("INFRASKETCH_LICENSING_SERVER", "http://127.0.0.1:9")
        monkeypatch.setenv("INFRASKETCH_SANDBOX_ROOT", str(tmp_path / "root.json"))
        yield found


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stock_wallet(tmp_path_factory.mktemp("fill") / "profile", 10)


@pytest.fixture
def purse(stocked: Path, tmp_path: Path) -> Path:
    """A profile with ten credits."""
    return Path(shutil.copytree(stocked, tmp_path / "profile"))


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    monkeypatch.setattr(region_trial, "python_steps", ruff_only)
    place = Place(tmp_path / "out", {"api": "api"})
    place.generate(FILES, "api")
    return place


def fill(cli: Cli, shop: Path, purse: Path, *words: str) -> Any:
    common = ("--source", "own-key", "--model", "sonnet", "--yes", "--profile", purse)
    return cli("codegen-fill", shop, "Refuse empty names", "-o", "out", "--node", "api", *common, *words)


def spendable(cli: Cli, purse: Path) -> int:
    return int(json.loads(cli("wallet", "balance", "--json", "--profile", purse).out)["spendable"])


def test_what_holds_is_written_and_paid_as_a_message_and_merged_later(
    cli: Cli, shop: Path, purse: Path, place: Place, server: MessagesServer
) -> None:
    server.script(says(text("Done."), fills(post=GOOD)))
    outcome = fill(cli, shop, purse, "--apply", "--region", "post", "--json")
    told = json.loads(outcome.out)
    assert (outcome.code, told["written"], told["charged"]) == (ExitCode.OK, True, PRICE)
    assert spendable(cli, purse) == 10 - PRICE
    assert "raise ValueError(name)" in place.read(ORDERS)
    later = {**FILES, ORDERS: FILES[ORDERS].replace("What they cost together", "Their sum")}
    (change,) = place.generate(later, "api").of(State.MERGED)
    assert change.path == ORDERS
    assert "raise ValueError(name)" in place.read(ORDERS)
    assert "Their sum" in place.read(ORDERS)


def test_without_apply_it_is_shown_and_costs_nothing(
    cli: Cli, shop: Path, purse: Path, place: Place, server: MessagesServer
) -> None:
    server.script(says(fills(post=GOOD)))
    outcome = fill(cli, shop, purse)
    assert outcome.code == ExitCode.OK
    assert "+    name = name.strip()" in outcome.out
    assert "Proposed, not written; --apply writes it." in outcome.out
    assert (place.read(ORDERS), spendable(cli, purse)) == (FILES[ORDERS], 10)


@pytest.mark.parametrize(
    "replies",
    [
        (says(fills(post="import os")), says(fills(post="import socket"))),
        (says(text("I cannot.")),),
        (refuses(529, "overloaded_error", "Overloaded"),),
    ],
    ids=["dropped", "words", "failed"],
)
def test_what_is_dropped_costs_nothing(  # noqa: PLR0917 - fixtures are asked for by name
    cli: Cli, shop: Path, purse: Path, place: Place, server: MessagesServer, replies: Any
) -> None:
    server.script(*replies)
    outcome = fill(cli, shop, purse, "--apply")
    assert outcome.code == ExitCode.FAILED
    assert (place.read(ORDERS), spendable(cli, purse)) == (FILES[ORDERS], 10)


def test_a_dry_run_shows_what_would_be_sent_and_sends_nothing(
    cli: Cli, shop: Path, purse: Path, place: Place, server: MessagesServer
) -> None:
    told = json.loads(fill(cli, shop, purse, "--dry-run", "--json").out)
    assert (told["price"], told["regions"], server.asked()) == (PRICE, ["post", "total"], [])
    assert "def add(name: str)" in next(part["text"] for part in told["parts"] if part["title"] == "Files around it")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--region", "nowhere"), "No file there has regions"),
        (("--file", "../../etc/passwd"), "was not generated into this folder"),
        (("--file", "README.md"), "Only regions of Python files"),
        (("--file", "services/api/src/api/store.py"), "has no regions"),
        (("--source", "none"), "Nobody was chosen"),
    ],
)
@pytest.mark.usefixtures("place")
def test_what_cannot_be_filled_is_told(  # noqa: PLR0917 - fixtures are asked for by name
    cli: Cli, shop: Path, purse: Path, server: MessagesServer, words: tuple[str, ...], said: str
) -> None:
    outcome = fill(cli, shop, purse, *words)
    assert outcome.code != ExitCode.OK
    assert said in outcome.err
    assert server.asked() == []
