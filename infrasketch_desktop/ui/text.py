"""Every word the window shows passes here, so that one translator reaches all of them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from infrasketch_desktop.assistant.phrases import Phrase

CONTEXT = "InfraSketch"


def tr(text: str, /, **values: object) -> str:
    """`text` in the language of the user, its `{name}` places filled from `values` after translation."""
    translated = QCoreApplication.translate(CONTEXT, text)
    return translated.format(**values) if values else translated


def tr_phrase(text: str) -> str:
    """What the assistant says of itself, in the language of the user; any other text, such as a model's, as it is."""
    if not isinstance(text, Phrase):
        return text
    values = {name: tr_phrase(value) if isinstance(value, str) else value for name, value in text.values.items()}
    return tr(text.template, **values)


def tr_count(one: str, many: str, count: int) -> str:
    """The form of `many` for `count` with `%n` filled; English needs no translation file for its singular `one`."""
    translated = QCoreApplication.translate(CONTEXT, many, None, count)
    untranslated = many.replace("%n", str(count))
    return one.replace("%n", str(count)) if count == 1 and translated == untranslated else translated
