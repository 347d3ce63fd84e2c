"""The lists that come with the program, and a shop that most tests write about."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from infrasketch_desktop.design_doc import DesignDocument
from infrasketch_desktop.design_doc.generator import design_document
from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from infrasketch_desktop.diagram.records import Sheet
from infrasketch_desktop.resources import resource_path
from infrasketch_desktop.technology.catalog import Catalog
from infrasketch_desktop.technology.knowledge import Knowledge
from tests.support.diagrams import edge, group, node

Write = Callable[[Diagram], DesignDocument]


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return Catalog.load(resource_path("lexicon"))


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return Knowledge.load(resource_path("lexicon"))


@pytest.fixture(scope="session")
def written(catalog: Catalog, knowledge: Knowledge) -> Write:
    """Writes the document of a diagram."""
    return lambda diagram: design_document(diagram, catalog, knowledge)


@pytest.fixture
def shop() -> Diagram:
    """A browser calls a gateway, that an API; the API writes a database and a queue, a worker takes from the queue."""
    return build_diagram(
        (
            Sheet(title="Shop"),
            group("backend"),
            node("browser", y=0, kind=NodeKind.CLIENT),
            node("gateway", y=100, kind=NodeKind.GATEWAY, technology="Kong"),
            node("api", y=200, kind=NodeKind.API, label="Order API", technology="FastAPI", group="backend"),
            node("orders", y=300, kind=NodeKind.DATABASE, technology="PostgreSQL", group="backend"),
            node("jobs", y=400, kind=NodeKind.QUEUE, technology="RabbitMQ"),
            node("mailer", y=500, kind=NodeKind.WORKER),
            node("post", y=600, kind=NodeKind.EXTERNAL, label="Mail provider"),
            edge("browser", "gateway", label="HTTPS"),
            edge("gateway", "api", label="place order"),
            edge("api", "orders", kind=EdgeKind.DATA),
            edge("api", "jobs", label="order placed", kind=EdgeKind.EVENT),
            edge("jobs", "mailer", label="order placed", kind=EdgeKind.EVENT),
            edge("mailer", "post", label="confirmation"),
        )
    )
