"""What the architect should know about a sketch: what was inferred, left out, and not understood."""

from collections.abc import Sequence
from dataclasses import dataclass

from infrasketch_desktop.sketcher.parts import Link, Unknown
from infrasketch_desktop.sketcher.reader import Reader
from infrasketch_desktop.sketcher.tokens import Token

MAX_NOTES = 40
MAX_UNKNOWN = 20


@dataclass(frozen=True, slots=True)
class Remarks:
    """Notes in plain sentences, pieces not understood, and at most one question."""

    notes: tuple[str, ...]
    unknown: tuple[Unknown, ...]
    question: str


def remark(tokens: Sequence[Token], reader: Reader, links: Sequence[Link], design: str, *, cut: bool) -> Remarks:
    """Everything worth saying about what was read."""
    notes = [*_limits(reader, cut=cut), *_design(design), *_spelling(reader), *_inferred(links), *_left_out(reader)]
    loose = _loose(reader, links)
    notes += [f"{label} is not connected to anything." for label in loose]
    unknown = tuple(reader.unknown[:MAX_UNKNOWN])
    return Remarks(tuple(dict.fromkeys(notes))[:MAX_NOTES], unknown, _question(reader, loose, unknown, tokens))


def _limits(reader: Reader, *, cut: bool) -> list[str]:
    notes = ["The text is too long; only its beginning was read."] if cut else []
    if reader.discourse.overflow:
        notes.append(f"Only the first {len(reader.discourse.parts)} parts were drawn.")
    return notes


def _design(name: str) -> list[str]:
    return [f"Nothing was named in detail, so this is a usual first design: {name}."] if name else []


def _spelling(reader: Reader) -> list[str]:
    return [f"Read “{word}” as {name}." for word, name in reader.misspelt.items()]


def _inferred(links: Sequence[Link]) -> list[str]:
    return [
        f"Connected {link.source.label} to {link.target.label}; the text does not say so."
        for link in links
        if link.inferred
    ]


def _left_out(reader: Reader) -> list[str]:
    return [f"Left out {label}: the text rules it out or postpones it." for label in dict.fromkeys(reader.suppressed)]


def _loose(reader: Reader, links: Sequence[Link]) -> list[str]:
    linked = {part for link in links for part in (link.source, link.target)}
    return [part.label for part in reader.discourse.parts if part not in linked]


def _question(reader: Reader, loose: Sequence[str], unknown: Sequence[Unknown], tokens: Sequence[Token]) -> str:
    if not reader.discourse.parts:
        return "Which parts does the system have, such as an API, a database or a queue?" if tokens else ""
    if loose and len(reader.discourse.parts) > 1:
        return f"What does {loose[0]} talk to?"
    if unknown:
        return f"What is “{unknown[0].text}”?"
    return ""
