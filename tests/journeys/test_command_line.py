"""An architect's afternoon without a window: describe, look, edit, arrange, draw; every step a program of its own."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from infrasketch_desktop.cli.outcome import ExitCode
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Document
from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.diagram.records import Node
from infrasketch_desktop.storage import sketches
from tests.support.profiles import stock_wallet
from tests.support.programs import Outcome, infrasketch

SENTENCE = (
    "A web app behind a load balancer, an API in FastAPI with a Redis cache and PostgreSQL, "
    "and a worker that takes jobs from RabbitMQ"
)
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    path = tmp_path / "shop.infrasketch"
    done(infrasketch("sketch", SENTENCE, "-o", path))
    return path


def done(outcome: Outcome) -> Outcome:
    assert (outcome.code, outcome.err) == (ExitCode.OK, "")
    return outcome


def the(diagram: Diagram, kind: NodeKind) -> Node:
    return next(node for node in diagram.nodes.values() if node.kind is kind)


def places(diagram: Diagram) -> dict[str, tuple[float, float]]:
    return {node.id: (node.x, node.y) for node in diagram.nodes.values()}


def test_a_sentence_becomes_a_connected_diagram(shop: Path) -> None:
    diagram = sketches.load(shop)
    expected = {
        NodeKind.LOAD_BALANCER,
        NodeKind.API,
        NodeKind.CACHE,
        NodeKind.DATABASE,
        NodeKind.WORKER,
        NodeKind.QUEUE,
    }
    assert expected <= {node.kind for node in diagram.nodes.values()}
    assert {"FastAPI", "Redis", "PostgreSQL", "RabbitMQ"} <= {node.technology for node in diagram.nodes.values()}
    assert all(diagram.incident(node) for node in diagram.nodes)


def test_the_diagram_is_laid_out_cleanly(shop: Path) -> None:
    diagram = sketches.load(shop)
    rects = [node.rect for node in diagram.nodes.values()]
    assert not any(a.intersects(b) for i, a in enumerate(rects) for b in rects[:i])
    assert all(len(edge.route) >= 2 for edge in diagram.edges.values())


def test_the_same_sentence_gives_the_same_bytes(shop: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.infrasketch"
    done(infrasketch("sketch", SENTENCE, "-o", again))
    assert again.read_bytes() == shop.read_bytes()


def test_an_edit_adds_what_was_said_and_moves_nothing_else(shop: Path) -> None:
    before = sketches.load(shop)
    done(infrasketch("edit", shop, "put a CDN in front of the web app"))
    after = sketches.load(shop)
    cdn = the(after, NodeKind.CDN)
    assert set(after.nodes) - set(before.nodes) == {cdn.id}
    assert places(before).items() <= places(after).items()
    assert after.incident(cdn.id)
    assert not any(cdn.rect.intersects(node.rect) for node in after.nodes.values() if node is not cdn)


def test_a_node_placed_by_hand_survives_every_layout(shop: Path) -> None:
    cache = the(sketches.load(shop), NodeKind.CACHE)
    place_by_hand(shop, cache, 4000, -300)
    done(infrasketch("layout", shop, "--direction", "right"))
    once = shop.read_bytes()
    found = sketches.load(shop).nodes[cache.id]
    assert (found.x, found.y) == (4000, -300)
    done(infrasketch("layout", shop))
    assert shop.read_bytes() == once


def place_by_hand(path: Path, node: Node, x: float, y: float) -> None:
    document = Document(sketches.load(path))
    with document.edit("Move") as edit:
        edit.put(replace(node, x=x, y=y, pinned=True))
    sketches.save(path, document.diagram)


def test_a_picture_and_a_check_close_the_afternoon(shop: Path) -> None:
    picture = shop.with_suffix(".png")
    purse = stock_wallet(shop.parent / "profile", 1)
    done(infrasketch("export", shop, "--to", "png", "--yes", "--profile", purse))
    assert picture.read_bytes().startswith(PNG)
    found = json.loads(done(infrasketch("validate", shop, "--json")).out)
    assert found["valid"] is True
    assert {(edge["source"], edge["target"]) for edge in found["edges"]}


def test_an_edit_that_is_not_understood_asks_and_keeps_the_file(shop: Path) -> None:
    before = shop.read_bytes()
    outcome = infrasketch("edit", shop, "remove the flux capacitor", "--json")
    assert outcome.code == ExitCode.NEEDS_ANSWER
    assert json.loads(outcome.out)["question"]
    assert shop.read_bytes() == before
