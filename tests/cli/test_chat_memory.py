"""`infrasketch chat` goes on with the conversation that is kept with a sketch, and adds to it what was said."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from infrasketch_desktop.assistant.archive import conversation_to_text
from infrasketch_desktop.assistant.conversation import Conversation, Exchange, Fate
from infrasketch_desktop.assistant.kept import conversation_in, kept_from_text, kept_to_text
from infrasketch_desktop.cli.outcome import ExitCode
from infrasketch_desktop.storage.library import open_library
from infrasketch_desktop.storage.library.conversations import sketch_key
from infrasketch_desktop.storage.profile import Profile
from infrasketch_desktop.storage.workspace import Workspace
from tests.cli.conftest import Cli
from tests.support.messages_script import breaks_off, calls, says, text
from tests.support.messages_server import MessagesServer, serving_messages
from tests.support.programs import Outcome

ADD = {"operations": [{"op": "add_node", "id": "c", "kind": "cache", "label": "Cache"}], "summary": "Add a cache"}
HELLO = says(text("It is the database."))

pytestmark = pytest.mark.loopback


class Talker:
    """Somebody who talks about the shop with a model of their own."""

    def __init__(self, cli: Cli, shop: Path, profile: Profile, server: MessagesServer) -> None:
        self.server = server
        self.shop = shop
        self.profile = profile
        self._cli = cli
        server.key = None

    def say(self, message: str, *words: str | Path) -> Outcome:
        folder = self.profile.settings_folder
        own = ("--source", self.server.address, "--model", "claude-haiku-5-5", "--profile", folder)
        return self._cli("chat", self.shop, message, *own, *words)

    def kept(self, path: Path | None = None) -> dict[str, Any]:
        with open_library(self.profile.library_file, lambda: datetime.now(UTC)).library as library:
            return kept_from_text(library.conversations.load(sketch_key(path or self.shop)))

    def keep(self, **parts: object) -> None:
        self.profile.prepare()
        with open_library(self.profile.library_file, lambda: datetime.now(UTC)).library as library:
            library.conversations.keep(sketch_key(self.shop), kept_to_text(parts))

    @property
    def said(self) -> list[tuple[str, Fate]]:
        return [(each.asked, each.fate) for each in conversation_in(self.kept()).exchanges]

    @property
    def told(self) -> str:
        """What the newest request said of earlier ones, and of the state of things."""
        body = self.server.asked()[-1]
        return json.dumps(body["messages"][:-1]) + body["system"][-1]["text"]


@pytest.fixture
def talker(cli: Cli, shop: Path, tmp_path: Path) -> Iterator[Talker]:
    with serving_messages() as server:
        yield Talker(cli, shop, Profile.at(tmp_path / "profile"), server)


def test_a_request_goes_on_from_the_ones_before(talker: Talker) -> None:
    talker.server.script(HELLO, HELLO)
    talker.say("What is slow?")
    talker.say("And why?")
    assert "It is the database." in talker.told
    assert talker.said == [("What is slow?", Fate.NONE), ("And why?", Fate.NONE)]


def test_what_the_window_heard_is_told_and_its_draft_stays(talker: Talker) -> None:
    said = conversation_to_text(Conversation((Exchange("We sell shoes", "Good."),)))
    talker.keep(said=said, draft="and then", asks=False)
    talker.server.script(HELLO)
    talker.say("What is slow?")
    assert "We sell shoes" in talker.told
    assert [asked for asked, _ in talker.said] == ["We sell shoes", "What is slow?"]
    assert talker.kept()["draft"] == "and then"


def test_fresh_begins_anew(talker: Talker) -> None:
    talker.server.script(HELLO, HELLO)
    talker.say("What is slow?")
    talker.say("What is dear?", "--fresh")
    assert "What is slow?" not in talker.told
    assert talker.said == [("What is dear?", Fate.NONE)]


def test_the_fate_of_a_proposal_is_known_to_the_next_request(talker: Talker) -> None:
    answer = (says(calls("apply_diagram_operations", ADD)), says(text("Done.")))
    talker.server.script(*answer, *answer, HELLO)
    talker.say("add a cache")
    talker.say("add a cache", "--apply")
    assert "has not decided about your last proposal" in talker.told
    talker.say("What is slow?")
    assert "accepted your last proposal" in talker.told
    assert [fate for _, fate in talker.said] == [Fate.OPEN, Fate.ACCEPTED, Fate.NONE]


def test_what_broke_off_is_kept_with_its_trouble(talker: Talker) -> None:
    talker.server.script(breaks_off(HELLO, after=len(HELLO.content) - 20))
    assert talker.say("What is slow?").code == ExitCode.FAILED
    (exchange,) = conversation_in(talker.kept()).exchanges
    assert exchange.trouble


def test_a_conversation_in_a_window_is_told_and_stays_as_it_is(talker: Talker) -> None:
    talker.server.script(HELLO, HELLO)
    talker.say("What is slow?")
    before = talker.kept()
    workspace = Workspace(talker.profile.state_folder, now=lambda: datetime.now(UTC), new_id=lambda: "window")
    session = workspace.open(talker.shop)
    try:
        outcome = talker.say("And why?")
    finally:
        session.close()
    assert outcome.code == ExitCode.OK
    assert "open in a window" in outcome.err
    assert "What is slow?" in talker.told
    assert talker.kept() == before


def test_a_dry_run_shows_what_was_said_and_keeps_nothing(talker: Talker) -> None:
    talker.server.script(HELLO)
    talker.say("What is slow?")
    assert "Earlier in this conversation" in talker.say("And why?", "--dry-run").out
    assert len(talker.said) == 1


def test_a_library_that_cannot_be_used_is_warned_of(talker: Talker) -> None:
    talker.profile.prepare()
    talker.profile.library_file.mkdir()
    talker.server.script(HELLO)
    outcome = talker.say("What is slow?")
    assert outcome.code == ExitCode.OK
    assert "cannot be read" in outcome.err
    assert "not kept" in outcome.err
