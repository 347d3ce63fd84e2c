"""What an experienced reviewer would ask of a diagram, found by rules over its graph, without a network or a model.

`reviewer.review(diagram)` gives findings, worst first; each says where, why it matters, and which ordinary edits would
mend it. It is not imported here: it brings networkx, which no window needs before its first paint.
"""

from infrasketch_desktop.review.finding import Finding, Fix, Severity

__all__ = ["Finding", "Fix", "Severity"]
