"""What an import amounts to, in the words that tests use: labels instead of ids."""

from __future__ import annotations

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.reducer import try_operations
from infrasketch_desktop.formats.result import Imported


def applied(imported: Imported) -> Diagram:
    """The diagram that an import makes; every operation has to fit."""
    diagram, problems = try_operations(Diagram(), imported.operations)
    assert problems == ()
    return diagram


def nodes(imported: Imported) -> dict:
    """Nodes by label; labels have to be unique."""
    found = list(applied(imported).nodes.values())
    assert len({node.label for node in found}) == len(found)
    return {node.label: node for node in found}


def edges(imported: Imported) -> set[str]:
    """Each edge as `source -> target` or `source -> target: label`."""
    diagram = applied(imported)
    names = {**diagram.nodes, **diagram.groups}
    return {
        f"{names[e.source].label} -> {names[e.target].label}" + (f": {e.label}" if e.label else "")
        for e in diagram.edges.values()
    }


def groups(imported: Imported) -> dict[str, set[str]]:
    """Labels of the members under the label of each group."""
    diagram = applied(imported)
    return {
        group.label: {(diagram.nodes.get(i) or diagram.groups[i]).label for i in diagram.members(group.id)}
        for group in diagram.groups.values()
    }


def everything(imported: Imported) -> str:
    """All texts of an import, to search for what must not be there."""
    return repr(imported)
