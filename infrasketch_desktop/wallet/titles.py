"""What the price list calls things, and what the history calls its movements: kept in English, translated when shown.

A price list comes from the server. Names that it has had until now are in the catalogs; a new one is shown as it is.
"""

from __future__ import annotations

from infrasketch_desktop.language import later, listed, tr

NAMES = frozenset(
    (
        later("Picture (PNG)"),
        later("Picture (SVG)"),
        later("Design document (PDF)"),
        later("Design document (Markdown)"),
        later("Design document (PDF and Markdown)"),
        later("Plain text"),
        later("Print"),
        later("Code for one node"),
        later("Code for all nodes, each"),
        later("Diagram by the assistant"),
        later("Chat message"),
        later("Starter"),
        later("Pro"),
        later("Business"),
        later("Enterprise"),
    )
)


def title_in_words(title: str) -> str:
    """A title of the ledger, which may name several things, with a comma between them."""
    whole = tr(title)
    return whole if whole != title else listed(map(tr, title.split(", ")))
