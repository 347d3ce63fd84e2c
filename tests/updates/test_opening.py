"""Who asks for updates, by the record of the vendor."""

from dataclasses import replace
from pathlib import Path

from infrasketch_desktop.updates.opening import open_checker
from infrasketch_desktop.vendor import read_vendor
from tests.support.feeds import PATH, UPDATES_KEY, vendor_at

VENDOR = vendor_at("https://updates.example:8443")


def test_a_checkout_has_nobody_to_ask(tmp_path: Path) -> None:
    assert open_checker(read_vendor(), tmp_path, "1.0") is None


def test_the_feed_and_its_keys_are_those_of_the_record(tmp_path: Path) -> None:
    checker = open_checker(VENDOR, tmp_path, "1.0")
    assert checker is not None
    assert (checker.source.server, checker.source.path) == ("https://updates.example:8443", PATH)
    assert checker.source.keys == (UPDATES_KEY.public,)


def test_what_stands_behind_a_question_mark_is_asked_too(tmp_path: Path) -> None:
    checker = open_checker(replace(VENDOR, feed="https://updates.example/feed?channel=stable"), tmp_path, "1.0")
    assert checker is not None
    assert checker.source.path == "/feed?channel=stable"


def test_a_record_with_damaged_keys_believes_no_feed(tmp_path: Path) -> None:
    assert open_checker(replace(VENDOR, feed_keys=("short",)), tmp_path, "1.0") is None
