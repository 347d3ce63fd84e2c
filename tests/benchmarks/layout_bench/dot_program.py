"""The `dot` of a Graphviz that happens to be installed, to compare with; never needed by the program itself."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable, Iterator

from infrasketch_desktop.diagram.diagram import Diagram
from tests.benchmarks.layout_bench.quality import Polyline

POINTS_PER_INCH = 72


def is_installed() -> bool:
    return shutil.which("dot") is not None


def draw(diagram: Diagram) -> list[Polyline]:
    """The lines that dot draws, curves cut into short straight pieces; groups as clusters."""
    text = 'digraph{nodesep=0.8333 ranksep=1.1111 node[shape=box fixedsize=true label=""]' + "".join(
        _body(diagram, None)
    )
    text += "".join(f"{_name(e.source)}->{_name(e.target)} " for e in diagram.edges.values()) + "}"
    answer = subprocess.run(["dot", "-Tjson0"], input=text, capture_output=True, text=True, check=True)
    return [tuple(_flattened(edge["pos"])) for edge in json.loads(answer.stdout)["edges"]]


def _body(diagram: Diagram, group: str | None) -> Iterator[str]:
    for member in diagram.members(group):
        if member in diagram.groups:
            yield f"subgraph cluster_{_name(member)}{{margin=20 {''.join(_body(diagram, member))}}}"
        else:
            rect = diagram.bounds(member)
            yield f"{_name(member)}[width={rect.width / POINTS_PER_INCH} height={rect.height / POINTS_PER_INCH}]"


def _name(record_id: str) -> str:
    return record_id.replace("-", "_")


def _flattened(position: str, steps: int = 8) -> Iterator[tuple[float, float]]:
    """The cubic curves of dot's `pos` as points."""
    points = [tuple(map(float, part.split(","))) for part in position.split() if part[0] not in "es"]
    yield points[0]
    for first in range(0, len(points) - 3, 3):
        for step in range(1, steps + 1):
            yield _bezier(points[first : first + 4], step / steps)


def _bezier(points: Iterable[tuple[float, ...]], t: float) -> tuple[float, float]:
    weights = ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3)
    pairs = list(zip(weights, points, strict=True))
    return sum(w * p[0] for w, p in pairs), sum(w * p[1] for w, p in pairs)
