"""Whether a reader can follow the drawing: names that are told apart, arrows that say what flows."""

from __future__ import annotations

from collections.abc import Iterator

from infrasketch_desktop.diagram.operations import UpdateNode
from infrasketch_desktop.diagram.validation import MAX_LABEL
from infrasketch_desktop.language import tr, tr_count
from infrasketch_desktop.review.finding import Finding, Fix, Severity
from infrasketch_desktop.review.system import System

_MANY_EDGES = 6
_MOST_NAMED = 10


def duplicate_names(system: System) -> Iterator[Finding]:
    """Nodes in the same place with the same label."""
    same: dict[tuple[str, str | None], list[str]] = {}
    for node_id in sorted(system.nodes):
        node = system.nodes[node_id]
        same.setdefault((" ".join(node.label.split()).casefold(), node.group), []).append(node_id)
    for (label, _), ids in sorted(same.items(), key=lambda entry: entry[1]):
        if label and len(ids) > 1:
            name = system.name(ids[0])
            renamed = [UpdateNode(id=i, label=f"{name[: MAX_LABEL - 8]} {n}") for n, i in enumerate(ids[1:], start=2)]
            yield Finding(
                "duplicate-name",
                Severity.LOW,
                tr_count("%n node with one name: {name}", "%n nodes with one name: {name}", len(ids), name=name),
                tr("Nobody can tell which of them a sentence, a document or a piece of code means."),
                tuple(ids),
                (Fix(tr("Number the nodes called {name}", name=name), tuple(renamed)),),
            )


def unlabelled_edges(system: System) -> Iterator[Finding]:
    """A diagram in which most arrows say nothing."""
    silent = sorted(edge.id for edge in system.diagram.edges.values() if not edge.label.strip())
    if len(system.diagram.edges) >= _MANY_EDGES and len(silent) * 2 > len(system.diagram.edges):
        yield Finding(
            "unlabelled-edges",
            Severity.LOW,
            tr_count(
                "{silent} of %n connection do not say what flows",
                "{silent} of %n connections do not say what flows",
                len(system.diagram.edges),
                silent=len(silent),
            ),
            tr("A reader has to guess whether an arrow is a request, a file or a message, and what is in it."),
            tuple(silent[:_MOST_NAMED]),
        )
