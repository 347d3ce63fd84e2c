"""The headings of the nine chapters and of the document."""

from __future__ import annotations

from infrasketch_desktop.design_doc.markup import one_line
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.kinds import Chapter

CHAPTER_TITLES = {
    Chapter.EXECUTIVE_SUMMARY: "Executive Summary",
    Chapter.SYSTEM_OVERVIEW: "System Overview",
    Chapter.ARCHITECTURE_DIAGRAM: "Architecture Diagram",
    Chapter.COMPONENT_DETAILS: "Component Details",
    Chapter.DATA_FLOW: "Data Flow",
    Chapter.SCALABILITY_RELIABILITY: "Scalability & Reliability",
    Chapter.SECURITY: "Security Considerations",
    Chapter.TRADE_OFFS: "Trade-offs & Alternatives",
    Chapter.IMPLEMENTATION_PHASES: "Implementation Phases",
}
UNTITLED = "System design"


def document_title(diagram: Diagram) -> str:
    """The title of the sheet as plain text on one line, or a standard one."""
    return one_line(diagram.sheet.title) or UNTITLED
