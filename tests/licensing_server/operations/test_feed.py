"""A feed that the vendor signs by command is one that programs accept."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest

from infrasketch_desktop.credits.feed import Feed, read_feed
from infrasketch_desktop.credits.keys import PublicKey
from infrasketch_desktop.updates.source import feed_of
from infrasketch_desktop.vendor import Build, Vendor
from tests.licensing_server.operations.conftest import Run

WEBSITE = "https://sketches.example"


class Desk:
    """The desk of whoever publishes releases."""

    def __init__(self, run: Run, folder: Path) -> None:
        self.run = run
        self.folder = folder
        self.output = folder / "feed.jws"
        (folder / "notes.md").write_text("- Draws **faster**.\n", "utf-8")
        self.public = PublicKey.from_text(run("feed", "create-key", "--to", folder / "key", "--json")["public"])

    def sign(self, *more: object, code: int = 0, **changes: object) -> Any:
        options = {
            "key": self.folder / "key",
            "version": "1.3.0",
            "page": f"{WEBSITE}/download",
            "website": WEBSITE,
            "notes": f"en={self.folder / 'notes.md'}",
            "output": self.output,
        } | changes
        words = [part for name, value in options.items() for part in (f"--{name}", value)]
        return self.run("feed", "sign", *words, *(more or ("--first",)), code=code)

    @property
    def feed(self) -> Feed:
        return read_feed(self.output.read_text(), [self.public])


@pytest.fixture
def desk(run: Run, tmp_path: Path) -> Desk:
    return Desk(run, tmp_path)


def test_a_build_with_the_key_accepts_what_was_signed(desk: Desk) -> None:
    desk.sign("--first", "--minimum", "linux=2.36", "--released", "2026-11-20")
    live = Vendor("Ada", Build.LIVE, "https://a", "root", f"{WEBSITE}/feed", (desk.public.text,), "", WEBSITE)
    source = feed_of(live)
    assert source is not None
    feed = source.read(desk.output.read_text())
    assert (feed.number, feed.version, feed.notes) == (1, "1.3.0", {"en": "- Draws **faster**."})
    assert (feed.minimum, feed.released_at) == ({"linux": "2.36"}, 1_795_132_800)
    assert feed.expires_at - feed.issued_at == 180 * 86_400


def test_each_issue_has_a_higher_number_than_the_one_before(desk: Desk) -> None:
    desk.sign()
    desk.sign("--after", desk.output, version="1.3.1")
    assert (desk.feed.number, desk.feed.version) == (2, "1.3.1")


def test_the_key_is_for_its_owner_alone_and_is_not_overwritten(desk: Desk, run: Run) -> None:
    assert stat.S_IMODE((desk.folder / "key" / "update-key.pem").stat().st_mode) == 0o600
    assert "not overwritten" in run("feed", "create-key", "--to", desk.folder / "key", code=1)


def test_a_feed_of_another_key_is_not_continued(desk: Desk, run: Run) -> None:
    desk.sign()
    run("feed", "create-key", "--to", desk.folder / "other")
    said = desk.sign("--after", desk.output, key=desk.folder / "other", code=1)
    assert "is no feed of this key" in said
    assert desk.feed.number == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"page": "https://elsewhere.example/"}, "is not an https page of https://sketches.example"),
        ({"page": "http://sketches.example/"}, "is not an https page of https://sketches.example"),
        ({"version": "newest"}, "A program would refuse this feed: The field “version”"),
        ({"minimum": "linux=old"}, "A program would refuse this feed: The field “minimum”"),
        ({"notes": "de=notes.md"}, "cannot be read"),
        ({"key": "nowhere"}, "cannot be read"),
    ],
)
def test_what_programs_would_refuse_is_not_written(desk: Desk, changes: dict[str, object], said: str) -> None:
    assert said in desk.sign(code=1, **changes)
    assert not desk.output.exists()


def test_notes_without_english_are_refused(desk: Desk) -> None:
    assert "lack English" in desk.sign(code=1, notes=f"de={desk.folder / 'notes.md'}")


def test_an_encrypted_key_asks_for_its_passphrase_at_a_terminal(
    desk: Desk, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("getpass.getpass", lambda _prompt: "four gray herons")
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    folder = desk.folder / "encrypted"
    made = run("feed", "create-key", "--to", folder, "--ask-passphrase", "--json")
    assert made["encrypted"] is True
    desk.sign(key=folder)
    assert read_feed(desk.output.read_text(), [PublicKey.from_text(made["public"])]).number == 1
    monkeypatch.setattr("sys.stdin.isatty", lambda: False)
    assert "sign at a terminal" in desk.sign(key=folder, code=1)
