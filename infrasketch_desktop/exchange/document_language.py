"""The language that a document is written in: the one in force, or another one with its own way to write numbers."""

from __future__ import annotations

from infrasketch_desktop.language import Language, in_force, languages, load

_LATIN, _ARABIC = "0123456789", "٠١٢٣٤٥٦٧٨٩"
_SIGNS = {"de": f".,{_LATIN}", "ar": f"٬٫{_ARABIC}"}
"""What stands between groups and before decimals, and the digits, as most countries of a language have them (CLDR)."""


def document_language(code: str = "") -> Language:
    """The language of this code, which is one of `languages()`; "" for the one in force."""
    spoken = in_force()
    if code not in languages() or code == spoken.code:
        return spoken
    signs = str.maketrans(f",.{_LATIN}", _SIGNS.get(code, f",.{_LATIN}"))
    return load(
        code,
        lambda number: f"{number:,}".translate(signs),
        lambda number, decimals: f"{number:,.{decimals}f}".translate(signs),
    )
