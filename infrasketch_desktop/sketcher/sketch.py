"""From a description to operations: the one entry for everything that is not an edit command."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from infrasketch_desktop.diagram.operations import AddEdge, AddGroup, AddNode
from infrasketch_desktop.sketcher.arrows import read_arrows
from infrasketch_desktop.sketcher.assemble import assemble
from infrasketch_desktop.sketcher.chunks import Chunk, chunk_sentences
from infrasketch_desktop.sketcher.colons import TITLE_NOUNS, join_at_colons
from infrasketch_desktop.sketcher.designs import choose_design, draw_design, is_open_request
from infrasketch_desktop.sketcher.joining import join_loose_parts
from infrasketch_desktop.sketcher.lexicon import Lexicon
from infrasketch_desktop.sketcher.memory import Memory
from infrasketch_desktop.sketcher.mermaid import is_mermaid, read_mermaid
from infrasketch_desktop.sketcher.parts import Link, Unknown
from infrasketch_desktop.sketcher.reader import Reader
from infrasketch_desktop.sketcher.remarks import remark
from infrasketch_desktop.sketcher.segments import segment
from infrasketch_desktop.sketcher.tokens import Token, TokenKind, tokenize
from infrasketch_desktop.sketcher.typing_errors import respell
from infrasketch_desktop.sketcher.wiring import clean_links

MAX_CHARACTERS = 6_000
MAX_TOKENS = 1_200
MAX_SENTENCE_TOKENS = 200
_QUESTION_WORDS = frozenset({"what", "how", "which", "why"})
_SENTENCE_ENDS = frozenset({".", ";", "!", "?", "•"})


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
    """Read a description. Pure: the same text and lexicon give the same result, byte for byte.

    At most `MAX_CHARACTERS` and `MAX_TOKENS` are read; a note says when there was more.
    """
    tokens = respell(tokenize(text[:MAX_CHARACTERS])[:MAX_TOKENS], lexicon)
    shown = text[: tokens[-1].end] if tokens else ""
    reader = Reader(tokens, lexicon)
    if is_mermaid(shown):
        read_mermaid(shown, reader.memory, lexicon)
        links, design = clean_links(reader.links), ""
    else:
        _read_text(shown, tokens, reader, lexicon)
        links, design = _complete(tokens, reader.memory, lexicon)
    remarks = remark(reader.memory, links, design, cut=bool(text[len(shown) :].strip()), blank=not tokens)
    operations = assemble(reader.memory.discourse.parts, links)
    return Sketch(operations, remarks.notes, remarks.unknown, remarks.question)


def _complete(tokens: Sequence[Token], memory: Memory, lexicon: Lexicon) -> tuple[list[Link], str]:
    """All links, the inferred ones included, and the name of the design that stood in for an open request."""
    links = clean_links(memory.links)
    parts = memory.discourse.parts
    design = choose_design(tokens, lexicon) if is_open_request(tokens, parts, links) else None
    if design is not None:
        memory.forget_parts()
        links = draw_design(design, memory.discourse)
    joined = join_loose_parts(parts, links, memory.waiting, memory.signed_in)
    return joined, design["name"] if design else ""


def _read_text(text: str, tokens: Sequence[Token], reader: Reader, lexicon: Lexicon) -> None:
    for number, sentence in enumerate(_sentences(tokens)):
        if any(token.kind is TokenKind.ARROW for token in sentence):
            read_arrows(text[sentence[0].start : sentence[-1].end], reader.memory, lexicon)
            continue
        reader.open(sentence)
        clauses = join_at_colons(chunk_sentences(sentence, segment(sentence, lexicon), lexicon))
        if number == 0 and (_is_title(clauses, sentence, tokens) or _is_question(sentence, tokens)):
            continue
        for chunks in clauses:
            reader.read(chunks)


def _sentences(tokens: Sequence[Token]) -> Iterator[tuple[Token, ...]]:
    """The token runs between sentence ends; a run longer than any sentence is cut, so that reading stays fast."""
    begin = 0
    for index, token in enumerate(tokens):
        ends = token.kind is TokenKind.NEWLINE or token.norm in _SENTENCE_ENDS
        if ends or index - begin >= MAX_SENTENCE_TOKENS:
            if index > begin:
                yield tuple(tokens[begin:index])
            begin = index + 1 if ends else index
    if begin < len(tokens):
        yield tuple(tokens[begin:])


def _is_question(sentence: Sequence[Token], tokens: Sequence[Token]) -> bool:
    """“What would a Dropbox look like? I'd …”: a question that the text itself goes on to answer."""
    mark = next((index for index, token in enumerate(tokens) if token.start >= sentence[-1].end), len(tokens))
    asks = mark < len(tokens) and tokens[mark].norm == "?" and sentence[0].norm in _QUESTION_WORDS
    return asks and any(token.is_word for token in tokens[mark + 1 :])


def _is_title(clauses: Sequence[Sequence[Chunk]], sentence: Sequence[Token], tokens: Sequence[Token]) -> bool:
    """A heading line ("Data pipeline") names the drawing, not a part of it."""
    following = next((token for token in tokens if token.start >= sentence[-1].end), None)
    if following is None or following.kind is not TokenKind.NEWLINE or [len(chunks) for chunks in clauses] != [1]:
        return False
    mention = clauses[0][0].mention
    return (
        mention is not None
        and mention.technology is None
        and mention.head.split()[-1:] != []
        and (mention.head.split()[-1] in TITLE_NOUNS)
    )
