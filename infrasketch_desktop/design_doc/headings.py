"""The headings of the nine chapters and of the document, in English; whoever shows them translates them."""

from __future__ import annotations

from infrasketch_desktop.design_doc.markup import one_line
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.kinds import Chapter
from infrasketch_desktop.language import later, tr

CHAPTER_TITLES = {
    Chapter.EXECUTIVE_SUMMARY: later("Executive Summary"),
    Chapter.SYSTEM_OVERVIEW: later("System Overview"),
    Chapter.ARCHITECTURE_DIAGRAM: later("Architecture Diagram"),
    Chapter.COMPONENT_DETAILS: later("Component Details"),
    Chapter.DATA_FLOW: later("Data Flow"),
    Chapter.SCALABILITY_RELIABILITY: later("Scalability & Reliability"),
    Chapter.SECURITY: later("Security Considerations"),
    Chapter.TRADE_OFFS: later("Trade-offs & Alternatives"),
    Chapter.IMPLEMENTATION_PHASES: later("Implementation Phases"),
}
UNTITLED = later("System design")


def document_title(diagram: Diagram) -> str:
    """The title of the sheet as plain text on one line, or a standard one."""
    return one_line(diagram.sheet.title) or tr(UNTITLED)
