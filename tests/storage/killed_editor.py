"""The program that `test_killed` kills: it recovers or opens a sketch, then edits and saves at random without end.

It is also imported by that test, which repeats the same random edits to know every state that may come back.
"""

from __future__ import annotations

import sys
import threading
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Document
from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.diagram.records import Edge, Group, Node
from infrasketch_desktop.storage import sketch_file
from infrasketch_desktop.storage.journal_lines import sha256
from infrasketch_desktop.storage.session import SavedContent, SaveJob, SketchSession
from infrasketch_desktop.storage.workspace import Workspace

MOST_NODES = 60


def workspace(folder: Path) -> Workspace:
    return Workspace(folder / "state", now=lambda: datetime.now(UTC), new_id=lambda: uuid.uuid4().hex)


def fingerprint(diagram: Diagram) -> str:
    return sha256(sketch_file.write(diagram))


def work(document: Document, random: Random) -> Iterator[None]:
    """Random edits and undos without end; the same for the same diagram and random numbers."""
    while True:
        before = document.revision
        if random.random() < 0.1:
            document.undo()
        else:
            edit_once(document, random)
        if document.revision != before:
            yield


def edit_once(document: Document, random: Random) -> None:
    diagram = document.diagram
    nodes = sorted(diagram.nodes)
    node_id = f"n{random.randrange(MOST_NODES)}"
    with document.edit("Random edit") as edit:
        if node_id in diagram.nodes and random.random() < 0.3:
            for edge_id in diagram.incident(node_id):
                edit.remove(edge_id)
            edit.remove(node_id)
            return
        edit.put(Group(id="g", label=f"Größe {random.random()}"))
        label = "label " * random.randrange(1, 80)
        edit.put(Node(id=node_id, kind=NodeKind.API, label=label, x=random.randrange(9999) / 8, group="g"))
        if nodes:
            other = random.choice(nodes)
            edit.put(Edge(id=f"{node_id}--{other}", source=node_id, target=other))


def begin(space: Workspace, file: Path) -> SketchSession:
    """What the program does at its start: offer what was lost, else open the file, else begin anew."""
    found = space.recoverable().sketches
    if found:
        return space.recover(found[0])
    if file.exists():
        return space.open(file)
    return space.new()


def main(folder: Path, seed: int) -> None:
    file = folder / "sketch.infrasketch"
    session = begin(workspace(folder), file)
    acknowledge(session)
    random, chance = Random(seed), Random(-seed)
    for _ in work(session.document, random):
        acknowledge(session)
        save_sometimes(session, file, chance)


def acknowledge(session: SketchSession) -> None:
    if session.trouble is not None:
        raise session.trouble
    sys.stdout.write(fingerprint(session.document.diagram) + "\n")
    sys.stdout.flush()


def save_sometimes(session: SketchSession, file: Path, chance: Random) -> None:
    roll = chance.random()
    if running:
        job, thread, result = running[0]
        if not thread.is_alive():
            running.clear()
            session.finish_save(result[0]) if result else session.abandon_save(job)
    elif roll < 0.05:
        session.save_as(file)
    elif roll < 0.2:
        job_or_none = session.start_autosave()
        if job_or_none is not None:
            start(job_or_none)


running: list[tuple[SaveJob, threading.Thread, list[SavedContent]]] = []


def start(job: SaveJob) -> None:
    """Save as a window does: in another thread, while edits go on."""
    result: list[SavedContent] = []
    thread = threading.Thread(target=lambda: result.append(job.run()), daemon=True)
    running.append((job, thread, result))
    thread.start()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
