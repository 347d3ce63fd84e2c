"""An answer paid through the vendor's relay, from the welcome credits of a real wallet at a real server process."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from infrasketch_desktop.cli.outcome import ExitCode
from infrasketch_desktop.storage import sketches
from infrasketch_desktop.wallet.local_server import LocalServer
from tests.support.messages_script import calls, says, text
from tests.support.messages_server import MessagesServer, serving_messages
from tests.support.programs import Outcome, infrasketch_here
from tests.support.relay_vendor import WELCOME, Books, books_of, relay_vendor

pytestmark = pytest.mark.loopback

CHAT_WITH_SONNET = 3
"""Of the default price list: a message costs 1 credit, times 3 for Sonnet."""
CACHE = {
    "operations": [
        {"op": "add_node", "id": "c", "kind": "cache", "label": "Session cache"},
        {"op": "add_edge", "source": "api", "target": "c"},
    ],
    "summary": "Add a session cache",
}
PROPOSES = (says(text("A cache keeps sessions."), calls("apply_diagram_operations", CACHE)), says(text("Done.")))


@pytest.fixture(scope="module")
def model() -> Iterator[MessagesServer]:
    with serving_messages() as running:
        yield running


@pytest.fixture(scope="module")
def vendor(tmp_path_factory: pytest.TempPathFactory, model: MessagesServer) -> Iterator[LocalServer]:
    """A sandbox server, whose relay asks the fake model."""
    with relay_vendor(tmp_path_factory.mktemp("vendor") / "server", model) as server:
        yield server


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a small shop, who asks about it through the relay."""

    profile: Path
    shop: Path

    def ask(self, tier: str, *words: str) -> Outcome:
        relay = ("--source", "relay", "--model", tier, "--yes", "--profile", self.profile)
        return infrasketch_here("chat", self.shop, "add a session cache behind the API", *relay, *words)

    def balance(self) -> int:
        """What is left, once the server was met."""
        outcome = infrasketch_here("wallet", "sync", "--json", "--profile", self.profile)
        assert outcome.code == ExitCode.OK, outcome.err
        return int(json.loads(outcome.out)["balance"])


@pytest.fixture
def person(tmp_path: Path, vendor: LocalServer, monkeypatch: pytest.MonkeyPatch) -> Person:
    monkeypatch.setenv("INFRASKETCH_LICENSING_SERVER", vendor.url())
    root = tmp_path / "root.json"
    root.write_text(vendor.root() or "")
    monkeypatch.setenv("INFRASKETCH_SANDBOX_ROOT", str(root))
    shop = tmp_path / "shop.infrasketch"
    assert infrasketch_here("sketch", "api -> db", "-o", shop).code == ExitCode.OK
    found = Person(tmp_path / "profile", shop)
    assert found.balance() == WELCOME
    return found


def test_an_answer_is_paid_once_when_it_is_taken_and_from_credits_that_lie_here(
    person: Person, vendor: LocalServer, model: MessagesServer
) -> None:
    model.script(*PROPOSES)
    outcome = person.ask("sonnet", "--apply", "--json")
    assert outcome.code == ExitCode.OK, outcome.err
    assert json.loads(outcome.out)["charged"] == CHAT_WITH_SONNET
    assert "session-cache" in sketches.load(person.shop)
    assert len(model.asked()) == 2, "the model was asked again with the result of its call, in the same turn"
    taken = ("sonnet", CHAT_WITH_SONNET, 2, "answered")
    assert books_of(vendor) == Books([taken], CHAT_WITH_SONNET, ())
    assert person.balance() == WELCOME - CHAT_WITH_SONNET

    before = person.shop.read_bytes()
    model.script(*PROPOSES)
    assert person.ask("sonnet").code == ExitCode.OK
    assert (person.shop.read_bytes(), person.balance()) == (before, WELCOME - CHAT_WITH_SONNET)

    model.script(*PROPOSES)
    assert person.ask("haiku", "--apply").code == ExitCode.OK
    assert person.balance() == WELCOME - CHAT_WITH_SONNET
    found = books_of(vendor)
    assert sorted(found.turns) == [
        ("haiku", 0, 2, "answered"),
        taken,
        ("sonnet", CHAT_WITH_SONNET, 2, "refused"),
    ]
    assert found.faults == ()


def test_who_has_too_few_credits_is_told_of_packages_and_nothing_is_sent(
    person: Person, model: MessagesServer, tmp_path: Path
) -> None:
    sent = len(model.asked())
    poor = Person(person.profile, tmp_path / "new.infrasketch")
    outcome = poor.ask("opus", "--new", "--apply", "--no-questions")
    assert outcome.code == ExitCode.FAILED
    assert "Packages: starter (100 for $5.00)" in outcome.err
    assert (len(model.asked()), poor.shop.exists(), poor.balance()) == (sent, False, WELCOME)
