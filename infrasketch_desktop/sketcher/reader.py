"""Read one sentence after the other into parts and links."""

from collections.abc import Sequence

from infrasketch_desktop.sketcher.apposition import fold_appositions
from infrasketch_desktop.sketcher.chunks import Chunk
from infrasketch_desktop.sketcher.clauses import find_clauses
from infrasketch_desktop.sketcher.coordination import share_heads
from infrasketch_desktop.sketcher.groups import assign_groups
from infrasketch_desktop.sketcher.lexicon import Lexicon
from infrasketch_desktop.sketcher.memory import Memory
from infrasketch_desktop.sketcher.mentions import Mention, Role
from infrasketch_desktop.sketcher.parts import Link, Unknown
from infrasketch_desktop.sketcher.restatements import restate
from infrasketch_desktop.sketcher.scene import Scene
from infrasketch_desktop.sketcher.sentence import read_sentence
from infrasketch_desktop.sketcher.suppression import suppressed_phrases
from infrasketch_desktop.sketcher.tokens import Token


class Reader:
    """Reads sentences, given as chunks, into its memory."""

    def __init__(self, tokens: Sequence[Token], lexicon: Lexicon) -> None:
        self.memory = Memory()
        self._tokens = tokens
        self._lexicon = lexicon

    @property
    def links(self) -> list[Link]:
        """The links found so far, in the order of the text; the list itself."""
        return self.memory.links

    def open(self, tokens: Sequence[Token]) -> None:
        """Name the tokens that the chunks of the next sentences refer to."""
        self._tokens = tokens

    def read(self, sentence: Sequence[Chunk]) -> None:
        """Read one sentence."""
        chunks = fold_appositions(restate(share_heads(sentence)))
        clauses = find_clauses(chunks)
        hidden = suppressed_phrases(self._tokens, chunks, clauses, self._lexicon)
        self.memory.discourse.sentence += 1
        scene = Scene(self.memory, self._tokens, chunks, clauses, hidden)
        read_sentence(scene)
        self.memory.announced_group = assign_groups(scene.values, chunks, self.memory.announced_group)
        for index, chunk in enumerate(chunks):
            if chunk.mention is not None:
                self._keep_remarks(chunk.mention, hidden=index in hidden, drawn=bool(scene.values.get(index)))

    def _keep_remarks(self, mention: Mention, *, hidden: bool, drawn: bool) -> None:
        """Keep what the architect should hear about a phrase."""
        if hidden:
            self.memory.suppressed.append(mention.label)
        elif mention.role is Role.WEAK and not drawn:
            named = self._tokens[mention.end - len(mention.words) : mention.end]
            text = " ".join(token.text for token in named)
            self.memory.unknown.append(Unknown(text, named[0].start, named[-1].end))
        elif mention.misspelt and mention.technology:
            self.memory.misspelt[mention.misspelt] = mention.technology.name
