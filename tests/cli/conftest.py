"""Runs the command line inside the test process, streams and exit code included."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from infrasketch_desktop.cli import main
from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from infrasketch_desktop.diagram.records import Edge, Group, Node, Sheet
from infrasketch_desktop.storage import sketches
from tests.support.programs import Outcome

Cli = Callable[..., Outcome]


class Terminal(io.StringIO):
    """Somebody who types."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Cli:
    """`cli("validate", path, typed="…")` in a folder of its own."""
    monkeypatch.chdir(tmp_path)

    def run(*words: str | Path, typed: str = "", at_terminal: bool = False) -> Outcome:
        monkeypatch.setattr("sys.stdin", Terminal(typed) if at_terminal else io.StringIO(typed))
        capsys.readouterr()
        code = main([str(word) for word in words])
        out, err = capsys.readouterr()
        return Outcome(code, out, err)

    return run


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A small diagram: a web app over a pinned API over a database in a group."""
    path = tmp_path / "shop.infrasketch"
    nodes = [
        Node(id="web", kind=NodeKind.CLIENT, label="Web app", technology="React"),
        Node(id="api", kind=NodeKind.API, label="API", technology="FastAPI", x=400, y=300, pinned=True),
        Node(id="db", kind=NodeKind.DATABASE, label="Orders", technology="PostgreSQL", y=600, group="data"),
    ]
    edges = [
        Edge(id="web--api", source="web", target="api", label="calls"),
        Edge(id="api--db", source="api", target="db", label="orders", kind=EdgeKind.DATA),
    ]
    sketches.save(path, build_diagram([Sheet(title="Shop"), Group(id="data", label="Data"), *nodes, *edges]))
    return path
