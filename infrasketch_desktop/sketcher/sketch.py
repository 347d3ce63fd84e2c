"""From a description to operations: the one entry for everything that is not an edit command."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from infrasketch_desktop.diagram.operations import AddEdge, AddGroup, AddNode
from infrasketch_desktop.sketcher.arrows import read_arrows
from infrasketch_desktop.sketcher.assemble import assemble
from infrasketch_desktop.sketcher.chunks import chunk_sentences
from infrasketch_desktop.sketcher.joining import clean_links, join_loose_parts
from infrasketch_desktop.sketcher.lexicon import Lexicon
from infrasketch_desktop.sketcher.reader import Reader
from infrasketch_desktop.sketcher.segments import segment
from infrasketch_desktop.sketcher.tokens import Token, TokenKind, tokenize

MAX_CHARACTERS = 10_000


@dataclass(frozen=True, slots=True)
class Unknown:
    """A piece of the text that was not understood; `start`, `end` are offsets into the text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sketch:
    """What came out of a description.

    `notes` say in plain sentences what was inferred, corrected or left out. `question` is at most one thing that the
    architect could tell to make the drawing better; "" when there is none.
    """

    operations: tuple[AddNode | AddEdge | AddGroup, ...]
    notes: tuple[str, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    question: str = ""


def sketch(text: str, lexicon: Lexicon) -> Sketch:
    """Read a description. Pure: the same text and lexicon give the same result, byte for byte."""
    text = text[:MAX_CHARACTERS]
    tokens = tokenize(text)
    reader = Reader(tokens, lexicon)
    for sentence in _sentences(tokens):
        if any(token.kind is TokenKind.ARROW for token in sentence):
            read_arrows(text[sentence[0].start : sentence[-1].end], reader, lexicon)
            continue
        reader.open(sentence)
        for chunks in chunk_sentences(sentence, segment(sentence, lexicon), lexicon):
            reader.read(chunks)
    parts = reader.discourse.parts
    links = join_loose_parts(parts, clean_links(reader.links), [part for part, _, _ in reader.waiting])
    return Sketch(assemble(parts, links))


def _sentences(tokens: Sequence[Token]) -> Iterator[tuple[Token, ...]]:
    begin = 0
    for index, token in enumerate(tokens):
        if token.kind is TokenKind.NEWLINE or token.norm in (".", ";", "!", "?", "•"):
            if index > begin:
                yield tuple(tokens[begin:index])
            begin = index + 1
    if begin < len(tokens):
        yield tuple(tokens[begin:])
