"""The language of the program: every text that a person reads passes through `tr` or `tr_count`.

Texts are written in English where they are used, and looked up in the catalog of the language in force. Nothing is in
force until the window calls `use`, so that commands, the server and tests speak English. Catalogs are gettext's, with
CLDR's plural forms: `resources/languages/*.po`, beside each the compiled `.mo` that the program reads.
"""

from __future__ import annotations

import gettext
import struct
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from infrasketch_desktop.resources import resources_folder

ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Language:
    """`code` is that of BCP 47 ("de"); `number` writes a whole number as the locale of the user does."""

    code: str = ENGLISH
    texts: gettext.NullTranslations = field(default_factory=gettext.NullTranslations)
    number: Callable[[int], str] = str


_ENGLISH = Language()
_in_force = _ENGLISH
_written: ContextVar[Language | None] = ContextVar("written", default=None)
"""The language of what is being written just now by this thread or task, where that is not the one in force."""


def tr(text: str, /, **values: object) -> str:
    """`text` in the language in force, its `{name}` places filled from `values` after translation.

    A whole number in a place such as `{count:,}` is written as the locale does.
    """
    translated = in_force().texts.gettext(text) if text else ""
    return _filled(translated, values)


def tr_in(context: str, text: str, /, **values: object) -> str:
    """As `tr`, for a text that means different things in different places; `context` tells the translator which."""
    translated = in_force().texts.pgettext(context, text)
    return _filled(translated, values)


def tr_count(one: str, many: str, count: int, /, **values: object) -> str:
    """The form for `count` things, `%n` filled with the number as the locale writes it, then the places as in `tr`."""
    language = in_force()
    translated = language.texts.ngettext(one, many, count).replace("%n", language.number(count))
    return _filled(translated, values)


def listed(items: Iterable[str]) -> str:
    """Names one after the other, such as “Cache, Queue, API”."""
    return tr_in("between the items of a list", ", ").join(items)


def quoted(name: str) -> str:
    """A name between the quotation marks of the language in force."""
    return tr("“{name}”", name=name)


def later(text: str, /) -> str:
    """`text` as it is, and marked for the catalogs: it is shown by a later `tr` of what holds it."""
    return text


def use(language: Language) -> None:
    """Put a language in force; texts made before keep theirs."""
    global _in_force  # noqa: PLW0603 - one program speaks one language at a time
    _in_force = language


def in_force() -> Language:
    return _written.get() or _in_force


class _Grouped(int):
    def __format__(self, spec: str) -> str:
        return in_force().number(int(self)) if spec == "," else super().__format__(spec)


def _filled(text: str, values: Mapping[str, object]) -> str:
    """`text` with its places filled. Without a locale, as at the command line, digits are grouped by commas."""
    if ":,}" in text and in_force().number is not str:
        values = {name: _Grouped(value) if type(value) is int else value for name, value in values.items()}
    return text.format(**values) if values else text


@contextmanager
def in_english() -> Iterator[None]:
    """Texts made inside are English: for what goes into a file or to a model, which no language of a window changes."""
    token = _written.set(_ENGLISH)
    try:
        yield
    finally:
        _written.reset(token)


def languages() -> tuple[str, ...]:
    """The codes of the languages that the program can speak, English first."""
    found = sorted(path.stem for path in (resources_folder() / "languages").glob("*.mo"))
    return (ENGLISH, *found)


def load(code: str, number: Callable[[int], str] = str) -> Language:
    """The language with this code; English where the program has none of that code or its catalog is damaged."""
    if code not in languages() or code == ENGLISH:
        return Language(number=number)
    try:
        with (resources_folder() / "languages" / f"{code}.mo").open("rb") as file:
            return Language(code, gettext.GNUTranslations(file), number)
    except (OSError, ValueError, SyntaxError, LookupError, struct.error):
        return Language(number=number)
