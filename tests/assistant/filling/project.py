"""A small generated project whose API has a file with two regions, and what is asked for them."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from infrasketch_desktop.assistant.filling.preparing import prepare_fill
from infrasketch_desktop.assistant.filling.result import FillResult, FillUpdate
from infrasketch_desktop.assistant.filling.turn import run_fill
from infrasketch_desktop.assistant.filling.wish import Wish
from infrasketch_desktop.assistant.stopping import Stop
from infrasketch_desktop.assistant.transport.endpoint import Endpoint, Kind, Secret
from infrasketch_desktop.assistant.transport.messages import MessagesTransport
from infrasketch_desktop.assistant.wire import Transport
from infrasketch_desktop.codegen import region_trial
from infrasketch_desktop.codegen.checking.tools import Ground, Run, Step
from infrasketch_desktop.codegen.files import Level
from tests.assistant.shop import shop
from tests.codegen.folders import Place
from tests.support.messages_script import Block, calls
from tests.support.messages_server import KEY, MessagesServer

ORDERS = "services/api/src/api/orders.py"
STORE = "services/api/src/api/store.py"
TEST = "services/api/tests/test_orders.py"
MODEL = "claude-sonnet-5-5"
FILES = {
    "README.md": "# Shop\n",
    "services/api/pyproject.toml": '[project]\nname = "api"\nversion = "1"\n[tool.ruff.lint]\nselect = ["F", "PL"]\n',
    "services/api/src/api/__init__.py": '"""Orders."""\n',
    STORE: '"""Keeps orders."""\n\n\ndef add(name: str) -> str:\n    return name\n',
    ORDERS: '''\
"""Takes orders."""

import logging

from api.store import add

logger = logging.getLogger(__name__)


def post(name: str) -> str:
    """Take one."""
    # region: post
    return add(name)
    # endregion: post


def total(prices: list[int]) -> int:
    """What they cost together."""
    # region: total
    return sum(prices)
    # endregion: total
''',
    TEST: 'from api.orders import post, total\n\n\ndef test_an_order_is_kept() -> None:\n    assert post("a") == "a"\n',
}
GOOD = "name = name.strip()\nif not name:\n    raise ValueError(name)\nreturn add(name)"


def ruff_only(ground: Ground) -> Iterator[Step]:
    """Instead of all tools that this machine has: the one that takes a moment."""
    for verb in (("check", "--output-format=concise"), ("format", "--check")):
        command = (sys.executable, "-m", "ruff", *verb, "--no-cache", "--quiet", "services/api")
        yield Run(tool=f"ruff {verb[0]}", files=(), level=Level.CHECKED, command=command, folder=ground.folder)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """The project as it was generated, judged by the compiler and ruff."""
    monkeypatch.setattr(region_trial, "python_steps", ruff_only)
    place = Place(tmp_path / "shop", {"api": "api"})
    place.generate(FILES, "api")
    return place


def wished(place: Place, *names: str, words: str = "Refuse empty names", **more: Any) -> Wish:
    wish = prepare_fill(place.folder, ORDERS, names, words, shop(), **more)
    return replace(wish, model=MODEL, operation="op-1")


def fills(**codes: Any) -> Block:
    """A call that proposes code for regions."""
    return calls("fill_regions", {"regions": [{"name": name, "code": code} for name, code in codes.items()]})


def filled(
    wish: Wish,
    server: MessagesServer | Transport,
    on_update: Callable[[FillUpdate], None] = lambda _update: None,
    stop: Stop | None = None,
) -> FillResult:
    transport: Any = server
    if isinstance(server, MessagesServer):
        transport = MessagesTransport(Endpoint(Kind.VENDOR, server.address, Secret.fixed(KEY)))
    return asyncio.run(run_fill(wish, transport, on_update, stop=stop))
