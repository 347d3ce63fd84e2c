"""Workspaces for tests: a fixed clock, counted names, and the death of a run without the dying."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime
from pathlib import Path

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.storage.session import SketchSession
from infrasketch_desktop.storage.workspace import Workspace
from tests.support.diagrams import node

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def workspace(folder: Path, name: str = "run") -> Workspace:
    numbers = itertools.count(1)
    return Workspace(folder / "state", now=lambda: NOON, new_id=lambda: f"{name}-{next(numbers)}")


def add(session: SketchSession, *names: str) -> None:
    """One edit for each name: a node of that id."""
    for name in names:
        with session.document.edit(f"Add {name}") as edit:
            edit.put(node(name))


def names(diagram: Diagram) -> list[str]:
    return sorted(diagram.nodes)


def die(session: SketchSession) -> None:
    """What is left of a session when its run is killed: files as they are, locks freed by the system."""
    journal = session._journal
    journal._sync.stop()
    journal._close_file()
    for held in (journal._lock, session._lock):
        if held is not None:
            held._lock.release()
