"""Architecture Diagram: the figure, and what the kinds and lines in it mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from infrasketch_desktop.design_doc.chapters.parts import block
from infrasketch_desktop.design_doc.document import DIAGRAM, Block
from infrasketch_desktop.design_doc.headings import document_title
from infrasketch_desktop.design_doc.markup import escaped, table
from infrasketch_desktop.design_doc.survey import Survey
from infrasketch_desktop.design_doc.words import figure
from infrasketch_desktop.diagram.kinds import Chapter, EdgeKind, NodeKind
from infrasketch_desktop.language import later, later_count, tr, tr_count

HERE = Chapter.ARCHITECTURE_DIAGRAM

KIND_MEANINGS = {
    NodeKind.CLIENT: later("What people or devices use"),
    NodeKind.API: later("Answers requests over a published interface"),
    NodeKind.SERVICE: later("Does one part of the business logic"),
    NodeKind.SERVER: later("Runs an application or serves pages"),
    NodeKind.WORKER: later("Works in the background, nobody waits for it"),
    NodeKind.FUNCTION: later("Runs on demand and holds no state"),
    NodeKind.DATABASE: later("Keeps records and answers queries"),
    NodeKind.CACHE: later("Keeps copies close to speed up reads"),
    NodeKind.QUEUE: later("Holds messages until someone takes them"),
    NodeKind.STORAGE: later("Keeps files and large objects"),
    NodeKind.CDN: later("Serves content from near its users"),
    NodeKind.GATEWAY: later("Checks requests and routes them"),
    NodeKind.LOAD_BALANCER: later("Spreads requests over several instances"),
    NodeKind.SEARCH: later("Finds documents by words and filters"),
    NodeKind.AUTH: later("Knows who somebody is and what they may do"),
    NodeKind.MONITORING: later("Collects metrics, logs and traces"),
    NodeKind.EXTERNAL: later("Run by others"),
}
EDGE_NAMES = {
    EdgeKind.REQUEST: later("Request"),
    EdgeKind.DATA: later("Data"),
    EdgeKind.EVENT: later("Event"),
    EdgeKind.REPLICATION: later("Replication"),
}
EDGE_MEANINGS = {
    EdgeKind.REQUEST: later("The source asks and waits for the answer"),
    EdgeKind.DATA: later("Data is read or written"),
    EdgeKind.EVENT: later("The source tells and does not wait"),
    EdgeKind.REPLICATION: later("The target holds a copy of the source"),
}
_OF_ONE_KIND = {
    EdgeKind.REQUEST: later_count(
        "The one connection is of the kind “request”: the source asks and waits for the answer.",
        "All connections are of the kind “request”: the source asks and waits for the answer.",
    ),
    EdgeKind.DATA: later_count(
        "The one connection is of the kind “data”: data is read or written.",
        "All connections are of the kind “data”: data is read or written.",
    ),
    EdgeKind.EVENT: later_count(
        "The one connection is of the kind “event”: the source tells and does not wait.",
        "All connections are of the kind “event”: the source tells and does not wait.",
    ),
    EdgeKind.REPLICATION: later_count(
        "The one connection is of the kind “replication”: the target holds a copy of the source.",
        "All connections are of the kind “replication”: the target holds a copy of the source.",
    ),
}


def write(survey: Survey) -> Iterator[Block]:
    if not survey.parts and not survey.groups:
        return
    yield block(HERE, "figure", f"![{escaped(document_title(survey.diagram))}]({DIAGRAM})")
    if survey.parts:
        yield block(HERE, "legend", _legend(survey))
    if survey.diagram.edges:
        yield block(HERE, "connections", _connections(survey))


def _legend(survey: Survey) -> str:
    counts = Counter(node.kind for node in survey.parts)
    rows = [(tr(k.display_name), figure(counts[k]), tr(KIND_MEANINGS[k])) for k in NodeKind if counts[k]]
    return table((tr("Kind"), tr("Count"), tr("Meaning")), rows)


def _connections(survey: Survey) -> str:
    counts = Counter(edge.kind for edge in survey.diagram.edges.values())
    if len(counts) == 1:
        return tr_count(*_OF_ONE_KIND[next(iter(counts))], counts.total())
    rows = [(tr(EDGE_NAMES[k]), figure(counts[k]), tr(EDGE_MEANINGS[k])) for k in EdgeKind if counts[k]]
    return table((tr("Connection"), tr("Count"), tr("Meaning")), rows)
