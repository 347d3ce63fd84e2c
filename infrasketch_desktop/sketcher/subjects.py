"""Find who or what a clause speaks about."""

from collections.abc import Sequence
from dataclasses import dataclass

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.sketcher.clause import Clause, SubjectMode
from infrasketch_desktop.sketcher.judgement import CARRYING, Place
from infrasketch_desktop.sketcher.parts import APPS, FRONTS, Part
from infrasketch_desktop.sketcher.pronouns import subject_of_pronoun
from infrasketch_desktop.sketcher.scene import Scene

_DESCRIBING = frozenset({"back", "host", "feed", "place"})
_USING = frozenset({"uses", "use", "using", "used", "leverages", "utilises", "utilizes"})


@dataclass(frozen=True, slots=True)
class Subject:
    """The parts a clause speaks about; `flows` when it speaks about something that flows instead."""

    parts: tuple[Part, ...] = ()
    flows: bool = False


class Subjects:
    """The subjects of the clauses of one sentence, asked for in order."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self.found: list[Subject] = []

    def next(self, clause: Clause) -> Subject:
        """The subject of the next clause; remembers what later clauses and sentences refer back to."""
        subject = self._find(clause)
        self.found.append(subject)
        self._scene.acting = list(subject.parts)
        self._scene.memory.list_together(subject.parts)
        return subject

    def described(self) -> list[Part]:
        """The single application that the last relative clause of the sentence was about."""
        for clause, subject in zip(reversed(self._scene.clauses), reversed(self.found), strict=True):
            if clause.mode is SubjectMode.ANTECEDENT and self._scene.chunks[clause.verb].finite:
                apps = [part for part in subject.parts if part.kind in APPS and not part.plural]
                if apps:
                    return apps
        return []

    def _find(self, clause: Clause) -> Subject:
        match clause.mode:
            case SubjectMode.NAMED | SubjectMode.ANTECEDENT:
                return self._named(clause)
            case SubjectMode.PRONOUN:
                flows = bool(self.found) and self.found[-1].flows
                return Subject(() if flows else tuple(self._pronoun(clause)), flows=flows)
            case SubjectMode.SAME:
                return self._same(clause)
            case SubjectMode.INFINITIVE:
                return Subject(tuple(self._instrument())) if self._instrument() else self._same(clause)
            case SubjectMode.FOLLOWING:
                return Subject(tuple(self._following(clause)))
            case _:
                return Subject()

    def _named(self, clause: Clause) -> Subject:
        frame = self._scene.chunks[clause.verb].frame
        handled = not clause.active and frame in CARRYING | {"request"}
        parts = self._scene.parts_of(clause.subject, Place.OBJECT if handled else Place.SUBJECT, frame)
        if parts:
            return Subject(tuple(parts))
        if clause.mode is SubjectMode.ANTECEDENT and not clause.active and frame in _DESCRIBING and self.found:
            return self.found[-1]  # "handles login, backed by Redis"
        owner = self._owner(clause)
        return Subject(tuple(owner), flows=not owner)

    def _owner(self, clause: Clause) -> list[Part]:
        """“a bucket, whose notification goes to”: the owner sends what is its own."""
        chunks = self._scene.chunks
        if not any(chunk.norm == "whose" for chunk in chunks[clause.start : clause.verb]):
            return []
        before = next((i for i in range(clause.start - 1, -1, -1) if chunks[i].mention is not None), None)
        return self._scene.parts(before) if before is not None else []

    def _pronoun(self, clause: Clause) -> list[Part]:
        index = clause.subject[0]
        scene = self._scene
        found = subject_of_pronoun(scene.chunks[index].norm, scene.memory, scene.acting, scene.cues)
        scene.values[index] = found
        return found

    def _same(self, clause: Clause) -> Subject:
        before = self.found[-1] if self.found else Subject()
        if not clause.subject:
            return before
        parts = self._scene.parts_of(clause.subject, Place.SUBJECT, self._scene.chunks[clause.verb].frame)
        if parts:
            return Subject(tuple(parts))
        return Subject(() if before.flows else before.parts, flows=True)

    def _instrument(self) -> list[Part]:
        """“uses Kafka to stream events to X”: the queue or gateway that is used passes on."""
        number = len(self.found)
        previous = self._scene.clauses[number - 1] if number else None
        if previous is None or self._scene.chunks[previous.verb].norm not in _USING:
            return []
        used: Sequence[Part] = [
            part for index in range(previous.first, previous.last) for part in self._scene.values.get(index, ())
        ]
        return [part for part in used if part.kind in FRONTS or part.kind is NodeKind.QUEUE]

    def _following(self, clause: Clause) -> list[Part]:
        """“Written in Elixir, the chat server accepts”: an opening participle describes the next subject."""
        for other in self._scene.clauses:
            if other.verb > clause.verb and other.mode is SubjectMode.NAMED:
                return self._scene.parts_of(other.subject, Place.SUBJECT, self._scene.chunks[other.verb].frame)
        return []
