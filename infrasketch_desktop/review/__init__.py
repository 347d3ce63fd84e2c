"""What an experienced reviewer would ask of a diagram, found by rules over its graph, without a network or a model.

`review(diagram)` gives findings, worst first; each says where, why it matters, and which ordinary edits would mend it.
"""

from infrasketch_desktop.review.finding import Finding, Fix, Severity
from infrasketch_desktop.review.reviewer import review

__all__ = ["Finding", "Fix", "Severity", "review"]
