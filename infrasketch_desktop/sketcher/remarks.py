"""What the architect should know about a sketch: what was inferred, left out, and not understood."""

from collections.abc import Sequence
from dataclasses import dataclass

from infrasketch_desktop.language import tr, tr_count
from infrasketch_desktop.sketcher.memory import Memory
from infrasketch_desktop.sketcher.parts import Link, Unknown

MAX_NOTES = 40
MAX_UNKNOWN = 20


@dataclass(frozen=True, slots=True)
class Remarks:
    """Notes in plain sentences, pieces not understood, and at most one question."""

    notes: tuple[str, ...]
    unknown: tuple[Unknown, ...]
    question: str


def remark(memory: Memory, links: Sequence[Link], design: str, *, cut: bool, blank: bool) -> Remarks:
    """Everything worth saying about what was read."""
    notes = [*_limits(memory, cut=cut), *_design(design), *_spelling(memory), *_inferred(links), *_left_out(memory)]
    loose = _loose(memory, links)
    notes += [tr("{label} is not connected to anything.", label=label) for label in loose]
    unknown = tuple(memory.unknown[:MAX_UNKNOWN])
    return Remarks(tuple(dict.fromkeys(notes))[:MAX_NOTES], unknown, _question(memory, loose, unknown, blank=blank))


def _limits(memory: Memory, *, cut: bool) -> list[str]:
    notes = [tr("The text is too long; only its beginning was read.")] if cut else []
    if memory.discourse.overflow:
        drawn = len(memory.discourse.parts)
        notes.append(tr_count("Only the first %n part was drawn.", "Only the first %n parts were drawn.", drawn))
    return notes


def _design(name: str) -> list[str]:
    return [tr("Nothing was named in detail, so this is a usual first design: {name}.", name=tr(name))] if name else []


def _spelling(memory: Memory) -> list[str]:
    return [tr("Read “{word}” as {name}.", word=word, name=name) for word, name in memory.misspelt.items()]


def _inferred(links: Sequence[Link]) -> list[str]:
    return [
        tr(
            "Connected {source} to {target}; the text does not say so.",
            source=link.source.label,
            target=link.target.label,
        )
        for link in links
        if link.inferred
    ]


def _left_out(memory: Memory) -> list[str]:
    return [
        tr("Left out {label}: the text rules it out or postpones it.", label=label)
        for label in dict.fromkeys(memory.suppressed)
    ]


def _loose(memory: Memory, links: Sequence[Link]) -> list[str]:
    linked = {part for link in links for part in (link.source, link.target)}
    return [part.label for part in memory.discourse.parts if part not in linked]


def _question(memory: Memory, loose: Sequence[str], unknown: Sequence[Unknown], *, blank: bool) -> str:
    if not memory.discourse.parts:
        return "" if blank else tr("Which parts does the system have, such as an API, a database or a queue?")
    if loose and len(memory.discourse.parts) > 1:
        return tr("What does {part} talk to?", part=loose[0])
    if unknown:
        return tr("What is “{text}”?", text=unknown[0].text)
    return ""
