"""Finds files that a renamed node takes along: what was edited under its old name goes on under the new one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import islice, product

from infrasketch_desktop.codegen.manifest import Manifest

MOST_FORMS = 64
"""Of one path under new names; one that says a name three times has eight."""

PREFIXES = ("test_", "part_")


def moved_paths(before: Manifest, names: Mapping[str, str], paths: Collection[str]) -> dict[str, str]:
    """Old paths by new ones, for files of `paths` that were generated before under another name of a node.

    `names` are what parts are called now, by node id.
    """
    renamed = _renamed(before.names, names)
    if not renamed:
        return {}
    moves: dict[str, str] = {}
    for old in sorted(path for path in before.files if path not in paths):
        for new in _under_new_names(old, renamed):
            if new in paths and new not in before.files:
                moves.setdefault(new, old)
    return moves


def _renamed(before: Mapping[str, str], now: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """New words for old ones: those of folders, and those of modules, which have `_` for `-`."""
    words: dict[str, tuple[str, ...]] = {}
    for part, name in now.items():
        old = before.get(part, name)
        if old != name:
            for word in (old, old.replace("-", "_")):
                words[word] = tuple(dict.fromkeys((name, name.replace("-", "_"))))
    return words


def _under_new_names(path: str, renamed: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """What a path such as `services/orders/src/orders/clients/stock.py` may be now; it stays out if it is as it was."""
    segments = [tuple(_renamed_segment(segment, renamed)) for segment in path.split("/")]
    return ("/".join(chosen) for chosen in islice(product(*segments), MOST_FORMS) if "/".join(chosen) != path)


def _renamed_segment(segment: str, renamed: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """A word is a segment, or its part before the dot, after one of the prefixes that generated files have."""
    stem, dot, ending = segment.partition(".")
    prefix = next((prefix for prefix in PREFIXES if stem.startswith(prefix)), "")
    for word in renamed.get(stem.removeprefix(prefix), (stem.removeprefix(prefix),)):
        yield f"{prefix}{word}{dot}{ending}"
