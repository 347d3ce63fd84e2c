"""`infrasketch chat` against a server that speaks the real event stream, and without any."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from infrasketch_desktop.assistant.sources import OWN_KEY, Source, SourceKind
from infrasketch_desktop.cli.assistant import connecting, sources
from infrasketch_desktop.cli.outcome import ExitCode
from infrasketch_desktop.storage import sketches
from infrasketch_desktop.wallet.errors import NotConnectedError, WalletError
from infrasketch_desktop.wallet.relay_turns import TurnCost
from infrasketch_desktop.wallet.wallet import Wallet
from tests.cli.conftest import Cli
from tests.support.messages_script import breaks_off, calls, fails_after, refuses, says, text, too_few
from tests.support.messages_server import KEY, MessagesServer, serving_messages
from tests.support.profiles import stock_wallet
from tests.wallet.desks import Desk

CACHE = {
    "operations": [
        {"op": "add_node", "id": "c", "kind": "cache", "label": "Session cache", "technology": "Redis"},
        {"op": "add_edge", "source": "api", "target": "c"},
    ],
    "summary": "Add a session cache",
}
REMOVE = {"operations": [{"op": "remove_node", "id": "web"}, {"op": "remove_node", "id": "db"}], "summary": "Remove"}
DRAWS = says(text("A cache keeps sessions. "), calls("apply_diagram_operations", CACHE))
DONE = says(text("Done."))


@pytest.fixture
def server() -> Iterator[MessagesServer]:
    with serving_messages() as found:
        yield found


@pytest.fixture
def purse(tmp_path: Path) -> Path:
    return stock_wallet(tmp_path / "profile", 10)


@pytest.fixture
def own_key(server: MessagesServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The fake stands in for Anthropic; the licensing server cannot be met."""
    there = Source(SourceKind.OWN_KEY, server.address)
    monkeypatch.setattr(sources, "_NAMED", {"own-key": there})
    monkeypatch.setenv(sources.KEY_VARIABLE, KEY)
    (tmp_path / "root.json").write_text("{}")
    monkeypatch.setenv("INFRASKETCH_LICENSING_SERVER", "http://127.0.0.1:9")
    monkeypatch.setenv("INFRASKETCH_SANDBOX_ROOT", str(tmp_path / "root.json"))


def spendable(cli: Cli, purse: Path) -> int:
    return int(json.loads(cli("wallet", "balance", "--json", "--profile", purse).out)["spendable"])


def chat(cli: Cli, shop: Path, purse: Path, *words: str) -> Any:
    return cli("chat", shop, "add a cache", "--source", "own-key", "--profile", purse, *words)


# Without a model


def test_the_sketcher_answers_without_key_or_network(cli: Cli, shop: Path) -> None:
    before = shop.read_bytes()
    outcome = cli("chat", shop, "put a CDN in front of the web app", "--source", "none")
    assert outcome.code == ExitCode.OK
    assert "Proposed, not saved." in outcome.out
    assert "  + CDN (cdn)" in outcome.out
    assert shop.read_bytes() == before


def test_what_the_sketcher_proposes_is_saved_with_apply(cli: Cli, shop: Path) -> None:
    outcome = cli("chat", shop, "put a CDN in front of the web app", "--source", "none", "--apply", "--json")
    told = json.loads(outcome.out)
    assert (told["saved"], told["charged"], told["model"]) == (str(shop), 0, None)
    assert "cdn" in sketches.load(shop)


def test_nobody_chosen_means_the_sketcher(cli: Cli, shop: Path) -> None:
    assert "  + CDN (cdn)" in cli("chat", shop, "put a CDN in front of the web app").out


def test_a_question_has_to_be_answered_first(cli: Cli, shop: Path) -> None:
    before = shop.read_bytes()
    outcome = cli("chat", shop, "remove the flux capacitor", "--source", "none", "--apply")
    assert outcome.code == ExitCode.NEEDS_ANSWER
    assert "Which component do you mean?" in outcome.err
    assert shop.read_bytes() == before


def test_a_new_file_begins_empty_and_replaces_none(cli: Cli, shop: Path, tmp_path: Path) -> None:
    words = ("web -> api -> db", "--source", "none", "--new", "--apply")
    assert cli("chat", tmp_path / "new.infrasketch", *words).code == ExitCode.OK
    assert len(sketches.load(tmp_path / "new.infrasketch").nodes) == 3
    outcome = cli("chat", shop, *words)
    assert (outcome.code, "is there already" in outcome.err) == (ExitCode.FAILED, True)


@pytest.mark.parametrize(
    "words",
    [
        ["chat"],
        ["chat", "shop.infrasketch"],
        ["chat", "shop.infrasketch", "x", "--apply", "--propose"],
        ["chat", "shop.infrasketch", "x", "--focus", "dbb"],
    ],
)
def test_wrong_usage_is_told(cli: Cli, shop: Path, words: list[str]) -> None:
    assert cli(*words).code == ExitCode.USAGE


@pytest.mark.parametrize("address", ["not a place", "ftp://x", "http://ada:pw@models.example", "http://models.example"])
def test_an_address_that_may_not_be_asked_is_refused(cli: Cli, shop: Path, address: str) -> None:
    outcome = cli("chat", shop, "add a cache", "--source", address)
    assert outcome.code == ExitCode.FAILED
    assert "Nothing was sent" in outcome.err


# With a model


@pytest.mark.loopback
@pytest.mark.usefixtures("own_key")
def test_an_answer_streams_and_its_changes_are_listed(
    cli: Cli, shop: Path, purse: Path, server: MessagesServer
) -> None:
    server.script(DRAWS, DONE)
    before = shop.read_bytes()
    outcome = chat(cli, shop, purse)
    assert outcome.code == ExitCode.OK
    assert outcome.out.startswith("A cache keeps sessions.\n\nDone.\n")
    assert (
        "Add a session cache. Proposed, not saved.\n  + Session cache (cache)\n  + API → Session cache" in outcome.out
    )
    assert shop.read_bytes() == before
    assert server.asked()[0]["model"] == "claude-haiku-5-5"


@pytest.mark.loopback
@pytest.mark.usefixtures("own_key")
def test_a_paid_answer_is_charged_when_it_is_saved(cli: Cli, shop: Path, purse: Path, server: MessagesServer) -> None:
    server.script(DRAWS, DONE)
    outcome = chat(cli, shop, purse, "--model", "sonnet", "--apply", "--yes")
    assert (outcome.code, "Paid 3 credits." in outcome.out) == (ExitCode.OK, True)
    assert spendable(cli, purse) == 7
    assert "session-cache" in sketches.load(shop)


@pytest.mark.loopback
@pytest.mark.usefixtures("own_key")
@pytest.mark.parametrize(
    ("script", "words", "code"),
    [
        ([DRAWS, DONE], "--propose", ExitCode.OK),
        ([refuses(529, "overloaded_error", "Overloaded")], "--apply", ExitCode.FAILED),
        ([breaks_off(DRAWS, after=900)], "--apply", ExitCode.FAILED),
        ([fails_after(DRAWS, events=6)], "--apply", ExitCode.FAILED),
        ([says(calls("ask_user", {"question": "Which?", "options": ["a", "b"]}))], "--apply", ExitCode.NEEDS_ANSWER),
    ],
)
def test_what_is_not_taken_costs_nothing(  # noqa: PLR0917 - three of them are what the test is about
    cli: Cli, shop: Path, purse: Path, server: MessagesServer, script: list[Any], words: str, code: ExitCode
) -> None:
    before = shop.read_bytes()
    server.script(*script)
    outcome = chat(cli, shop, purse, "--model", "sonnet", "--yes", words)
    assert outcome.code == code, outcome.err
    assert spendable(cli, purse) == 10
    assert shop.read_bytes() == before


@pytest.mark.loopback
@pytest.mark.usefixtures("own_key")
def test_text_alone_is_paid_when_it_is_complete(cli: Cli, shop: Path, purse: Path, server: MessagesServer) -> None:
    server.script(says(text("The database.")))
    told = json.loads(chat(cli, shop, purse, "--model", "sonnet", "--yes", "--json").out)
    assert (told["text"], told["charged"], told["changes"]["same"]) == ("The database.", 3, True)


@pytest.mark.loopback
@pytest.mark.usefixtures("own_key")
def test_a_price_is_asked_for_before_anything_is_sent(
    cli: Cli, shop: Path, purse: Path, server: MessagesServer
) -> None:
    outcome = chat(cli, shop, purse, "--model", "opus", "--apply")
    assert (outcome.code, "10 credits" in outcome.err) == (ExitCode.NEEDS_ANSWER, True)
    assert server.asked() == []
    assert (
        cli("chat", shop, "x", "--source", "own-key", "--model", "opus", "--profile", purse.parent / "poor").code == 1
    )
    assert server.asked() == []


@pytest.mark.loopback
@pytest.mark.usefixtures("own_key")
def test_what_removes_a_lot_is_asked_about(cli: Cli, shop: Path, purse: Path, server: MessagesServer) -> None:
    server.script(says(calls("apply_diagram_operations", REMOVE)), DONE)
    before = shop.read_bytes()
    outcome = chat(cli, shop, purse, "--apply")
    assert (outcome.code, "more than a third" in outcome.err) == (ExitCode.NEEDS_ANSWER, True)
    assert shop.read_bytes() == before


@pytest.mark.loopback
@pytest.mark.usefixtures("own_key")
def test_a_dry_run_sends_nothing_and_shows_everything(
    cli: Cli, shop: Path, purse: Path, server: MessagesServer
) -> None:
    secret = "AKIAIOSFODNN7EXAMPLE"
    words = ("--source", "own-key", "--model", "sonnet", "--dry-run", "--json", "--profile", purse)
    told = json.loads(cli("chat", shop, f"use {secret}", *words).out)
    assert (told["price"], told["model"], told["source"]) == (3, "claude-sonnet-5-5", "own-key")
    assert told["tokens"] > 0
    assert secret not in json.dumps(told)
    assert "Orders" in next(part["text"] for part in told["parts"] if "diagram" in part["title"])
    assert server.requests == []


@pytest.mark.loopback
@pytest.mark.usefixtures("own_key")
def test_a_vague_request_is_asked_back_before_it_is_sent(
    cli: Cli, tmp_path: Path, purse: Path, server: MessagesServer
) -> None:
    words = ("a shop", "--new", "--source", "own-key", "--profile", purse)
    outcome = cli("chat", tmp_path / "new.infrasketch", *words)
    assert (outcome.code, "How many people use it?" in outcome.out) == (ExitCode.NEEDS_ANSWER, True)
    assert server.requests == []


@pytest.mark.loopback
@pytest.mark.usefixtures("own_key")
def test_no_command_of_a_terminal_comes_through(cli: Cli, shop: Path, purse: Path, server: MessagesServer) -> None:
    server.script(says(text("Hello \x1b]0;owned\x07 you\x9b31m")))
    outcome = chat(cli, shop, purse)
    assert "Hello" in outcome.out
    assert not {"\x1b", "\x07", "\x9b"} & set(outcome.out)


@pytest.mark.loopback
@pytest.mark.usefixtures("own_key")
def test_a_key_never_shows(cli: Cli, shop: Path, purse: Path, server: MessagesServer) -> None:
    server.script(refuses(401, "authentication_error", f"bad key {KEY}"))
    outcome = chat(cli, shop, purse)
    assert outcome.code == ExitCode.FAILED
    assert KEY not in outcome.out + outcome.err


@pytest.mark.loopback
def test_a_server_of_ones_own_is_free_and_names_its_model(cli: Cli, shop: Path, server: MessagesServer) -> None:
    server.key = None
    server.script(DRAWS, DONE)
    words = ("--source", server.address, "--json", "-o", shop.with_name("out.infrasketch"))
    told = json.loads(cli("chat", shop, "add a cache", *words).out)
    assert (told["model"], told["charged"]) == ("claude-opus-5-5", 0)
    assert "session-cache" in sketches.load(shop.with_name("out.infrasketch"))


@pytest.mark.loopback
def test_the_key_in_the_variable_is_shown_to_no_other_server(
    cli: Cli, shop: Path, server: MessagesServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(sources.KEY_VARIABLE, KEY)
    monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)
    monkeypatch.setenv("ANTHROPIC_AUTH_TOKEN", KEY)
    server.key = None
    server.script(DONE)
    assert cli("chat", shop, "hello", "--source", server.address, "--model", "claude-haiku-5-5").code == ExitCode.OK
    assert server.requests
    assert KEY not in str([request.headers for request in server.requests])


def test_without_a_key_it_is_said_what_helps(cli: Cli, shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)
    outcome = cli("chat", shop, "add a cache", "--source", "own-key")
    assert outcome.code == ExitCode.FAILED
    assert "`infrasketch assistant set-key`" in outcome.err
    assert "--source none" in outcome.err


@pytest.mark.loopback
@pytest.mark.usefixtures("own_key")
def test_what_was_saved_meanwhile_is_kept(cli: Cli, shop: Path, purse: Path, server: MessagesServer) -> None:
    from infrasketch_desktop.diagram import edits
    from infrasketch_desktop.diagram.document import Document

    def answer(_body: Any) -> Any:
        document = Document(sketches.load(shop))
        with document.edit("Rename") as edit:
            edits.update(edit, "db", label="Ledger")
        sketches.save(shop, document.snapshot())
        return server._next(_body)

    server.script(DRAWS, DONE)
    server.answer = answer
    assert chat(cli, shop, purse, "--apply").code == ExitCode.OK
    saved = sketches.load(shop)
    assert (saved.nodes["db"].label, "session-cache" in saved) == ("Ledger", True)


def test_the_diagram_goes_to_standard_output_alone(cli: Cli, shop: Path) -> None:
    outcome = cli("chat", shop, "put a CDN in front of the web app", "--source", "none", "-o", "-")
    assert outcome.out.startswith('{"infrasketch": 1')
    assert outcome.code == ExitCode.OK


@pytest.mark.loopback
@pytest.mark.usefixtures("own_key")
def test_what_is_drawn_into_an_empty_sheet_is_laid_out_as_a_whole(
    cli: Cli, tmp_path: Path, purse: Path, server: MessagesServer
) -> None:
    nodes = [{"op": "add_node", "id": id_, "kind": "service", "label": id_} for id_ in ("a", "b", "c")]
    edges = [{"op": "add_edge", "source": "a", "target": "b"}, {"op": "add_edge", "source": "a", "target": "c"}]
    server.script(says(calls("apply_diagram_operations", {"operations": [*nodes, *edges], "summary": "Draw"})), DONE)
    new = tmp_path / "new.infrasketch"
    words = ("--new", "--apply", "--no-questions", "--source", "own-key", "--profile", purse)
    assert cli("chat", new, "draw three services", *words).code == ExitCode.OK
    drawn = new.read_bytes()
    assert cli("layout", new).code == ExitCode.OK
    assert new.read_bytes() == drawn, "a layout of the whole finds nothing to move"


# Keys


def test_a_key_is_kept_told_of_and_forgotten_and_never_shown(cli: Cli, tmp_path: Path) -> None:
    profile = ("--profile", tmp_path / "profile")
    outcome = cli("assistant", "set-key", *profile, typed=f"{KEY}\n")
    assert (outcome.code, KEY in outcome.out + outcome.err) == (ExitCode.OK, False)
    told = cli("assistant", "status", "--json", *profile).out
    assert (json.loads(told)["has_key"], KEY in told) == (True, False)
    kept = [path for path in (tmp_path / "profile").rglob("*") if path.is_file() and KEY in path.read_text("utf-8")]
    assert [oct(path.stat().st_mode & 0o777) for path in kept] == ["0o600"]
    assert cli("assistant", "remove-key", *profile).code == ExitCode.OK
    assert json.loads(cli("assistant", "status", "--json", *profile).out)["has_key"] is False


def test_what_is_no_key_is_not_kept(cli: Cli) -> None:
    for typed in ("", "two words\n", "short\n", "x" * 5000):
        assert cli("assistant", "set-key", typed=typed).code == ExitCode.FAILED
    assert json.loads(cli("assistant", "status", "--json").out)["has_key"] is False


def test_a_key_is_no_argument(cli: Cli) -> None:
    assert cli("assistant", "set-key", KEY).code == ExitCode.USAGE


def test_the_environment_of_other_programs_is_not_read() -> None:
    assert OWN_KEY.address == ""
    assert "ANTHROPIC" not in Path(sources.__file__).read_text("utf-8")
    assert sources.KEY_VARIABLE not in os.environ


# The relay


class Licensing:
    """What of the licensing server the command asks: where it is, a token, what a turn cost, and giving back."""

    def __init__(self, wallet: Wallet, address: str) -> None:
        self.wallet = wallet
        self._address = address
        self.refused: list[str] = []
        self.taken: list[str] = []
        self.trouble: WalletError | None = None

    def address(self) -> str:
        return self._address

    def access_token(self, _refused: bool) -> str:
        return KEY

    def hand_back(self, _amount: int) -> None:
        pytest.fail("nothing is missing on the server")

    def refuse(self, op: str) -> TurnCost:
        self.refused.append(op)
        return TurnCost(3, 10)

    def take(self, op: str) -> TurnCost:
        if self.trouble is not None:
            raise self.trouble
        self.taken.append(op)
        return TurnCost(3, 7)


@pytest.fixture
def licensing(tmp_path: Path, server: MessagesServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Licensing]:
    desk = Desk(tmp_path / "wallet")
    desk.stocked(10).close()
    with desk.open() as wallet:
        found = Licensing(wallet, server.address)
        monkeypatch.setattr(connecting, "opened", lambda *_: nullcontext(found))
        yield found


@pytest.mark.loopback
def test_the_relay_is_told_what_it_bills_and_the_wallet_here_stays(
    cli: Cli, shop: Path, server: MessagesServer, licensing: Licensing
) -> None:
    server.script(DRAWS, DONE)
    words = ("--source", "relay", "--model", "sonnet", "--yes", "--apply", "--json")
    told = json.loads(cli("chat", shop, "add a cache", *words).out)
    assert (told["saved"], told["charged"], licensing.refused) == (str(shop), 3, [])
    headers = [request.headers for request in server.requests]
    assert {sent["x-infrasketch-item"] for sent in headers} == {"ai.chat"}
    assert {sent["x-infrasketch-op"] for sent in headers} == set(licensing.taken)
    assert licensing.wallet.balance().spendable == 10


@pytest.mark.loopback
@pytest.mark.usefixtures("licensing")
def test_what_the_relay_says_of_too_few_credits_is_handed_on(cli: Cli, shop: Path, server: MessagesServer) -> None:
    server.script(too_few(3, 1, 0))
    outcome = cli("chat", shop, "add a cache", "--source", "relay", "--model", "sonnet", "--yes", "--json")
    assert outcome.code == ExitCode.FAILED
    assert "`infrasketch wallet buy` lists the packages." in outcome.out + outcome.err
    assert '"credits_remaining": 1' in outcome.out + outcome.err


@pytest.mark.loopback
def test_the_relay_gives_back_what_was_only_proposed(
    cli: Cli, shop: Path, server: MessagesServer, licensing: Licensing
) -> None:
    server.script(DRAWS, DONE)
    assert cli("chat", shop, "add a cache", "--source", "relay", "--model", "sonnet", "--yes").code == ExitCode.OK
    assert licensing.refused == [server.requests[0].headers["x-infrasketch-op"]]
    assert licensing.taken == []


@pytest.mark.loopback
def test_what_was_charged_is_not_made_up(cli: Cli, shop: Path, server: MessagesServer, licensing: Licensing) -> None:
    licensing.trouble = NotConnectedError("The licensing server cannot be reached.")
    server.script(says(text("It is the database.")))
    outcome = cli("chat", shop, "what is slow?", "--source", "relay", "--model", "sonnet", "--yes", "--json")
    assert json.loads(outcome.out)["charged"] is None
    assert "not known what the relay took" in outcome.err


@pytest.mark.loopback
def test_the_relay_gives_back_what_came_of_an_answer_that_broke_off(
    cli: Cli, shop: Path, server: MessagesServer, licensing: Licensing
) -> None:
    answer = says(text("one two three four", size=4))
    server.script(breaks_off(answer, after=len(answer.content) - 20))
    outcome = cli("chat", shop, "add a cache", "--source", "relay", "--model", "sonnet", "--yes")
    assert outcome.code == ExitCode.FAILED
    assert (len(licensing.refused), licensing.taken) == (1, [])
