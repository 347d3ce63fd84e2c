"""Ids that people can read: a slug of the label, made unique."""

import re
import unicodedata
from collections.abc import Container

from infrasketch_desktop.diagram.records import ID_PATTERN

MAX_LENGTH = 64
_VALID = re.compile(ID_PATTERN)


def is_valid_id(text: str) -> bool:
    return _VALID.fullmatch(text) is not None


def slug(text: str, fallback: str = "item") -> str:
    """`text` as an id: lower-case ASCII letters, digits and hyphens; `fallback` when nothing is left."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_text.lower()).strip("-")[:MAX_LENGTH].strip("-") or fallback


def unique_id(wanted: str, taken: Container[str]) -> str:
    """`wanted` when it is free, else the first free of `wanted-2`, `wanted-3`, …; at most 64 characters."""
    if wanted not in taken:
        return wanted
    number = 2
    while True:
        suffix = f"-{number}"
        candidate = wanted[: MAX_LENGTH - len(suffix)] + suffix
        if candidate not in taken:
            return candidate
        number += 1


def edge_id(source: str, target: str, taken: Container[str]) -> str:
    """The id of an edge between two records: both ids, each shortened to fit."""
    half = MAX_LENGTH // 2 - 1
    return unique_id(f"{source[:half]}--{target[:half]}", taken)
