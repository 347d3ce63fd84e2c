"""Names for parts, made from labels in any script: safe as a host, a folder, an import package and a class."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from infrasketch_desktop.codegen.planning.reserved import CLASSES_FOLDED, MODULES
from infrasketch_desktop.codegen.project import Role

LONGEST = 32
_LONGEST_BASE = 24
"""Leaves room for a word of the role, or for a number."""
_LOOKED_AT = 200

_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i", "ŋ": "ng"}
)
"""Latin letters that Unicode does not take apart."""

_JOINED = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
"""Where `OrderService` has a new word; `PostgreSQL` and `MongoDB` have none."""

_ROLE_WORDS = {Role.DATABASE: "db", Role.EXTERNAL: "api", Role.WEB: "app"}


@dataclass(frozen=True, slots=True)
class Name:
    """The three forms of one name."""

    name: str
    module: str
    title: str


class Namer:
    """Gives each part a name that no other has; the same labels in the same order give the same names."""

    def __init__(self, is_product: Callable[[str], bool]) -> None:
        """`is_product` tells whether a word is the name of a technology, which is not taken apart."""
        self._is_product = is_product
        self._taken: set[str] = set()
        self._numbers: dict[str, int] = {}

    def name(self, label: str, role: Role, beside: Collection[str] = ()) -> Name:
        """A free name for a part with this label; its title is none of the classes `beside` it in its package."""
        base = fitting("-".join(self._words(label)), _LONGEST_BASE) or role.value
        hidden = {title.lower() for title in beside}
        candidates = (_forms(name, hidden) for name in self._candidates(base, role))
        found = next(name for name in candidates if self._is_free(name))
        self._taken |= {found.module, found.title.lower()}
        return found

    def _words(self, label: str) -> Iterator[str]:
        for word in label[:_LOOKED_AT].split():
            yield from words_of(word if self._is_product(word) else _JOINED.sub(" ", word))

    def _candidates(self, base: str, role: Role) -> Iterator[str]:
        word = _ROLE_WORDS.get(role, role.value)
        if base[0].isalpha():
            yield base
            if base in MODULES or base.replace("-", "") in CLASSES_FOLDED:
                base = f"main-{base}" if base in {word, role.value} else f"{base}-{word}"
                yield base
        else:
            base = f"{word}-{base}"
            yield base
        for number in itertools.count(self._numbers.get(base, 2)):
            self._numbers[base] = number + 1
            yield f"{base}-{number}"

    def _is_free(self, name: Name) -> bool:
        reserved = name.module in MODULES or name.name in MODULES or name.title.lower() in CLASSES_FOLDED
        return not reserved and self._taken.isdisjoint({name.module, name.title.lower()})


def words_of(text: str) -> list[str]:
    """The words of a text in plain lower-case letters and digits; what has no such form is left out."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS)).encode("ascii", "ignore").decode()
    return re.findall(r"[a-z0-9]+", plain.replace("'", ""))


def fitting(slug: str, most: int) -> str:
    """The first words of a slug that fit into `most` characters, or the first characters of a long word."""
    if len(slug) <= most:
        return slug
    head = slug[: most + 1].rpartition("-")[0]
    return head or slug[:most].strip("-")


def titled(slug: str) -> str:
    """As a class: `OrdersDb` for `orders-db`."""
    return "".join(word[:1].upper() + word[1:] for word in re.split(r"[-_]", slug))


def natural_key(text: str) -> tuple[tuple[int, int, str], ...]:
    """Sorts `api-2` before `api-10`, as ids were given one after the other."""
    pieces = re.findall(r"\d+|\D+", text)
    return tuple((0, int(piece), "") if piece.isdecimal() else (1, 0, piece) for piece in pieces)


def _forms(name: str, hidden: Collection[str]) -> Name:
    title = titled(name)
    return Name(name, name.replace("-", "_"), f"{title}Db" if title.lower() in hidden else title)
