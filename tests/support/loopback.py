"""Lets tests marked `loopback` reach 127.0.0.1, and nothing else: no other address, and no name server.

pytest-socket forbids every socket but Unix ones, and for marked tests every `connect` but to 127.0.0.1; it leaves
`connect_ex` and the look-up of names open, which are closed here. A child process is not fenced: servers that tests
start listen on 127.0.0.1, and the browser has a fence of its own (tests/support/chromium.py).
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any

import pytest
from pytest_socket import SocketBlockedError

LOOPBACK = "127.0.0.1"
_HERE = frozenset({LOOPBACK, "localhost", "", None})


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "loopback: may reach 127.0.0.1, and nothing else")


def pytest_itemcollected(item: pytest.Item) -> None:
    """What the mark says is told to pytest-socket, which reads its own marks before any fixture is made."""
    if item.get_closest_marker("loopback"):
        item.add_marker(pytest.mark.allow_hosts([LOOPBACK]))


@pytest.fixture(autouse=True)
def _nothing_but_loopback(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.node.get_closest_marker("loopback"):
        monkeypatch.setattr(socket, "getaddrinfo", _guarded_look_up(socket.getaddrinfo))
        monkeypatch.setattr(socket.socket, "connect_ex", _guarded_connect_ex)


def _guarded_look_up(look_up: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(host: str | None, *arguments: Any, **options: Any) -> Any:
        if host not in _HERE:
            raise SocketBlockedError(f'A test tried to look up "{host}".')
        return look_up(host, *arguments, **options)

    return guarded


def _guarded_connect_ex(self: socket.socket, address: Any) -> int:
    """As `connect`, which pytest-socket watches, with the error as a number."""
    try:
        self.connect(address)
    except OSError as error:
        return error.errno or -1
    return 0
