"""Architecture Diagram: the figure, and what the kinds and lines in it mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from infrasketch_desktop.design_doc.chapters.parts import block
from infrasketch_desktop.design_doc.document import DIAGRAM, Block
from infrasketch_desktop.design_doc.headings import document_title
from infrasketch_desktop.design_doc.markup import escaped, table
from infrasketch_desktop.design_doc.survey import Survey
from infrasketch_desktop.diagram.kinds import Chapter, EdgeKind, NodeKind

HERE = Chapter.ARCHITECTURE_DIAGRAM

KIND_MEANINGS = {
    NodeKind.CLIENT: "What people or devices use",
    NodeKind.API: "Answers requests over a published interface",
    NodeKind.SERVICE: "Does one part of the business logic",
    NodeKind.SERVER: "Runs an application or serves pages",
    NodeKind.WORKER: "Works in the background, nobody waits for it",
    NodeKind.FUNCTION: "Runs on demand and holds no state",
    NodeKind.DATABASE: "Keeps records and answers queries",
    NodeKind.CACHE: "Keeps copies close to speed up reads",
    NodeKind.QUEUE: "Holds messages until someone takes them",
    NodeKind.STORAGE: "Keeps files and large objects",
    NodeKind.CDN: "Serves content from near its users",
    NodeKind.GATEWAY: "Checks requests and routes them",
    NodeKind.LOAD_BALANCER: "Spreads requests over several instances",
    NodeKind.SEARCH: "Finds documents by words and filters",
    NodeKind.AUTH: "Knows who somebody is and what they may do",
    NodeKind.MONITORING: "Collects metrics, logs and traces",
    NodeKind.EXTERNAL: "Run by others",
}
EDGE_MEANINGS = {
    EdgeKind.REQUEST: "The source asks and waits for the answer",
    EdgeKind.DATA: "Data is read or written",
    EdgeKind.EVENT: "The source tells and does not wait",
    EdgeKind.REPLICATION: "The target holds a copy of the source",
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
    rows = [(k.display_name, f"{counts[k]:,}", KIND_MEANINGS[k]) for k in NodeKind if counts[k]]
    return table(("Kind", "Count", "Meaning"), rows)


def _connections(survey: Survey) -> str:
    counts = Counter(edge.kind for edge in survey.diagram.edges.values())
    rows = [(k.value.capitalize(), f"{counts[k]:,}", EDGE_MEANINGS[k]) for k in EdgeKind if counts[k]]
    if len(rows) == 1:
        kind, _, meaning = rows[0]
        lines = "The one connection is" if counts.total() == 1 else "All connections are"
        return f"{lines} of the kind “{kind.lower()}”: {meaning[:1].lower()}{meaning[1:]}."
    return table(("Connection", "Count", "Meaning"), rows)
