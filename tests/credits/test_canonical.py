"""The one byte form: what goes in comes out, and each bad input has its own reason."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infrasketch_desktop.credits import canonical
from infrasketch_desktop.credits.canonical import DEEPEST, LARGEST_DOCUMENT, LARGEST_INTEGER
from infrasketch_desktop.credits.errors import DocumentError, Reason
from tests.credits.strategies import JSON_OBJECTS, JSON_VALUES


def nested(depth: int, end: Any = 0) -> Any:
    value = end
    for _ in range(depth):
        value = [value]
    return value


@given(JSON_OBJECTS | st.lists(JSON_VALUES, max_size=4))
def test_what_was_encoded_decodes_to_itself(value: Any) -> None:
    assert canonical.decode(canonical.encode(value)) == value


@given(JSON_OBJECTS)
def test_any_other_spelling_of_an_object_has_the_same_bytes(value: dict[str, Any]) -> None:
    backwards = dict(reversed(value.items()))
    spelt_otherwise = json.dumps(backwards, indent=1, ensure_ascii=True).encode()
    assert canonical.encode(canonical.decode(spelt_otherwise)) == canonical.encode(value)


@given(JSON_OBJECTS)
def test_only_the_canonical_spelling_is_read_as_an_object(value: dict[str, Any]) -> None:
    content = canonical.encode(value)
    assert canonical.decode_object(content) == value
    with pytest.raises(DocumentError) as refused:
        canonical.decode_object(content + b" ")
    assert refused.value.reason == Reason.NOT_CANONICAL


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused_with_a_reason(content: bytes) -> None:
    with suppress(DocumentError):
        assert canonical.encode(canonical.decode_object(content)) == content


def test_keys_are_sorted_by_their_utf16_units_as_rfc_8785_asks() -> None:
    # RFC 8785, 3.2.3: the pair of surrogates of the smiley sorts before the Hebrew presentation form.
    content = canonical.encode({"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\U0001f600": 5, "\x80": 6, "\u00f6": 7})
    assert list(json.loads(content)) == ["\r", "1", "\x80", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]


BAD_BYTES = {
    "one byte too many": (b'"' + b"a" * (LARGEST_DOCUMENT - 1) + b'"', Reason.TOO_LARGE),
    "not UTF-8": (b'{"a":"\xff"}', Reason.NOT_TEXT),
    "half a character, spelt": (b'{"a":"\\ud800"}', Reason.NOT_TEXT),
    "half a character in a key": (b'{"\\udc00":1}', Reason.NOT_TEXT),
    "nothing": (b"", Reason.MALFORMED),
    "cut off": (b'{"a":', Reason.MALFORMED),
    "a byte order mark": (b"\xef\xbb\xbf{}", Reason.MALFORMED),
    "two values": (b"{}{}", Reason.MALFORMED),
    "leading zero": (b'{"a":01}', Reason.MALFORMED),
    "a key twice": (b'{"a":1,"a":1}', Reason.DUPLICATE_KEY),
    "a key twice, deep inside": (b'{"a":[{"b":1,"b":2}]}', Reason.DUPLICATE_KEY),
    "a key twice, spelt differently": (b'{"a":1,"\\u0061":2}', Reason.DUPLICATE_KEY),
    "a fraction": (b'{"a":1.5}', Reason.FLOAT),
    "a whole number as a fraction": (b'{"a":1.0}', Reason.FLOAT),
    "an exponent": (b'{"a":1e3}', Reason.FLOAT),
    "not a number": (b'{"a":NaN}', Reason.FLOAT),
    "infinity": (b'{"a":-Infinity}', Reason.FLOAT),
    "two to the 53rd": (b'{"a":9007199254740992}', Reason.BIG_NUMBER),
    "minus two to the 53rd": (b'{"a":-9007199254740992}', Reason.BIG_NUMBER),
    "digits by the thousand": (b'{"a":' + b"9" * 5000 + b"}", Reason.BIG_NUMBER),
    "a level too deep": (json.dumps({"a": nested(DEEPEST)}).encode(), Reason.TOO_DEEP),
    "deeper than the reader's stack": (b"[" * 200_000, Reason.TOO_DEEP),
}


@pytest.mark.parametrize("content_and_reason", BAD_BYTES.values(), ids=BAD_BYTES.keys())
def test_bad_bytes_are_refused_with_their_own_reason(content_and_reason: tuple[bytes, Reason]) -> None:
    content, reason = content_and_reason
    with pytest.raises(DocumentError) as refused:
        canonical.decode(content)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"[]", Reason.NOT_AN_OBJECT),
        (b"1", Reason.NOT_AN_OBJECT),
        (b"null", Reason.NOT_AN_OBJECT),
        (b'{"b":1,"a":2}', Reason.NOT_CANONICAL),
        (b'{"a": 1}', Reason.NOT_CANONICAL),
        (b'{"a":-0}', Reason.NOT_CANONICAL),
        (b'{"a":"\\u0041"}', Reason.NOT_CANONICAL),
    ],
)
def test_an_object_has_to_be_one_in_its_one_form(content: bytes, reason: Reason) -> None:
    with pytest.raises(DocumentError) as refused:
        canonical.decode_object(content)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ({"a": 1.5}, Reason.FLOAT),
        ({"a": b"bytes"}, Reason.FLOAT),
        ({"a": {1, 2}}, Reason.FLOAT),
        ({"a": LARGEST_INTEGER + 1}, Reason.BIG_NUMBER),
        ({"a": "\ud800"}, Reason.NOT_TEXT),
        ({1: "a"}, Reason.FIELD),
        (nested(DEEPEST + 1), Reason.TOO_DEEP),
    ],
)
def test_what_has_no_canonical_form_is_not_encoded(value: Any, reason: Reason) -> None:
    with pytest.raises(DocumentError) as refused:
        canonical.encode(value)
    assert refused.value.reason == reason


def test_the_largest_numbers_and_the_deepest_value_are_still_allowed() -> None:
    for value in ([LARGEST_INTEGER, -LARGEST_INTEGER], nested(DEEPEST)):
        assert canonical.decode(canonical.encode(value)) == value
