"""Failures of the assistant in the language of the user."""

from __future__ import annotations

from infrasketch_desktop.assistant.errors import AssistantError
from infrasketch_desktop.ui.text import tr_phrase


def error_words(error: Exception) -> str:
    """What happened, what was kept, what to do next; of other rooms, what they say themselves."""
    if not isinstance(error, AssistantError):
        return str(error)
    return " ".join(tr_phrase(part) for part in (error.what, error.kept, error.advice) if part)
