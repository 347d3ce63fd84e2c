"""The form of a request between two programs: whatever the receiver is sent, it gets a checked request or an error."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infrasketch_desktop.instance.links import Link
from infrasketch_desktop.instance.request import MOST_FILES, Request, RequestError, decode, encode

_NAMES = st.text(st.characters(codec=None, exclude_characters="\0"), min_size=1, max_size=30)


@given(st.lists(_NAMES.map("/{}".format), max_size=5), st.booleans())
def test_it_comes_out_as_it_went_in(files: list[str], new_window: bool) -> None:
    request = Request(tuple(files), (Link.PURCHASE_DONE,), new_window, ":0", "token")
    assert decode(encode(request)) == request


def test_bytes_of_a_path_that_are_no_text_survive() -> None:
    request = Request(("/tmp/\udcff.infrasketch",))
    assert decode(encode(request)) == request
    assert encode(request).isascii()


@pytest.mark.parametrize(
    "plain",
    [
        [],
        None,
        1,
        {},
        {"v": 1},
        {"v": 2, "request": {}},
        {"v": 1, "request": []},
        {"v": 1, "request": {"run": "rm"}},
        {"v": 1, "request": {"files": "/tmp/a"}},
        {"v": 1, "request": {"files": ["relative"]}},
        {"v": 1, "request": {"files": ["/a\0b"]}},
        {"v": 1, "request": {"files": [1]}},
        {"v": 1, "request": {"files": ["/a"] * (MOST_FILES + 1)}},
        {"v": 1, "request": {"links": ["infrasketch://purchase/done"]}},
        {"v": 1, "request": {"new_window": 1}},
        {"v": 1, "request": {"screen": "\x1b[31m"}},
        {"v": 1, "request": {"activation_token": "x" * 2000}},
    ],
)
def test_what_is_no_request_is_refused(plain: object) -> None:
    with pytest.raises(RequestError):
        decode(json.dumps(plain).encode())


@given(st.binary(max_size=300))
def test_any_bytes_are_refused_in_one_way(content: bytes) -> None:
    with pytest.raises(RequestError):
        decode(content)


def test_deep_nesting_is_refused() -> None:
    with pytest.raises(RequestError):
        decode(b'{"v":1,"request":' + b"[" * 200_000)


def test_what_is_too_long_is_not_sent() -> None:
    with pytest.raises(RequestError):
        encode(Request(("/" + "a" * 2_000_000,)))
