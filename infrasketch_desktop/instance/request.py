"""What a start of the program asks for, and its form between two programs of the same user."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infrasketch_desktop.diagram.plain import PlainError, codec
from infrasketch_desktop.instance.links import Link

VERSION = 1
"""Raised when an older program would misunderstand; it then declines, and the newer one opens its own window."""
MOST_BYTES = 1024 * 1024
MOST_FILES = 100
_LONGEST_PATH = 32_767
_LONGEST_TOKEN = 1_000


class RequestError(Exception):
    """What another program sent is not a request of this version."""


@dataclass(frozen=True, slots=True)
class Request:
    """`files` are paths from the root, with bytes that are no text as Python keeps them (surrogates).

    `screen` names the display that the person looks at. `activation_token` is what the desktop gave to the start so
    that a window may come to the front.
    """

    files: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    new_window: bool = False
    screen: str = ""
    activation_token: str = ""


def encode(request: Request) -> bytes:
    """JSON in ASCII, at most `MOST_BYTES`. Raises RequestError when it is longer."""
    content = json.dumps({"v": VERSION, "request": codec(Request).encode(request)}).encode("ascii")
    if len(content) > MOST_BYTES:
        raise RequestError("too long")
    return content


def decode(content: bytes) -> Request:
    """The request in `content`, its values checked.

    Raises:
        RequestError: it is not one, or of another version.
    """
    try:
        plain: Any = json.loads(content)
        if not isinstance(plain, dict) or plain.get("v") != VERSION:
            raise RequestError("another version")
        request = codec(Request).decode(plain.get("request"))
    except (ValueError, RecursionError, PlainError) as error:
        raise RequestError(str(error)) from error
    if len(request.files) + len(request.links) > MOST_FILES or any(map(_is_no_path, request.files)):
        raise RequestError("paths")
    if not is_token(request.screen) or not is_token(request.activation_token):
        raise RequestError("tokens")
    return request


def is_token(word: str) -> bool:
    """Whether this is fit for the name of a display or what a desktop gives to a start."""
    return len(word) <= _LONGEST_TOKEN and word.isascii() and (not word or word.isprintable())


def _is_no_path(text: str) -> bool:
    return len(text) > _LONGEST_PATH or "\0" in text or not Path(text).is_absolute()
