"""Turns the arguments of a start into a request that means the same in any other program of this user."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from urllib.parse import unquote_to_bytes, urlsplit

from infrasketch_desktop.instance.links import is_link, read_link
from infrasketch_desktop.instance.request import Request, is_token

_HERE = ("", "localhost")


def asked_for(words: Sequence[str], environment: Mapping[str, str], *, new_window: bool = False) -> Request:
    """The request of a start with these arguments: paths from here, addresses `file:` as desktops pass them, links."""
    files, links = [], []
    for word in words:
        path = _path(word)
        if path is None:
            links.append(read_link(word))
        else:
            files.append(path)
    return Request(
        tuple(files),
        tuple(dict.fromkeys(links)),
        new_window,
        screen_of(environment),
        _token(environment.get("XDG_ACTIVATION_TOKEN") or environment.get("DESKTOP_STARTUP_ID", "")),
    )


def screen_of(environment: Mapping[str, str]) -> str:
    """The display on which a window of this start appears; "" where a computer has only one."""
    return _token(environment.get("WAYLAND_DISPLAY") or environment.get("DISPLAY", "").partition(".")[0])


def _token(text: str) -> str:
    return text if is_token(text) else ""


def _path(word: str) -> str | None:
    """The file that an argument names; None when it names none on this computer."""
    if not is_link(word):
        return os.path.abspath(word)  # noqa: PTH100 - links stay as the user named them
    if not word.lower().startswith("file:") or not word.isprintable():
        return None
    try:
        parts = urlsplit(word)
    except ValueError:
        return None
    path = os.fsdecode(unquote_to_bytes(parts.path))
    is_plain = parts.netloc in _HERE and not parts.query and not parts.fragment
    return os.path.normpath(path) if is_plain and path.startswith("/") and "\0" not in path else None
