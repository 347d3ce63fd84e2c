"""What the assistant says of itself, in the language of the user."""

from __future__ import annotations

from infrasketch_desktop.assistant.phrases import Phrase
from infrasketch_desktop.language import tr


def tr_phrase(text: str) -> str:
    """What the assistant says of itself, in the language of the user; any other text, such as a model's, as it is."""
    if not isinstance(text, Phrase):
        return text
    values = {name: tr_phrase(value) if isinstance(value, str) else value for name, value in text.values.items()}
    return tr(text.template, **values)
