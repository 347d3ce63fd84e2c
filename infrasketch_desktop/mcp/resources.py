"""Sketches and their outlines as resources: what a host can attach to a conversation without calling a tool."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote

from infrasketch_desktop.diagram.outline import outline
from infrasketch_desktop.mcp.answers import json_answer, text_answer
from infrasketch_desktop.mcp.errors import OutsideError
from infrasketch_desktop.mcp.reading import records_of
from infrasketch_desktop.mcp.workplace import Workplace

MAX_LISTED = 100
_SKETCH, _OUTLINE = "infrasketch://sketch/", "infrasketch://outline/"
_MIME = {_SKETCH: "application/json", _OUTLINE: "text/plain"}


@dataclass(frozen=True, slots=True)
class Listed:
    """A resource as it is offered."""

    uri: str
    name: str
    mime_type: str


@dataclass(frozen=True, slots=True)
class Content:
    """A resource as it is read."""

    text: str
    mime_type: str


def listed(workplace: Workplace) -> Iterator[Listed]:
    """Each sketch twice: its records, and its outline."""
    for path in workplace.grounds.listed()[:MAX_LISTED]:
        name = workplace.grounds.shown(path)
        yield Listed(f"{_SKETCH}{quote(name, safe='')}", name, _MIME[_SKETCH])
        yield Listed(f"{_OUTLINE}{quote(name, safe='')}", f"{name} (outline)", _MIME[_OUTLINE])


def read(workplace: Workplace, uri: str) -> Content:
    """The resource under `uri`. Raises OutsideError, OpenError."""
    start = next((start for start in _MIME if uri.startswith(start)), None)
    if start is None:
        raise OutsideError("There is no such resource.", advice=f"Addresses begin with {_SKETCH} or {_OUTLINE}.")
    path, diagram = workplace.load(unquote(uri.removeprefix(start)))
    if start == _OUTLINE:
        return Content(text_answer(outline(diagram)).text, _MIME[start])
    answer = json_answer({"sketch": workplace.grounds.shown(path), "records": records_of(diagram)})
    return Content(answer.text, _MIME[start])
