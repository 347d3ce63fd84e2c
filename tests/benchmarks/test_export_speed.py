"""Export times against Graphviz at given positions (`neato -n2`), in one run; a ratio below 1 means we are faster.

Graphviz is timed as a program, start included (some 10 ms); ours as the call that the window and the command line
make, drawing included. Both pictures have the same size in pixels. Figures are processor time of all threads and of
children, because other programs on the machine would otherwise be measured too.
"""

from __future__ import annotations

import resource
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.records import Edge, Node
from infrasketch_desktop.picture.pdf import render_pdf
from infrasketch_desktop.picture.qt.rendering import MAX_PIXELS, picture_area, render_png
from infrasketch_desktop.picture.svg import render_svg
from infrasketch_desktop.picture.theme import light_theme
from tests.support.large_diagrams import large_diagram
from tests.support.needs import miss
from tests.support.timing import Contest, compare

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(900), pytest.mark.usefixtures("qapp")]

SIZES = (50, 500, 5000)
PAIRS = {50: 15, 500: 9, 5000: 3}
LIGHT = light_theme()

POINTS_PER_UNIT = 72 / 96
NODE = f'shape=box,style="rounded,filled",fillcolor=white,fixedsize=true,width={180 / 96},height={80 / 96}'
FALLEN_BACK = 1.5
"""The goal is 1 at every size, and only the printed figures say how near it is; this much would be a step back."""


def written_for_dot(diagram: Diagram) -> Iterator[str]:
    """Boxes of the same size at the same places, with two lines of text each, and edges with labels."""
    yield f'digraph G {{ graph [pad={24 / 96}]; node [{NODE},fontname="DejaVu Sans",fontsize=9]; edge [fontsize=8];'
    yield from (_node(node) for node in diagram.nodes.values())
    yield from (_edge(edge) for edge in diagram.edges.values())
    yield "}"


def _node(node: Node) -> str:
    x, y = node.rect.center.x * POINTS_PER_UNIT, -node.rect.center.y * POINTS_PER_UNIT
    return f'{node.id} [label="{node.label}\\n{node.technology}",pos="{x},{y}"];'


def _edge(edge: Edge) -> str:
    return f'{edge.source} -> {edge.target} [label="{edge.label}"];'


class Rival:
    """Graphviz with a diagram in a file."""

    def __init__(self, diagram: Diagram, folder: Path) -> None:
        program = shutil.which("neato")
        if program is None:
            miss("Graphviz", packages="graphviz")
        self._program = program
        self._source, self._target = folder / "diagram.dot", folder / "diagram.out"
        self._source.write_text("\n".join(written_for_dot(diagram)))

    def export(self, form: str, scale: float = 1.0) -> None:
        """Write the picture; `scale` is pixels to the CSS pixel."""
        sizes = [f"-T{form}", f"-Gdpi={96 * scale}"]
        subprocess.run([self._program, "-n2", *sizes, self._source, "-o", self._target], check=True)


def processor_seconds() -> float:
    """What this process and the children it waited for have used so far."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def contest(form: str, count: int, ours: Callable[[], object], theirs: Callable[[], object]) -> Contest:
    found = compare((f"{form} of {count}", ours), ("Graphviz", theirs), pairs=PAIRS[count], clock=processor_seconds)
    print(f"\n{found}")
    return found


@pytest.mark.parametrize("count", SIZES)
def test_svg_takes_no_longer_than_graphviz(count: int, tmp_path: Path) -> None:
    diagram = large_diagram(count)
    rival = Rival(diagram, tmp_path)
    found = contest("SVG", count, lambda: render_svg(diagram, LIGHT), lambda: rival.export("svg"))
    assert found.ratio < FALLEN_BACK


@pytest.mark.parametrize("count", SIZES)
def test_pdf_takes_no_longer_than_graphviz(count: int, tmp_path: Path) -> None:
    diagram = large_diagram(count)
    rival = Rival(diagram, tmp_path)
    found = contest("PDF", count, lambda: render_pdf(diagram, LIGHT), lambda: rival.export("pdf"))
    assert found.ratio < FALLEN_BACK


@pytest.mark.parametrize("count", SIZES)
def test_png_takes_no_longer_than_graphviz(count: int, tmp_path: Path) -> None:
    diagram = large_diagram(count)
    rival = Rival(diagram, tmp_path)
    area = picture_area(diagram, LIGHT)
    scale = min(1.0, (MAX_PIXELS / (area.width * area.height)) ** 0.5 * 0.99)
    found = contest("PNG", count, lambda: render_png(diagram, LIGHT, scale=scale), lambda: rival.export("png", scale))
    assert found.ratio < FALLEN_BACK


def test_a_png_of_200_nodes_at_2x_takes_less_than_a_second() -> None:
    diagram = large_diagram(200)
    found = compare(
        ("PNG of 200 at 2x", lambda: render_png(diagram, LIGHT, scale=2)),
        ("at 1x", lambda: render_png(diagram, LIGHT, scale=1)),
        pairs=5,
        clock=processor_seconds,
    )
    print(f"\n{found}")
    assert sorted(first for first, _ in found.seconds)[2] < 1.0
