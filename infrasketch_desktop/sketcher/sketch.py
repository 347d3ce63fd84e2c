"""From a description to operations: the one entry for everything that is not an edit command."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from infrasketch_desktop.diagram.operations import AddEdge, AddGroup, AddNode
from infrasketch_desktop.sketcher.arrows import read_arrows
from infrasketch_desktop.sketcher.assemble import assemble
from infrasketch_desktop.sketcher.chunks import Chunk, chunk_sentences
from infrasketch_desktop.sketcher.designs import choose_design, draw_design, is_open_request
from infrasketch_desktop.sketcher.joining import clean_links, join_logins, join_loose_parts
from infrasketch_desktop.sketcher.lexicon import Lexicon
from infrasketch_desktop.sketcher.mermaid import is_mermaid, read_mermaid
from infrasketch_desktop.sketcher.parts import Unknown
from infrasketch_desktop.sketcher.reader import Reader
from infrasketch_desktop.sketcher.remarks import remark
from infrasketch_desktop.sketcher.segments import segment
from infrasketch_desktop.sketcher.tokens import Token, TokenKind, tokenize

MAX_CHARACTERS = 10_000
TITLE_NOUNS = frozenset({"pipeline", "system", "platform", "app", "application", "website", "site", "stack", "shop", "service", "engine", "solution"})


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
    cut = len(text) > MAX_CHARACTERS
    text = text[:MAX_CHARACTERS]
    tokens = tokenize(text)
    reader = Reader(tokens, lexicon)
    if is_mermaid(text):
        read_mermaid(text, reader, lexicon)
        links = clean_links(reader.links)
        remarks = remark((), reader, links, "", cut=cut)
        return Sketch(assemble(reader.discourse.parts, links), remarks.notes, remarks.unknown, remarks.question)
    _read_text(text, tokens, reader, lexicon)
    links = clean_links(reader.links)
    design = choose_design(tokens, lexicon) if is_open_request(tokens, reader.discourse.parts, links) else None
    if design is not None:
        reader.discourse.parts.clear()
        links = draw_design(design, reader.discourse)
    parts = reader.discourse.parts
    links += join_logins(parts, links, reader.signed_in)
    links = join_loose_parts(parts, links, [part for part, _, _ in reader.waiting])
    remarks = remark(tokens, reader, links, design["name"] if design else "", cut=cut)
    return Sketch(assemble(parts, links), remarks.notes, remarks.unknown, remarks.question)


def _read_text(text: str, tokens: Sequence[Token], reader: Reader, lexicon: Lexicon) -> None:
    for number, sentence in enumerate(_sentences(tokens)):
        if any(token.kind is TokenKind.ARROW for token in sentence):
            read_arrows(text[sentence[0].start : sentence[-1].end], reader, lexicon)
            continue
        reader.open(sentence)
        sentences = chunk_sentences(sentence, segment(sentence, lexicon), lexicon)
        if number == 0 and _is_title(sentences, sentence, tokens):
            continue
        for chunks in sentences:
            reader.read(chunks)


def _is_title(sentences: Sequence[Sequence[Chunk]], sentence: Sequence[Token], tokens: Sequence[Token]) -> bool:
    """A heading line ("Data pipeline") names the drawing, not a part of it."""
    ends = sentence[-1].end
    following = next((token for token in tokens if token.start >= ends), None)
    if following is None or following.kind is not TokenKind.NEWLINE or len(sentences) != 1 or len(sentences[0]) != 1:
        return False
    mention = sentences[0][0].mention
    return mention is not None and mention.technology is None and mention.head.split()[-1:] != [] and mention.head.split()[-1] in TITLE_NOUNS


def _sentences(tokens: Sequence[Token]) -> Iterator[tuple[Token, ...]]:
    begin = 0
    for index, token in enumerate(tokens):
        if token.kind is TokenKind.NEWLINE or token.norm in (".", ";", "!", "?", "•"):
            if index > begin:
                yield tuple(tokens[begin:index])
            begin = index + 1
    if begin < len(tokens):
        yield tuple(tokens[begin:])
