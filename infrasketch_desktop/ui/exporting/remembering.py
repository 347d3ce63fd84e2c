"""Keeps what was chosen for each form of export: one word for each choice, such as `png.scale=3`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def recall(words: Iterable[str], form_id: str) -> dict[str, str]:
    """The choices for one form, by their names; empty when nothing was chosen yet."""
    found = {}
    for word in words:
        key, _, value = word.partition("=")
        form, _, name = key.partition(".")
        if form == form_id:
            found[name] = value
    return found


def remember(words: Iterable[str], form_id: str, choices: Mapping[str, str]) -> tuple[str, ...]:
    """`words` with the choices for one form replaced, sorted."""
    others = [word for word in words if not word.startswith(f"{form_id}.")]
    return tuple(sorted([*others, *(f"{form_id}.{name}={value}" for name, value in choices.items())]))
