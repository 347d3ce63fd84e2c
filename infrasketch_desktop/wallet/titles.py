"""What the history calls its movements: kept in English, said in the language in force."""

from __future__ import annotations

from infrasketch_desktop.language import tr


def title_in_words(title: str) -> str:
    """A title of the ledger, which may name several things, with a comma between them."""
    whole = tr(title)
    return whole if whole != title else ", ".join(map(tr, title.split(", ")))
