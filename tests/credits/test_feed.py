"""The update feed: what a vendor signs, and what no program takes for one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from infrasketch_desktop.credits import documents
from infrasketch_desktop.credits.documents import DocumentType
from infrasketch_desktop.credits.errors import DocumentError, Reason
from infrasketch_desktop.credits.feed import LARGEST_FEED, LONGEST_NOTES, read_feed, sign_feed
from tests.support.feeds import FEED, UPDATES_KEY, signed
from tests.support.vendor import key

KEYS = (key("earlier").public, UPDATES_KEY.public)


def token(**changes: Any) -> str:
    """Signed as it is, whether or not it makes sense."""
    return documents.sign(DocumentType.FEED, FEED.payload() | changes, UPDATES_KEY)


def test_what_was_signed_is_read() -> None:
    assert read_feed(signed(), KEYS) == FEED


def test_a_field_that_this_version_does_not_know_is_passed_over() -> None:
    assert read_feed(token(urgency="low"), KEYS) == FEED


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: sign_feed(FEED, key("thief")), Reason.UNKNOWN_KEY),
        (lambda: signed()[:-4] + "AAAA", Reason.SIGNATURE),
        (lambda: documents.sign(DocumentType.PRICES, FEED.payload(), UPDATES_KEY), Reason.TYPE),
        (lambda: "a" * (LARGEST_FEED + 1), Reason.TOO_LARGE),
        (lambda: "<html>Sign in first</html>", Reason.MALFORMED),
        (lambda: token(v=2), Reason.VERSION),
        (lambda: token(env="test"), Reason.ENVIRONMENT),
        (lambda: token(product="another"), Reason.AUDIENCE),
        (lambda: token(number=0), Reason.FIELD),
        (lambda: token(expires_at=FEED.issued_at), Reason.FIELD),
        (lambda: token(notes={"de": "Neu"}), Reason.FIELD),
        (lambda: token(notes={"en": "n" * (LONGEST_NOTES + 1)}), Reason.FIELD),
        (lambda: token(notes={"en": "New", "../x": "New"}), Reason.FIELD),
        (lambda: token(notes={"en": "New"} | {f"aa-{n:04}": "New" for n in range(40)}), Reason.FIELD),
        (lambda: token(minimum={"linux": "old"}), Reason.FIELD),
        (lambda: token(minimum={"amiga": "3"}), Reason.FIELD),
    ],
)
def test_what_no_vendor_would_publish_is_refused(make: Callable[[], str], reason: Reason) -> None:
    with pytest.raises(DocumentError) as refused:
        read_feed(make(), KEYS)
    assert refused.value.reason is reason


@pytest.mark.parametrize(
    "version", ["", "1", "one", "1.2.3.4.5", "1.2-beta", "1.2.dev0", "1!2.0", "1.2+x", "9999999.0"]
)
def test_a_version_has_one_plain_form(version: str) -> None:
    with pytest.raises(DocumentError, match="version"):
        read_feed(token(version=version), KEYS)


@pytest.mark.parametrize("version", ["1.2", "1.2.3", "0.10.0", "2.0rc1", "2.0.1b12"])
def test_releases_and_candidates_are_versions(version: str) -> None:
    assert read_feed(token(version=version), KEYS).version == version


@pytest.mark.parametrize(
    "page",
    [
        "http://sketches.example/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://",
        "https://ada@sketches.example/",
        "https://sketches.example/a b",
        "https://sketches.example:port/",
        "https://[half",
        "https://sketches.example/\u202efdp",
    ],
)
def test_a_page_is_an_encrypted_address(page: str) -> None:
    with pytest.raises(DocumentError, match="page"):
        read_feed(token(page=page), KEYS)


def test_nobody_signs_what_no_program_would_accept() -> None:
    with pytest.raises(DocumentError, match="page"):
        signed(page="http://sketches.example")
