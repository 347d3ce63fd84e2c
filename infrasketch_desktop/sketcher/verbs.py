"""Verbs: their forms, and which way each of their companions points."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from infrasketch_desktop.sketcher.inflection import gerund, past, third_person


class Form(StrEnum):
    """The shape in which a verb stands; the simple past and the participle share one value when they are equal."""

    BASE = "base"
    THIRD = "third"
    PAST = "past"
    PARTICIPLE = "participle"
    GERUND = "gerund"


@dataclass(frozen=True, slots=True)
class Frame:
    """The directions of a verb: what its object is, and what stands behind each preposition.

    The values are named in `verbs.json`: "to" is an edge from the subject, "from" one to it, "pull" one from the
    subject unless it is a queue that hands something over, "via" something in between, "none" no edge.
    """

    name: str
    object: str
    prepositions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reading:
    """One word read as a verb."""

    base: str
    form: Form
    frame: Frame


class Verbs:
    """All known verb forms."""

    def __init__(self, frames: Mapping[str, Frame], readings: Mapping[str, Reading], bases: frozenset[str]) -> None:
        self.frames = frames
        self.bases = bases
        self._readings = readings

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Verbs":
        """Build every form from the content of `verbs.json`."""
        frames = {
            name: Frame(name, entry["object"], dict(entry["prepositions"])) for name, entry in data["frames"].items()
        }
        readings: dict[str, Reading] = {}
        doubling = frozenset(data["doubling"])
        for frame_name, bases in data["verbs"].items():
            for base in bases:
                irregular = data["irregular"].get(base)
                for form, word in _forms(base, irregular, doubled=base in doubling):
                    readings.setdefault(word, Reading(base, form, frames[frame_name]))
        return cls(frames, readings, frozenset(base for bases in data["verbs"].values() for base in bases))

    def reading(self, word: str) -> Reading | None:
        """How a lower-case word reads as a verb; None when it is not a form of a known one."""
        return self._readings.get(word)


def _forms(base: str, irregular: list[str] | None, *, doubled: bool) -> list[tuple[Form, str]]:
    regular = past(base, doubled=doubled)
    simple, participle = irregular or (regular, regular)
    forms = [
        (Form.BASE, base),
        (Form.THIRD, third_person(base)),
        (Form.GERUND, gerund(base, doubled=doubled)),
        (Form.PARTICIPLE, participle),
    ]
    return forms if simple == participle else [*forms, (Form.PAST, simple)]
