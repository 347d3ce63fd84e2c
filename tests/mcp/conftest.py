"""A folder with a small sketch, and the tools as a call reaches them, without the protocol around."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.diagram.records import Edge, Node, Sheet
from infrasketch_desktop.mcp.calls import Outcome, call
from infrasketch_desktop.mcp.grounds import Grounds
from infrasketch_desktop.mcp.tools import tool_named
from infrasketch_desktop.mcp.workplace import Budget, Workplace
from infrasketch_desktop.storage import sketches
from infrasketch_desktop.storage.workspace import Workspace
from infrasketch_desktop.wallet.wallet import Wallet
from tests.wallet.desks import Desk


def shop_diagram() -> Diagram:
    nodes = [
        Node(id="web", kind=NodeKind.CLIENT, label="Web app"),
        Node(id="api", kind=NodeKind.API, label="API", y=160),
        Node(id="db", kind=NodeKind.DATABASE, label="Orders", technology="PostgreSQL", y=320),
    ]
    edges = [Edge(id="web--api", source="web", target="api"), Edge(id="api--db", source="api", target="db")]
    return build_diagram([Sheet(title="Shop"), *nodes, *edges])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "designs"
    found.mkdir()
    return found


@pytest.fixture
def shop(folder: Path) -> Path:
    path = folder / "shop.infrasketch"
    sketches.save(path, shop_diagram())
    return path


@dataclass
class Caller:
    """Calls tools by name; what they answer comes back as values."""

    workplace: Workplace

    def raw(self, name: str, arguments: dict[str, Any]) -> Outcome:
        return call(tool_named(name), self.workplace, arguments)

    def __call__(self, name: str, /, **arguments: Any) -> Any:
        outcome = self.raw(name, arguments)
        assert not outcome.failed, outcome.answer.text
        return json.loads(outcome.answer.text)

    def refused(self, name: str, /, **arguments: Any) -> str:
        outcome = self.raw(name, arguments)
        assert outcome.failed, outcome.answer.text
        return outcome.answer.text

    def with_rights(self, *, may_write: bool = False, spend: int | None = None) -> Caller:
        return Caller(replace(self.workplace, may_write=may_write, budget=Budget(spend)))


@pytest.fixture
def purse(tmp_path: Path) -> Callable[[], contextlib.AbstractContextManager[Wallet]]:
    """A wallet with five credits, made when it is opened first."""
    desk = Desk(tmp_path / "wallet")

    @contextlib.contextmanager
    def opened() -> Iterator[Wallet]:
        if not desk.file.exists():
            desk.stocked(5).close()
        with desk.open() as wallet:
            yield wallet

    return opened


@pytest.fixture
def tools(folder: Path, shop: Path, tmp_path: Path, cache_folder: Path, purse: Callable[[], Any]) -> Caller:
    """The tools over `folder`, which holds the shop; nothing may be written or spent."""
    numbers = count()
    workspace = Workspace(
        tmp_path / "state", now=lambda: datetime(2026, 11, 21, tzinfo=UTC), new_id=lambda: f"j{next(numbers)}"
    )
    return Caller(
        Workplace(
            grounds=Grounds(tuple, (folder.resolve(),)),
            workspace=workspace,
            wallet=purse,
            cache_folder=cache_folder,
        )
    )
