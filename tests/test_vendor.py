"""The record of the vendor that a build carries."""

import json
from pathlib import Path
from typing import Any

import pytest

from infrasketch_desktop.credits.receipts import Environment
from infrasketch_desktop.resources import ResourceError
from infrasketch_desktop.vendor import Build, Vendor, read_record, read_vendor, write_record

LIVE = Vendor(
    "Ada's Sketches",
    Build.LIVE,
    "https://licensing.example",
    '{"signatures": ["…"]}',
    "https://updates.example/feed.jws",
    ("first", "second"),
    "help@example.com",
    "https://sketches.example",
)


def test_a_checkout_is_of_the_sandbox_and_names_no_server_and_no_feed() -> None:
    assert read_vendor() == Vendor("InfraSketch", Build.SANDBOX)


def test_a_record_comes_back_as_it_was_written(tmp_path: Path) -> None:
    write_record(LIVE, tmp_path / "vendor" / "vendor.json")
    assert read_record(tmp_path / "vendor" / "vendor.json") == LIVE


def test_the_environments_of_builds_are_those_of_signed_documents() -> None:
    assert [str(one) for one in Build] == [str(one) for one in Environment]


@pytest.mark.parametrize(
    "changes",
    [
        {"server": ""},
        {"root": ""},
        {"environment": "paper"},
        {"name": 7},
        {"feed_keys": [7]},
        {"feed_keys": None},
        {"feed_keys": "key"},
        {"another": ""},
    ],
)
def test_a_damaged_record_is_an_error_and_never_the_sandbox(changes: dict[str, Any], tmp_path: Path) -> None:
    file = tmp_path / "vendor.json"
    write_record(LIVE, file)
    file.write_text(json.dumps(json.loads(file.read_text("utf-8")) | changes), "utf-8")
    with pytest.raises(ResourceError, match=r"vendor\.json.*Install InfraSketch again"):
        read_record(file)


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"7", b'"text"', b"null", b"\xff", b"[" * 100_000])
def test_what_is_no_record_is_an_error_too(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "vendor.json").write_bytes(content)
    with pytest.raises(ResourceError, match="damaged"):
        read_record(tmp_path / "vendor.json")
