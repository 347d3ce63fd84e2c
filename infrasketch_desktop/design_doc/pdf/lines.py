"""Breaks spans into lines of a width: at spaces and joints, between ideographs, and within words that are too long."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from infrasketch_desktop.design_doc.pdf.spans import Span
from infrasketch_desktop.design_doc.pdf.typefaces import Manner, Typefaces

_IDEOGRAPHS = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
_JOINTS = re.compile(rf"(?<=[{_IDEOGRAPHS}])|(?=[{_IDEOGRAPHS}])|(?<=[-/_.,:;=&?])(?=[^\d\W])")
_JOINTS_FROM = 18
"""Shorter words are not broken at their joints: `checkout-api` stays whole."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a line in one manner and direction; `width` in points, `level` as that of its span."""

    text: str
    manner: Manner
    target: str
    width: float
    level: int = 0


Line = tuple[Stretch, ...]


def widest_word(spans: Sequence[Span], faces: Typefaces, size: float) -> float:
    """The width below which words would have to be cut."""
    words = (atom for span in spans for atom in _atoms(span))
    return max((faces.width(a.text, a.manner, size) for a in words if not a.text.isspace()), default=0.0)


def whole_width(spans: Sequence[Span], faces: Typefaces, size: float) -> float:
    """The width on one line, or of the widest of its lines when there are breaks."""
    lines = break_lines(spans, faces, size, float("inf"))
    return max((sum(stretch.width for stretch in line) for line in lines), default=0.0)


def break_lines(spans: Sequence[Span], faces: Typefaces, size: float, width: float) -> tuple[Line, ...]:
    """`spans` as lines of at most `width` points."""
    breaker = _Breaker(faces, size, width)
    for word in _words(spans):
        breaker.add(word)
    return tuple(_joined(line, faces, size) for line in breaker.lines)


class _Breaker:
    """Puts one piece after the other on the last line, or on a new one."""

    def __init__(self, faces: Typefaces, size: float, width: float) -> None:
        self.lines: list[list[Span]] = [[]]
        self._faces = faces
        self._size = size
        self._width = width
        self._room = width

    def add(self, word: Sequence[Span]) -> None:
        """One atom, or several that have to stay together."""
        first = word[0]
        if first.text == "\n":
            self._begin_line()
            return
        advances = [self._faces.width(atom.text, atom.manner, self._size) for atom in word]
        if first.text.isspace():
            if self.lines[-1] or first.manner.code:
                self._put(first, advances[0])
            return
        whole = sum(advances)
        if whole > self._room and self.lines[-1] and whole <= self._width:
            self._begin_line()
        for atom, advance in zip(word, advances, strict=True):
            if advance <= self._room:
                self._put(atom, advance)
            else:
                self._add_in_pieces(atom)

    def _add_in_pieces(self, atom: Span) -> None:
        for piece, advance in _cut(atom, self._faces, self._size, self._width, self._room):
            if advance > self._room and self.lines[-1]:
                self._begin_line()
            self._put(piece, advance)

    def _begin_line(self) -> None:
        self.lines.append([])
        self._room = self._width

    def _put(self, atom: Span, advance: float) -> None:
        self.lines[-1].append(atom)
        self._room -= advance


def _words(spans: Sequence[Span]) -> Iterator[list[Span]]:
    """The atoms, with what begins a span close to the word before it: a comma stays with the link it follows."""
    word: list[Span] = []
    for span in spans:
        for number, atom in enumerate(_atoms(span)):
            joins = number == 0 and word and not atom.text.isspace() and not word[-1].text.isspace()
            if word and not joins:
                yield word
                word = []
            word.append(atom)
    if word:
        yield word


def _atoms(span: Span) -> Iterator[Span]:
    """The pieces between which a line may be broken."""
    for word in re.findall(r"\n|[^\S\n]+|\S+", span.text):
        is_whole = word.isspace() or (word.isascii() and len(word) < _JOINTS_FROM)
        for part in (word,) if is_whole else _JOINTS.split(word):
            yield Span(part, span.manner, span.target, span.level)


def _cut(atom: Span, faces: Typefaces, size: float, width: float, room: float) -> Iterator[tuple[Span, float]]:
    """A word that is wider than a line, in pieces that fit; the first one into the `room` that is left."""
    rest, free = atom.text, room
    while rest:
        count = _fitting(rest, atom.manner, faces, free / faces.size(atom.manner, size))
        if count == 0:
            count = 1 if free >= width else 0
        if count:
            piece = rest[:count]
            yield Span(piece, atom.manner, atom.target, atom.level), faces.width(piece, atom.manner, size)
            rest = rest[count:]
        free = width


def _fitting(text: str, manner: Manner, faces: Typefaces, width: float) -> int:
    """How many characters fit, by bisection over at most as many as a line can hold."""
    low, high = 0, min(len(text), 400)
    while low < high:
        middle = (low + high + 1) // 2
        if faces.line(text[:middle], manner).width <= width:
            low = middle
        else:
            high = middle - 1
    return low


def _joined(line: list[Span], faces: Typefaces, size: float) -> Line:
    """Neighbours of one manner and target as one stretch, without the spaces at the end."""
    while line and line[-1].text.isspace():
        line.pop()
    stretches = []
    for (manner, target, level), group in groupby(line, key=lambda span: (span.manner, span.target, span.level)):
        text = "".join(span.text for span in group)
        stretches.append(Stretch(text, manner, target, faces.width(text, manner, size), level))
    return tuple(stretches)
