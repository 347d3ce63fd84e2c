"""Proposals wait in the profile, one for each sketch, until they are taken or refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.diagram.proposal import propose
from infrasketch_desktop.diagram.records import Node
from infrasketch_desktop.storage.errors import OpenError, SaveError
from infrasketch_desktop.storage.proposals import WaitingProposals

API = Node(id="api", kind=NodeKind.API, label="API")
DB = Node(id="db", kind=NodeKind.DATABASE, label="DB")


@pytest.fixture
def waiting(tmp_path: Path) -> WaitingProposals:
    return WaitingProposals(tmp_path / "state")


@pytest.fixture
def sketch(tmp_path: Path) -> Path:
    path = tmp_path / "a.infrasketch"
    path.write_text("{}")
    return path


def test_what_was_put_is_found_for_the_diagram_of_now(waiting: WaitingProposals, sketch: Path) -> None:
    waiting.put(sketch, propose("Add", Diagram(), build_diagram([API])))
    found = waiting.find(sketch, build_diagram([DB]))
    assert found is not None
    assert (found.proposal.title, set(found.proposal.target.nodes)) == ("Add", {"api", "db"})


def test_nothing_waits_where_nothing_was_put_or_it_was_dropped(waiting: WaitingProposals, sketch: Path) -> None:
    assert waiting.find(sketch, Diagram()) is None
    waiting.put(sketch, propose("Add", Diagram(), build_diagram([API])))
    waiting.drop(sketch)
    waiting.drop(sketch)
    assert waiting.find(sketch, Diagram()) is None


def test_a_link_to_a_sketch_is_the_same_sketch(waiting: WaitingProposals, sketch: Path) -> None:
    link = sketch.with_name("link.infrasketch")
    link.symlink_to(sketch)
    assert waiting.put(sketch, propose("One", Diagram(), build_diagram([API]))) is False
    assert waiting.put(link, propose("Two", Diagram(), build_diagram([DB]))) is True
    found = waiting.find(sketch, Diagram())
    assert found is not None
    assert found.proposal.title == "Two"


@pytest.mark.parametrize("content", [b"", b"[]", b'{"proposal": 1}', b'{"proposal": {"title": "x"}}', b"[" * 100_000])
def test_a_damaged_one_is_said_to_be_damaged(waiting: WaitingProposals, sketch: Path, content: bytes) -> None:
    waiting.put(sketch, propose("Add", Diagram(), build_diagram([API])))
    waiting.path_for(sketch).write_bytes(content)
    with pytest.raises(OpenError, match="damaged"):
        waiting.find(sketch, Diagram())


def test_a_place_that_takes_no_files_is_said(tmp_path: Path, sketch: Path) -> None:
    (tmp_path / "state").write_text("a file")
    with pytest.raises(SaveError):
        WaitingProposals(tmp_path / "state").put(sketch, propose("Add", Diagram(), build_diagram([API])))
