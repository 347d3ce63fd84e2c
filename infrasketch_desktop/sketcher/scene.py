"""One sentence while it is read: its chunks, its clauses, and which parts its phrases turned out to mean."""

from collections.abc import Sequence

from infrasketch_desktop.sketcher.chunks import Chunk, ChunkKind
from infrasketch_desktop.sketcher.clause import Clause, SubjectMode
from infrasketch_desktop.sketcher.judgement import Place, kind_of, names_part
from infrasketch_desktop.sketcher.memory import Memory
from infrasketch_desktop.sketcher.mentions import Mention
from infrasketch_desktop.sketcher.parts import Part
from infrasketch_desktop.sketcher.pronouns import object_of_pronoun
from infrasketch_desktop.sketcher.slots import read_slots
from infrasketch_desktop.sketcher.tokens import Token

# How many words away from a name the words stand that decide about its kind.
_CUE_REACH = 5
_ORIGINS = ("from", "of", "out of")


class Scene:
    """Resolves the phrases of a sentence, each once. `acting` is the subject of the clause read last."""

    def __init__(
        self,
        memory: Memory,
        tokens: Sequence[Token],
        chunks: Sequence[Chunk],
        clauses: Sequence[Clause],
        hidden: frozenset[int],
    ) -> None:
        self.memory = memory
        self.chunks = chunks
        self.clauses = clauses
        self.acting: list[Part] = []
        self.values: dict[int, list[Part]] = {}
        self._tokens = tokens
        self._hidden = hidden
        self.cues = [token.norm for token in tokens[chunks[0].start : chunks[-1].end]]

    def mention(self, index: int) -> Mention | None:
        return self.chunks[index].mention

    def parts(self, index: int, place: Place = Place.OTHER, frame: str = "") -> list[Part]:
        """The parts that a chunk means in this place; none for what flows and what is ruled out."""
        if index in self.values:
            return self.values[index]
        chunk = self.chunks[index]
        if chunk.kind is ChunkKind.PRONOUN:
            return object_of_pronoun(chunk.norm, self.memory, self.acting)
        mention = chunk.mention
        if mention is None or chunk.possessive or index in self._hidden:
            return []
        discourse = self.memory.discourse
        if not names_part(mention, place, frame, discourse, capitalised=self._tokens[mention.start].capitalised):
            return []
        near = self._tokens[max(0, mention.start - _CUE_REACH) : mention.end + _CUE_REACH]
        self.values[index] = discourse.resolve(mention, kind_of(mention, place, [token.norm for token in near]))
        return self.values[index]

    def parts_of(self, indices: Sequence[int], place: Place, frame: str = "") -> list[Part]:
        """The parts of several chunks, each once."""
        found: list[Part] = []
        for index in indices:
            found.extend(part for part in self.parts(index, place, frame) if part not in found)
        return found

    def origins(self, clause: Clause) -> list[Part]:
        """Where the subject comes from: "leads from HubSpot are synced"."""
        if clause.mode is not SubjectMode.NAMED or not clause.subject or clause.subject[-1] > clause.verb:
            return []
        slots = read_slots(self.chunks, clause.subject[-1] + 1, clause.verb, {})
        items = [index for slot in slots if slot.preposition in _ORIGINS for index in slot.items]
        return self.parts_of(items, Place.TO)

    def speaks_of_known(self, clause: Clause) -> bool:
        """Whether the subject is something that the text spoke of before: "the upload", "this event"."""
        mentions = [self.mention(index) for index in clause.subject]
        return any(mention is not None and mention.definite for mention in mentions)
