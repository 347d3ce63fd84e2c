"""Finds files that a renamed node takes along: what was edited under its old name goes on under the new one."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from infrasketch_desktop.codegen.manifest import Manifest


def moved_paths(before: Manifest, names: Mapping[str, str], paths: Collection[str]) -> dict[str, str]:
    """Old paths by new ones, for files of `paths` that were generated before under another name of a node.

    `names` are what parts are called now, by node id.
    """
    renamed = _renamed(before.names, names)
    if not renamed:
        return {}
    gone = (path for path in before.files if path not in paths)
    candidates = ((_under_new_names(path, renamed), path) for path in sorted(gone))
    return {new: old for new, old in candidates if new in paths and new not in before.files}


def _renamed(before: Mapping[str, str], now: Mapping[str, str]) -> dict[str, str]:
    """New words for old ones: names of folders, and those of modules, which have `_` for `-`."""
    pairs = [(before[part], name) for part, name in now.items() if before.get(part, name) != name]
    return {word(old): word(new) for old, new in pairs for word in (_as_is, _as_module)}


def _as_is(name: str) -> str:
    return name


def _as_module(name: str) -> str:
    return name.replace("-", "_")


def _under_new_names(path: str, renamed: Mapping[str, str]) -> str:
    """A path such as `services/orders/src/orders/clients/stock.py`; a word is a segment, or its part before the dot."""
    return "/".join(_renamed_segment(segment, renamed) for segment in path.split("/"))


def _renamed_segment(segment: str, renamed: Mapping[str, str]) -> str:
    stem, dot, ending = segment.partition(".")
    prefix = "test_" if stem.startswith("test_") else ""
    return f"{prefix}{renamed.get(stem.removeprefix(prefix), stem.removeprefix(prefix))}{dot}{ending}"
