"""Sorts import statements the way ruff's isort rules do with their defaults."""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from infrasketch_desktop.codegen.making.python.fitting import WIDTH

_IMPORT = re.compile(r"import (\S+(?: as \S+)?)")
_FROM = re.compile(r"from (\S+) import (.+)")
_SECTIONS = range(4)
"""`__future__`, the standard library, third party, the project's own."""

_REMEMBERED = 8192
"""Names whose place is known: more than a project imports, and every program of it imports the same ones."""

NaturalKey = tuple[tuple[int, int, str], ...]


def imports(text: str, own: Iterable[str]) -> str:
    """The import statements of `text`: doubles merged, sorted, in sections, long ones wrapped; "" for none.

    `own` are the top modules that count as first party. Raises ValueError for a line that imports nothing.
    """
    plain, members = _read(text)
    mine = frozenset(own)
    sections = [
        [
            *(f"import {name}" for name in sorted(plain, key=_module_key) if _section(name, mine) == section),
            *(
                _from(module, names)
                for module, names in sorted(_statements(members), key=_statement_key)
                if _section(module, mine) == section
            ),
        ]
        for section in _SECTIONS
    ]
    return "\n".join("".join(f"{line}\n" for line in section) for section in sections if section)


def _read(text: str) -> tuple[set[str], dict[str, set[str]]]:
    plain: set[str] = set()
    members: dict[str, set[str]] = defaultdict(set)
    for line in filter(None, map(str.strip, text.splitlines())):
        if found := _FROM.fullmatch(line):
            members[found[1]].update(name.strip() for name in found[2].split(","))
        elif found := _IMPORT.fullmatch(line):
            plain.add(found[1])
        else:
            raise ValueError(f"This line of a template imports nothing: {line}")
    return plain, members


def _statements(members: dict[str, set[str]]) -> Iterator[tuple[str, list[str]]]:
    """A name that is renamed stands in a statement of its own."""
    for module, names in members.items():
        renamed = {name for name in names if " as " in name}
        yield from ((module, [name]) for name in renamed)
        if names - renamed:
            yield module, sorted(names - renamed, key=_member_key)


def _statement_key(
    statement: tuple[str, list[str]],
) -> tuple[tuple[NaturalKey, NaturalKey], tuple[int, NaturalKey, NaturalKey]]:
    module, names = statement
    return _module_key(module), _member_key(names[0])


def _section(module: str, own: frozenset[str]) -> int:
    top = module.split(" ", 1)[0].split(".", 1)[0]
    if top == "__future__":
        return 0
    if top in own:
        return 3
    return 1 if top in sys.stdlib_module_names else 2


def _from(module: str, names: list[str]) -> str:
    line = f"from {module} import {', '.join(names)}"
    if len(line) <= WIDTH:
        return line
    return "\n".join((f"from {module} import (", *(f"    {name}," for name in names), ")"))


@lru_cache(_REMEMBERED)
def _module_key(module: str) -> tuple[NaturalKey, NaturalKey]:
    return _natural(module.lower()), _natural(module)


@lru_cache(_REMEMBERED)
def _member_key(member: str) -> tuple[int, NaturalKey, NaturalKey]:
    name = member.split(" ", 1)[0]
    kind = 0 if len(name) > 1 and name.isupper() else 1 if name[:1].isupper() else 2
    return kind, *_module_key(member)


def _natural(text: str) -> NaturalKey:
    """Numbers count as numbers (`v2` before `v10`), and those that begin with 0 as fractions, as in natord."""
    return tuple(_token(token) for token in re.findall(r"[0-9]+|[^0-9]", text))


def _token(token: str) -> tuple[int, int, str]:
    if not token.isdecimal():
        return ord(token), 0, ""
    return ord("0"), 0 if token.startswith("0") else len(token), token
