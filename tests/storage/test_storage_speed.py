"""How long opening, saving and an edit's journal line take, against parsing and writing the same JSON bare."""

import gc
import json
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.geometry import Point
from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.diagram.records import Edge, Group, Node, Sheet
from infrasketch_desktop.storage import sketch_file, sketches
from infrasketch_desktop.storage.atomic import write_atomically
from tests.storage.workspaces import workspace

pytestmark = pytest.mark.benchmark


def large(count: int) -> Diagram:
    """`count` nodes in groups of 50 and half as many edges again, each with a route and a label."""
    random = Random(count)
    groups = [Group(id=f"g{i}", label=f"Group {i}") for i in range(max(1, count // 50))]
    nodes = [
        Node(
            id=f"n{i}",
            kind=random.choice(list(NodeKind)),
            label=f"Service {i}",
            technology="PostgreSQL",
            x=random.randrange(99_999),
            y=random.randrange(99_999) / 4,
            group=groups[i % len(groups)].id,
        )
        for i in range(count)
    ]
    edges = [
        Edge(
            id=f"e{i}",
            source=f"n{random.randrange(count)}",
            target=f"n{random.randrange(count)}",
            label="orders",
            route=tuple(Point(random.randrange(9999), random.randrange(9999)) for _ in range(4)),
            label_at=Point(random.randrange(9999), random.randrange(9999)),
        )
        for i in range(count * 3 // 2)
    ]
    return build_diagram([Sheet(title="Large"), *groups, *nodes, *edges])


def milliseconds(function: Callable[[], object], repeat: int = 3) -> float:
    """The best of some runs: what the work costs when nothing disturbs it."""
    times = []
    for _ in range(repeat):
        gc.collect()
        start = time.perf_counter()
        function()
        times.append(time.perf_counter() - start)
    return min(times) * 1000


def test_opening_and_saving_against_bare_json(tmp_path: Path) -> None:
    print("\n  nodes   bytes     read    / json.loads   write   / json.dumps   load     save")
    for count in (100, 1000, 5000, 10_000):
        diagram = large(count)
        content = sketch_file.write(diagram)
        path = tmp_path / "large.infrasketch"
        sketches.save(path, diagram)
        payload = json.loads(content)
        read = milliseconds(lambda c=content: sketch_file.read(c))
        parse = milliseconds(lambda c=content: json.loads(c))
        write = milliseconds(lambda d=diagram: sketch_file.write(d))
        dump = milliseconds(lambda p=payload: json.dumps(p))
        load = milliseconds(lambda p=path: sketches.load(p))
        save = milliseconds(lambda p=path, d=diagram: sketches.save(p, d))
        print(
            f"{count:7,} {len(content):9,} {read:6.1f} ms {read / parse:5.1f} x   {write:9.1f} ms {write / dump:5.1f} x"
            f"   {load:9.1f} ms {save:6.1f} ms"
        )


def test_what_an_edit_waits_for_its_journal(tmp_path: Path) -> None:
    print("\n  nodes   first edit   each later   / bare edit   is_modified   200 moved   recovery")
    for count in (100, 1000, 5000, 10_000):
        diagram = large(count)
        path = tmp_path / "large.infrasketch"
        sketches.save(path, diagram)
        session = workspace(tmp_path, f"run-{count}").open(path)
        bare = workspace(tmp_path, f"bare-{count}").new(diagram)
        bare._unsubscribe()

        def move(session: object, first: int, count: int = 1) -> None:
            with session.document.edit("Move") as edit:
                for i in range(first, first + count):
                    node = edit.diagram.nodes[f"n{i % len(edit.diagram.nodes)}"]
                    edit.put(replace(node, x=node.x + 1))

        first = milliseconds(lambda s=session: move(s, 0), repeat=1)
        later = milliseconds(lambda s=session: [move(s, i) for i in range(100)]) / 100
        without = milliseconds(lambda s=bare: [move(s, i) for i in range(100)]) / 100
        many = milliseconds(lambda s=session: move(s, 0, 200))
        modified = milliseconds(lambda s=session: not s.document.diagram.same_records(s._saved))
        session.close(keep_journal=True)
        recovery = milliseconds(
            lambda c=count: [f.leave() for f in workspace(tmp_path, f"next-{c}").recoverable().sketches]
        )
        for found in workspace(tmp_path, "last").recoverable().sketches:
            found.discard()
        print(
            f"{count:7,} {first:9.2f} ms {later:9.3f} ms {later / without:10.1f} x {modified:10.2f} ms"
            f" {many:9.2f} ms {recovery:7.0f} ms"
        )


def test_a_file_of_200_megabytes_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "big.infrasketch"
    with path.open("wb") as file:
        file.truncate(200_000_000)

    def refuse() -> None:
        with pytest.raises(Exception, match="200 MB"):
            sketches.load(path)

    print(f"\n  refused in {milliseconds(refuse):.2f} ms")


def test_writing_against_a_bare_write(tmp_path: Path) -> None:
    content = bytes(2_000_000)
    atomic = milliseconds(lambda: write_atomically(tmp_path / "atomic", content))
    bare = milliseconds(lambda: (tmp_path / "bare").write_bytes(content))
    print(f"\n  2 MB: atomic and flushed {atomic:.1f} ms, bare and unflushed {bare:.1f} ms, {atomic / bare:.0f} x")
