"""The paths under which a part answers: one for each of its inputs, else for each caller."""

from __future__ import annotations

from collections.abc import Iterable

from infrasketch_desktop.codegen.planning.naming import fitting, words_of
from infrasketch_desktop.codegen.planning.reserved import MODULES
from infrasketch_desktop.codegen.project import Role
from infrasketch_desktop.codegen.said import Said

ANSWERING = frozenset({Role.SERVICE, Role.FUNCTION, Role.EXTERNAL, Role.AUTH})
MOST = 12
_LONGEST = 24
_FILLERS = frozenset({"a", "an", "the", "of", "for", "to", "from", "and", "or", "via", "with", "http", "https", "rest"})
_BEGINNINGS = frozenset({"get", "post", "put", "patch", "delete", "head", "options"})


def paths_of(inputs: Iterable[Said], callers: Iterable[tuple[Said, str]]) -> tuple[tuple[str, Said], ...]:
    """At most `MOST` URL segments with the words they came from, each once.

    `callers` are the label of each link that arrives, and the name of the part it comes from, which stands in for a
    label that says nothing.
    """
    found: dict[str, Said] = {}
    for words in inputs:
        _add(found, words)
    if not found:
        for label, caller in callers:
            if not _add(found, label):
                _add(found, Said(caller))
    return tuple(found.items())[:MOST]


def _add(found: dict[str, Said], words: Said) -> bool:
    """Whether the words have a path, which is among those found then."""
    path = _path(words)
    if path:
        found.setdefault(path, words)
    return bool(path)


def _path(words: Said) -> str:
    """The last static segment of a URL such as `POST /api/orders/{id}`, or the words themselves."""
    text = words.short(200)
    if "/" in text:
        segments = [segment for segment in text.partition("/")[2].split("/") if segment[:1] not in {"{", ":", "<", ""}]
        text = segments[-1].split("?")[0] if segments else text.partition("/")[0]
    kept = [word for word in words_of(text) if word not in _FILLERS]
    if len(kept) > 1 and "/" in words.line:
        kept = [word for word in kept if word not in _BEGINNINGS] or kept
    path = fitting("-".join(kept), _LONGEST)
    if not path:
        return ""
    return f"request-{path}"[:_LONGEST].strip("-") if path in MODULES or not path[0].isalpha() else path
