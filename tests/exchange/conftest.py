"""A small system as every test of this room takes it, and the wallet of a test."""

from __future__ import annotations

from pathlib import Path

import pytest

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.diagram.records import Sheet
from infrasketch_desktop.resources import resource_path
from infrasketch_desktop.technology import Catalog
from tests.support.diagrams import edge, group, node
from tests.wallet.desks import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "wallet")


@pytest.fixture
def shop() -> Diagram:
    """A web app that calls an API with a database, which lies in a group."""
    return build_diagram(
        [
            Sheet(title="Shop"),
            group("data"),
            node("web", kind=NodeKind.CLIENT),
            node("api", y=200, kind=NodeKind.API, technology="FastAPI", notes="Talk to Ann"),
            node("db", y=460, kind=NodeKind.DATABASE, technology="PostgreSQL", group="data"),
            edge("web", "api", label="calls"),
            edge("api", "db"),
        ]
    )


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return Catalog.load(resource_path("lexicon"))
