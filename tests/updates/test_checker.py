"""Asking a real server for updates: what is told, and what is passed over in silence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from infrasketch_desktop.credits.feed import LARGEST_FEED, sign_feed
from infrasketch_desktop.credits.receipts import Environment
from infrasketch_desktop.updates.checker import BOUNDS, Checker
from infrasketch_desktop.updates.daily import is_due
from infrasketch_desktop.updates.memory import FeedMemory
from infrasketch_desktop.updates.source import feed_of
from infrasketch_desktop.updates.update import Computer, Verdict
from infrasketch_desktop.vendor import Vendor
from infrasketch_desktop.wallet.http import Bounds, Http
from tests.support.feeds import FEED, FeedServer, feed_server, signed, vendor_at
from tests.support.vendor import NOW, key

COMPUTER = Computer("linux", "2.36")
IMPATIENT = Bounds(largest=BOUNDS.largest, seconds=0.0)


@dataclass
class Place:
    """One computer that asks `server`; `clock` is its time."""

    server: FeedServer
    file: Path
    clock: int = NOW
    bounds: Bounds = BOUNDS

    def checker(self, running: str = "1.2.0", vendor: Vendor | None = None) -> Checker:
        source = feed_of(vendor or self.server.vendor)
        assert source is not None
        return Checker(
            source,
            FeedMemory(self.file),
            running,
            COMPUTER,
            lambda: self.clock,
            lambda address: Http(address, bounds=self.bounds),
        )

    def verdict(self) -> Verdict:
        return self.checker().ask().verdict


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with feed_server() as server:
        yield Place(server, tmp_path / "state" / "feed.jws")


pytestmark = pytest.mark.loopback


def test_a_newer_version_is_told_with_its_page_and_notes(place: Place) -> None:
    outcome = place.checker().ask()
    assert outcome.verdict is Verdict.AVAILABLE
    assert outcome.update is not None
    assert (outcome.update.version, outcome.update.page) == (FEED.version, FEED.page)
    assert outcome.update.notes_in("de-AT") == FEED.notes["de"]
    assert outcome.update.notes_in("ar") == FEED.notes["en"]


@pytest.mark.parametrize("running", ["1.3.0", "1.3", "1.10.0", "2.0rc1"])
def test_as_new_or_newer_is_up_to_date(place: Place, running: str) -> None:
    assert place.checker(running).ask().verdict is Verdict.UP_TO_DATE


@pytest.mark.parametrize("running", ["1.2.9", "1.3.0rc1", "0.1"])
def test_versions_are_compared_as_versions(place: Place, running: str) -> None:
    assert place.checker(running).ask().verdict is Verdict.AVAILABLE


def test_what_was_told_is_known_without_asking_again(place: Place) -> None:
    assert place.checker().known() is None
    told = place.checker().ask().update
    assert (place.checker().known(), place.server.asked) == (told, 1)
    assert place.checker("1.3.0").known() is None
    place.clock = FEED.expires_at
    assert place.checker().known() is None


def test_an_older_issue_than_one_seen_is_refused(place: Place) -> None:
    assert place.verdict() is Verdict.AVAILABLE
    place.server.body = signed(number=6, version="1.2.5")
    assert place.verdict() is Verdict.REFUSED
    place.server.body = signed(version="1.2.5")  # the same number with another content
    assert place.verdict() is Verdict.REFUSED
    known = place.checker().known()
    assert known is not None
    assert known.version == "1.3.0"
    place.server.body = signed(number=8, version="1.2.5")  # taken back by the vendor
    assert place.verdict() is Verdict.AVAILABLE
    known = place.checker().known()
    assert known is not None
    assert known.version == "1.2.5"


def test_an_issue_whose_time_is_over_is_refused(place: Place) -> None:
    place.clock = FEED.expires_at - 1
    assert place.verdict() is Verdict.AVAILABLE
    place.clock += 1
    assert place.verdict() is Verdict.REFUSED


@pytest.mark.parametrize(
    "body",
    [
        lambda: sign_feed(FEED, key("thief")),
        lambda: signed(product="infrasketch-desktop", channel="beta"),
        lambda: signed(env=Environment.LIVE),
        lambda: signed(page="https://evil.example/download"),
        lambda: signed(page="https://sketches.example.evil.example/"),
        lambda: signed()[:-8] + "AAAAAAAA",
        lambda: "<html>Sign in to this network</html>",
        lambda: "",
        lambda: "a" * (LARGEST_FEED + 1),
    ],
)
def test_what_is_not_the_feed_of_this_vendor_is_refused_and_forgotten(place: Place, body: Callable[[], str]) -> None:
    place.server.body = body()
    assert place.verdict() is Verdict.REFUSED
    assert not place.file.exists()


def test_an_answer_without_an_end_is_given_up(place: Place) -> None:
    place.server.drip, place.bounds = True, IMPATIENT
    assert place.verdict() is Verdict.REFUSED


def test_more_than_the_bound_is_not_even_read(place: Place) -> None:
    place.server.body = signed() + " " * (LARGEST_FEED + 1)  # nothing that verifying would see
    assert place.verdict() is Verdict.REFUSED


@pytest.mark.parametrize("status", [404, 500, 301])
def test_a_server_that_answers_something_else_is_refused(place: Place, status: int) -> None:
    place.server.status = status
    assert place.verdict() is Verdict.REFUSED


def test_nobody_is_followed_elsewhere(place: Place) -> None:
    with feed_server() as other:
        place.server.status, place.server.location = 302, other.vendor.feed
        assert place.verdict() is Verdict.REFUSED
        assert other.asked == 0


def test_a_server_that_is_away_is_said_and_what_is_known_stays(place: Place) -> None:
    place.verdict()
    gone = place.checker(vendor=vendor_at("http://127.0.0.1:9"))
    assert gone.ask().verdict is Verdict.UNREACHABLE
    assert gone.known() is not None


def test_what_somebody_wrote_into_the_memory_is_not_believed(place: Place) -> None:
    place.file.parent.mkdir()
    for content in (b"\xff", b"", signed()[:-8].encode() + b"AAAAAAAA", sign_feed(FEED, key("thief")).encode()):
        place.file.write_bytes(content)
        assert place.checker().known() is None
    assert place.verdict() is Verdict.AVAILABLE


def test_a_disk_that_refuses_costs_only_the_memory(place: Place) -> None:
    place.file.parent.write_text("a file where a folder should be")
    assert place.verdict() is Verdict.AVAILABLE
    assert place.checker().known() is None


def test_a_newer_version_that_does_not_run_here_says_what_it_needs(place: Place) -> None:
    place.server.body = signed(minimum={"linux": "2.41", "darwin": "13"})
    update = place.checker().ask().update
    assert update is not None
    assert update.needs == "2.41"
    for computer in (Computer("linux", "2.41"), Computer("linux", ""), Computer("win32", "10.0.19045")):
        update = replace(place.checker(), computer=computer).known()
        assert update is not None
        assert update.needs == ""


def test_a_build_without_a_feed_or_without_its_keys_has_nobody_to_ask() -> None:
    assert feed_of(replace(vendor_at("https://updates.example"), feed="")) is None
    assert feed_of(replace(vendor_at("https://updates.example"), feed_keys=())) is None


@pytest.mark.parametrize(
    ("checked", "due"),
    [
        ("", True),
        ("yesterday", True),
        ("2026-11-20", True),
        ("2026-11-20T12:00:01+00:00", False),
        ("2026-11-20T12:00:00+00:00", True),
        ("2026-11-21T12:00:00+00:00", False),
        ("2027-01-01T00:00:00+00:00", True),
    ],
)
def test_a_day_passes_between_two_questions(checked: str, due: bool) -> None:
    assert is_due(checked, datetime(2026, 11, 21, 12, tzinfo=UTC)) is due
