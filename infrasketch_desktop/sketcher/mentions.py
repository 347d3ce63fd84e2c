"""Find the noun phrases of a text that name a part of the system, a group of parts, or what flows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.sketcher.inflection import singular
from infrasketch_desktop.sketcher.lexicon import Lexicon
from infrasketch_desktop.sketcher.naming import display_name, merged_kind, part_label
from infrasketch_desktop.sketcher.segments import segment
from infrasketch_desktop.sketcher.tags import NOMINAL, Segment, Tag
from infrasketch_desktop.sketcher.tokens import Token
from infrasketch_desktop.technology import Technology


class Role(StrEnum):
    """What a noun phrase stands for. WEAK: unknown words that may or may not name a part."""

    PART = "part"
    GROUP = "group"
    FLOW = "flow"
    WEAK = "weak"


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun phrase.

    `start`, `end` are token positions and include the determiner. `label` is what a node would be called; `kind` is
    None when only the context can tell. `head` is the head noun ("service"), "" for a bare name. `words` are the
    singular lower-case content words, for finding the phrase again. `count` is 1 unless the text gives a number.
    """

    start: int
    end: int
    role: Role
    label: str
    kind: NodeKind | None = None
    technology: Technology | None = None
    head: str = ""
    words: tuple[str, ...] = ()
    count: int = 1
    plural: bool = False
    determiner: str = ""
    misspelt: str = ""

    @property
    def definite(self) -> bool:
        return self.determiner in ("the", "this", "that", "these", "those", "its", "their", "our")


def find_mentions(tokens: Sequence[Token], lexicon: Lexicon) -> tuple[Mention, ...]:
    """All noun phrases of the tokens, in order; they do not overlap."""
    segments = segment(tokens, lexicon)
    mentions: list[Mention] = []
    at = 0
    while at < len(segments):
        found, at = mentions_at(tokens, segments, at, lexicon)
        mentions.extend(found)
    return tuple(mentions)


def mentions_at(
    tokens: Sequence[Token], segments: Sequence[Segment], at: int, lexicon: Lexicon
) -> tuple[tuple[Mention, ...], int]:
    """The noun phrases of the nominal run that starts at segment `at`, and the position behind it.

    A run holds one phrase as a rule; two names side by side ("Nginx Gunicorn") are two. Empty, one step on, when no
    run starts there.
    """
    first = at
    while at < len(segments) and segments[at].tag in (Tag.DETERMINER, Tag.NUMBER, Tag.ADJECTIVE, Tag.ADVERB):
        at += 1
    last = at
    while last < len(segments) and _continues(segments[last]):
        last += 1
    while last > at and segments[last - 1].tag in (Tag.ADJECTIVE, Tag.NUMBER) and segments[last - 1].phrase:
        last -= 1
    if last == at:
        return (), first + 1
    lead = _Lead.of(segments[first:at], lexicon)
    phrases = [_mention(tokens, run, lead) for run in _split_run(segments[at:last])]
    if phrases:
        phrases[0] = _with_start(phrases[0], segments[first].start)
    return tuple(phrases), last


@dataclass(frozen=True, slots=True)
class _Lead:
    """The determiner and count before a phrase."""

    determiner: str = ""
    count: int = 1

    @classmethod
    def of(cls, segments: Sequence[Segment], lexicon: Lexicon) -> "_Lead":
        determiner, count = "", 1
        for piece in segments:
            if piece.tag is Tag.DETERMINER:
                determiner = piece.norm
            elif piece.tag is Tag.NUMBER:
                count = lexicon.numbers.get(piece.norm) or _small_number(piece.norm)
        return cls(determiner, count)


def _small_number(text: str) -> int:
    digits = text.replace(",", "")
    return int(digits) if digits.isdecimal() and len(digits) <= len("999") and int(digits) > 0 else 1


def _continues(piece: Segment) -> bool:
    return piece.tag in NOMINAL or piece.tag in (Tag.ADJECTIVE, Tag.NUMBER)


def _split_run(run: Sequence[Segment]) -> list[Sequence[Segment]]:
    """Cut a run behind every name that no later noun of the run takes as its description."""
    heads = [index for index, piece in enumerate(run) if piece.tag in (Tag.HEAD, Tag.GROUP)]
    last_head = heads[-1] if heads else -1
    pieces: list[Sequence[Segment]] = []
    begin = 0
    for index, piece in enumerate(run):
        if piece.tag is Tag.TECHNOLOGY and index > last_head and index + 1 < len(run):
            if any(later.tag is Tag.TECHNOLOGY for later in run[index + 1 :]):
                pieces.append(run[begin : index + 1])
                begin = index + 1
        elif index == last_head and _starts_other_name(run, index):
            pieces.append(run[begin : index + 1])
            begin = index + 1
    pieces.append(run[begin:])
    return [piece for piece in pieces if piece]


def _starts_other_name(run: Sequence[Segment], head: int) -> bool:
    """Whether a name behind the head noun is another part: "API Postgres", but not "the broker RabbitMQ"."""
    if head + 1 >= len(run) or run[head + 1].technology is None:
        return False
    noun, technology = run[head].noun, run[head + 1].technology
    return not (noun and technology and (noun.kind == technology.kind or technology.kind is None))


def _mention(tokens: Sequence[Token], run: Sequence[Segment], lead: _Lead) -> Mention:
    start, end = run[0].start, run[-1].end
    heads = [piece for piece in run if piece.tag is Tag.HEAD]
    names = [piece for piece in run if piece.tag is Tag.TECHNOLOGY]
    words = tuple(singular(token.norm) for token in tokens[start:end])
    plural = singular(tokens[end - 1].norm) != tokens[end - 1].norm
    misspelt = next((tokens[piece.start].text for piece in names if piece.misspelt), "")
    role = _role(run, heads, names)
    technology = _main_technology(names)
    head = heads[-1].noun if heads else None
    return Mention(
        start, end, role,
        label=_label(tokens, run, technology, head is not None),
        kind=merged_kind(technology, head, tokens[start:end]) if role is Role.PART else None,
        technology=technology,
        head=head.text if head else "",
        words=words, count=lead.count, plural=plural, determiner=lead.determiner, misspelt=misspelt,
    )  # fmt: skip


def _role(run: Sequence[Segment], heads: Sequence[Segment], names: Sequence[Segment]) -> Role:
    final = run[-1]
    if final.tag is Tag.GROUP:
        return Role.PART if names else Role.GROUP
    if final.tag is Tag.FLOW:
        return Role.PART if names and not heads else Role.FLOW
    if final.tag is Tag.WORD and not names:
        return _unknown_role(final.norm, has_head=bool(heads))
    if names or heads:
        return Role.PART
    return Role.FLOW if any(piece.tag is Tag.FLOW for piece in run) else Role.WEAK


def _unknown_role(word: str, *, has_head: bool) -> Role:
    """The role of a phrase that ends in an unknown word: "upload form", "exchange rates", "service discovery"."""
    if has_head and (word.endswith(("ed", "ing")) or len(word) == 1):
        return Role.PART
    return Role.FLOW if has_head and word.endswith("s") else Role.WEAK


def _main_technology(names: Sequence[Segment]) -> Technology | None:
    """The last name with a kind of its own ("Express" in "Node.js Express server"), else the last one."""
    found = [piece.technology for piece in names if piece.technology]
    return next((item for item in reversed(found) if item.kind), found[-1] if found else None)


def _label(tokens: Sequence[Token], run: Sequence[Segment], technology: Technology | None, has_head: bool) -> str:
    if technology and not has_head:
        at = max(index for index, piece in enumerate(run) if piece.tag is Tag.TECHNOLOGY)
        described = [piece for piece in run[:at] if piece.tag in (Tag.FLOW, Tag.WORD)]
        if not described:
            return display_name(tokens[run[at].start : run[at].end], technology)
        run = run[: at + 1]
    kept = [piece for index, piece in enumerate(run) if index or piece.tag is not Tag.ADJECTIVE]
    return part_label([(tokens[piece.start : piece.end], piece.technology) for piece in kept])


def _with_start(mention: Mention, start: int) -> Mention:
    return replace(mention, start=start)
