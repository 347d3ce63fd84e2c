"""The views of a written workspace: the landscape, one of each system and container with an inside; styles."""

from __future__ import annotations

from collections.abc import Iterator

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.kinds import Direction
from infrasketch_desktop.formats.structurizr.names import CONTAINER, SYSTEM, DslNames
from infrasketch_desktop.formats.structurizr.shapes import COLOURS, PLAIN_COLOUR, SHAPES

_INDENT = " " * 8
_SORTS = {SYSTEM: "container", CONTAINER: "component"}


def views(diagram: Diagram, names: DslNames) -> Iterator[str]:
    """The block `views`, indented once."""
    yield "    views {"
    yield from _view('systemLandscape "landscape"', diagram)
    for group_id in sorted(diagram.groups):
        depth = diagram.depth(group_id)
        if depth in _SORTS and any(i not in diagram.notes for i in diagram.members(group_id)):
            identifier = names.identifier(group_id)
            yield from _view(f'{_SORTS[depth]} {identifier} "inside_{identifier}"', diagram)
    yield from _styles(diagram)
    yield "    }"


def _view(head: str, diagram: Diagram) -> Iterator[str]:
    yield f"{_INDENT}{head} {{"
    yield f"{_INDENT}    include *"
    yield f"{_INDENT}    autoLayout {'lr' if diagram.sheet.direction is Direction.RIGHT else 'tb'}"
    yield f"{_INDENT}}}"


def _styles(diagram: Diagram) -> Iterator[str]:
    kinds = sorted({node.kind for node in diagram.nodes.values()})
    if not kinds:
        return
    yield f"{_INDENT}styles {{"
    for kind in kinds:
        yield f'{_INDENT}    element "{kind}" {{'
        yield f"{_INDENT}        shape {SHAPES.get(kind, 'RoundedBox')}"
        yield f"{_INDENT}        background {COLOURS.get(kind, PLAIN_COLOUR)}"
        yield f"{_INDENT}        color #ffffff"
        yield f"{_INDENT}    }}"
    yield f"{_INDENT}}}"
