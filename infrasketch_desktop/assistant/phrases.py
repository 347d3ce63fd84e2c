"""Sentences of this room, in English and ready to be said in another language.

Who prints a phrase gets English; the window takes its template to the translator, as it does with sentences of its own.
"""

from __future__ import annotations

from typing import Any, Self


class Phrase(str):
    """`template` with its `{name}` places filled from `values`, some of which may be phrases themselves."""

    __slots__ = ("template", "values")
    template: str
    values: dict[str, Any]

    def __new__(cls, template: str, /, **values: object) -> Self:
        made = super().__new__(cls, template.format(**values) if values else template)
        made.template = template
        made.values = values
        return made
