"""Finds the flowcharts in a text: a chart of its own, or fenced blocks in Markdown; header and front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from infrasketch_desktop.diagram.kinds import Direction

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})[ \t]*mermaid\b[^\n]*\n", re.MULTILINE)
_HEADER = re.compile(r"(?:flowchart-elk|flowchart|graph)(?:[ \t]+(TB|TD|BT|RL|LR|[<>v^]))?[ \t\r]*(?=[\n;]|%%|```|\Z)")
_SKIPPED = re.compile(r"(?:\s+|%%(?!\{)[^\n]*(?:\n|\Z))")
_TITLE = re.compile(r"^title[ \t]*:[ \t]*([^\n]{1,2000})", re.MULTILINE)
_MAX_FRONT = 20_000
_MAX_DIRECTIVE = 20_000


@dataclass(frozen=True, slots=True)
class Chart:
    """A flowchart inside `text`, from `start` behind its header to `end`; `flipped` means that it reads backwards.

    `head` is where it begins: comments before the header count.
    """

    head: int
    start: int
    end: int
    title: str
    direction: Direction | None
    flipped: bool


def find_charts(text: str) -> Iterator[Chart]:
    """Every flowchart in a text; other diagrams of Mermaid are passed over."""
    whole = _chart(text, 0, len(text))
    if whole:
        yield whole
        return
    at = 0
    while fence := _FENCE.search(text, at):
        close = re.compile(rf"^ {{0,3}}{fence[1][0]}{{{len(fence[1])},}}[ \t]*$", re.MULTILINE).search(
            text, fence.end()
        )
        at = close.start() if close else len(text)
        found = _chart(text, fence.end(), at)
        if found:
            yield found
        at = close.end() if close else len(text)


def holds_chart(text: str) -> bool:
    """Whether there is a flowchart in a text, or a block of Mermaid that may hold one."""
    return _chart(text, 0, len(text)) is not None or _FENCE.search(text) is not None


def _chart(text: str, start: int, end: int) -> Chart | None:
    at, title = _behind_front_matter(text, start, end)
    head = at
    at = _behind_comments(text, at, end)
    header = _HEADER.match(text, at, end)
    if header is None:
        return None
    sign = header[1] or ""
    direction = {"LR": Direction.RIGHT, "RL": Direction.RIGHT, ">": Direction.RIGHT, "<": Direction.RIGHT}.get(sign)
    return Chart(
        head=head,
        start=header.end(),
        end=end,
        title=title,
        direction=direction or (Direction.DOWN if sign else None),
        flipped=sign in {"RL", "BT", "<", "^"},
    )


def _behind_front_matter(text: str, start: int, end: int) -> tuple[int, str]:
    at = _behind_comments(text, start, end) if text[start : start + 1].isspace() else start
    if not text.startswith("---", at):
        return start, ""
    close = text.find("\n---", at + 3, min(end, at + _MAX_FRONT))
    if close < 0:
        return start, ""
    found = _TITLE.search(text, at, close)
    return close + len("\n---"), _scalar(found[1]) if found else ""


def _scalar(text: str) -> str:
    """A YAML scalar on one line; as it stands when it is none."""
    try:
        value = yaml.load(text, yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError):
        return text.strip()
    return value if isinstance(value, str) else text.strip()


def _behind_comments(text: str, at: int, end: int) -> int:
    while at < end:
        skipped = _SKIPPED.match(text, at, end)
        if skipped:
            at = skipped.end()
        elif text.startswith("%%{", at):
            close = text.find("}%%", at, min(end, at + _MAX_DIRECTIVE))
            if close < 0:
                return at
            at = close + len("}%%")
        else:
            return at
    return at
