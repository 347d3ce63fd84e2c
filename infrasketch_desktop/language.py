"""The language of the program: every text that a person reads passes through `tr` or `tr_count`.

Texts are written in English where they are used, and looked up in the catalog of the language in force. Nothing is in
force until the window calls `use`, so that commands, the server and tests speak English. Catalogs are gettext's, with
CLDR's plural forms: `resources/languages/*.po`, beside each the compiled `.mo` that the program reads.
"""

from __future__ import annotations

import gettext
import re
import struct
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import PurePath

from infrasketch_desktop.resources import resources_folder

ENGLISH = "en"
_FROM_RIGHT_TO_LEFT = frozenset(("ar", "fa", "he", "ur"))
_RIGHT_TO_LEFT_MARK, _FROM_THE_LEFT, _ISOLATE, _END_OF_ISOLATE = "\u200f", "\u2066", "\u2068", "\u2069"
"""Of Unicode's annex 9: a name isolated by them changes neither where the sentence around it begins nor its order."""
_UNMARKED = dict.fromkeys(map(ord, (_RIGHT_TO_LEFT_MARK, _FROM_THE_LEFT, _ISOLATE, _END_OF_ISOLATE)))
_TURNING, _ISOLATING = re.compile("[\u202a-\u202e]"), re.compile("[\u2066-\u2069]")
_LETTER_FROM_RIGHT = re.compile("[\u0590-\u08ff]")
_DECIMALS = re.compile(r",\.(\d)f")
"""The form of a number with so many decimals in a place such as `{size:,.1f}`."""


def _with_decimals(number: float, decimals: int) -> str:
    return f"{number:,.{decimals}f}"


@dataclass(frozen=True, slots=True)
class Language:
    """`code` is that of BCP 47 ("de"); `number` writes a whole number in groups as the locale of the user does, and
    `decimal` one with so many decimals.
    """

    code: str = ENGLISH
    texts: gettext.NullTranslations = field(default_factory=gettext.NullTranslations)
    number: Callable[[int], str] = str
    decimal: Callable[[float, int], str] = _with_decimals

    def digits(self, number: int) -> str:
        """A number that counts nothing, such as a port or a line: not in groups."""
        return "".join(self.number(int(digit)) if digit.isdecimal() else digit for digit in str(number))

    @property
    def is_from_right_to_left(self) -> bool:
        return self.code in _FROM_RIGHT_TO_LEFT


_ENGLISH = Language()
_in_force = _ENGLISH
_written: ContextVar[Language | None] = ContextVar("written", default=None)
"""The language of what is being written just now by this thread or task, where that is not the one in force."""


def tr(text: str, /, **values: object) -> str:
    """`text` in the language in force, its `{name}` places filled from `values` after translation.

    A number in a place such as `{count:,}` or `{size:,.1f}` is written as the locale does, and a whole one in `{port}`
    in its digits without groups. Where one writes from right to left, words in a place are isolated, so that a Latin
    name leaves the sentence in its order.
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
    return _joined(tr_in("between the items of a list", ", "), items)


def dotted(facts: Iterable[str]) -> str:
    """Short facts on one line, such as “6 nodes · 4 edges”; empty ones are left out."""
    # Translators: where a dot looks like a digit, something else.
    return _joined(tr_in("between facts on one line", " · "), filter(None, facts))


def enumerated(names: Sequence[str], most: int) -> str:
    """Names within a sentence: `A, B and C`, or `A, B and 5 more` when there are more than `most`."""
    shown, rest = (list(names), 0) if len(names) <= most else (list(names[: most - 1]), len(names) - most + 1)
    last = tr_count("%n more", "%n more", rest) if rest else shown.pop()
    return tr("{items} and {last}", items=listed(shown), last=last) if shown else last


def chained(names: Iterable[str]) -> str:
    """What leads from one to the next, such as “Web app → API”; the arrow points where one reads on."""
    return _joined(tr_in("from one name to the next", " → "), names)


def quoted(name: str) -> str:
    """A name between the quotation marks of the language in force."""
    return tr("“{name}”", name=name)


def isolated(name: str) -> str:
    """A name that stands alone on the screen, such as “.NET MAUI”, in its own order where one writes from the right."""
    return f"{_ISOLATE}{_closed(name)}{_END_OF_ISOLATE}" if name and in_force().is_from_right_to_left else name


def from_the_left(text: str) -> str:
    """A path, an address or keys: whatever stands first in them, they run from left to right."""
    return f"{_FROM_THE_LEFT}{_closed(text)}{_END_OF_ISOLATE}" if text and in_force().is_from_right_to_left else text


def unmarked(text: str) -> str:
    """`text` without what keeps its order on the screen: for what is copied, searched or compared."""
    return text.translate(_UNMARKED)


def later(text: str, /) -> str:
    """`text` as it is, and marked for the catalogs: it is shown by a later `tr` of what holds it."""
    return text


def later_count(one: str, many: str, /) -> tuple[str, str]:
    """As `later`, for the two forms that a later `tr_count` chooses from."""
    return one, many


def use(language: Language) -> None:
    """Put a language in force; texts made before keep theirs."""
    global _in_force  # noqa: PLW0603 - one program speaks one language at a time
    _in_force = language


def in_force() -> Language:
    return _written.get() or _in_force


class _Whole(int):
    def __format__(self, spec: str) -> str:
        write = {",": in_force().number, "": in_force().digits}.get(spec)
        return write(int(self)) if write else super().__format__(spec)


class _Broken(float):
    def __format__(self, spec: str) -> str:
        decimals = _DECIMALS.fullmatch(spec)
        return in_force().decimal(float(self), int(decimals[1])) if decimals else super().__format__(spec)


def _filled(text: str, values: Mapping[str, object]) -> str:
    """`text` with its places filled. Without a locale, as at the command line, digits are grouped by commas."""
    if in_force().number is not str:
        values = {name: _localized(value) for name, value in values.items()}
    if in_force().is_from_right_to_left:
        text = f"{_RIGHT_TO_LEFT_MARK}{text}" if _begins_otherwise(text) else text
        values = {name: _in_order(value) for name, value in values.items()}
    return text.format(**{name: _kept_to_itself(value) for name, value in values.items()}) if values else text


def _kept_to_itself(value: object) -> object:
    return _closed(str(value)) if isinstance(value, (str, PurePath)) else value


def _closed(name: str) -> str:
    """`name` without marks of its own that turn the order of what stands behind it: it may come from anyone."""
    if name.isascii():
        return name
    plain = _TURNING.sub("", name)
    depths = accumulate(-1 if mark == _END_OF_ISOLATE else 1 for mark in _ISOLATING.findall(plain))
    *before, last = (0, *depths)
    return _ISOLATING.sub("", plain) if last or min(before, default=0) < 0 else plain


def _localized(value: object) -> object:
    return _Whole(value) if type(value) is int else _Broken(value) if isinstance(value, float) else value


def _in_order(value: object) -> object:
    if isinstance(value, PurePath):
        return from_the_left(str(value))
    return isolated(value) if isinstance(value, str) else value


def _begins_otherwise(text: str) -> bool:
    """Whether a translation from right to left would begin at the left, since a place or a Latin name comes first."""
    return text.startswith("{") or (text[:1].isascii() and bool(_LETTER_FROM_RIGHT.search(text)))


def _joined(between: str, items: Iterable[str]) -> str:
    """The order of the items is that of the language, whatever they are written in."""
    if not in_force().is_from_right_to_left:
        return between.join(items)
    joined = between.join(map(isolated, items))
    return f"{_RIGHT_TO_LEFT_MARK}{joined}" if joined else ""


@contextmanager
def written_in(language: Language) -> Iterator[None]:
    """Texts that this thread or task makes inside are in `language`, whatever the window speaks."""
    token = _written.set(language)
    try:
        yield
    finally:
        _written.reset(token)


def in_english() -> AbstractContextManager[None]:
    """Texts made inside are English: for what goes into a file or to a model, which no language of a window changes."""
    return written_in(_ENGLISH)


def languages() -> tuple[str, ...]:
    """The codes of the languages that the program can speak, English first."""
    found = sorted(path.stem for path in (resources_folder() / "languages").glob("*.mo"))
    return (ENGLISH, *found)


def load(
    code: str, number: Callable[[int], str] = str, decimal: Callable[[float, int], str] = _with_decimals
) -> Language:
    """The language with this code; English where the program has none of that code or its catalog is damaged."""
    english = Language(number=number, decimal=decimal)
    if code not in languages() or code == ENGLISH:
        return english
    try:
        with (resources_folder() / "languages" / f"{code}.mo").open("rb") as file:
            return Language(code, gettext.GNUTranslations(file), number, decimal)
    except (OSError, ValueError, SyntaxError, LookupError, struct.error):
        return english
