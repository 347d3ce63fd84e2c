"""Which way paragraphs run, and where the parts of their lines stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby, pairwise

from infrasketch_desktop.design_doc.pdf.lines import Line, Stretch
from infrasketch_desktop.design_doc.pdf.spans import Span, plain_text
from infrasketch_desktop.picture.pdf.direction import MARKS, embedding_levels, first_strong, visual_order

RIGHT_TO_LEFT_MARK = "\u200f"
_FIRST_RTL = "\u0590"


def begins_at_right(text: str, *, otherwise: bool) -> bool:
    """Whether a paragraph does, by its first letter; `otherwise` is for one without letters."""
    found = first_strong(text)
    return found == "R" if found else otherwise


def levelled(spans: Sequence[Span], *, is_rtl: bool) -> tuple[Span, ...]:
    """The spans of a paragraph, each of one level; marks of direction have done their work and are left out."""
    text = plain_text(spans)
    if not is_rtl and (not text or max(text) < _FIRST_RTL):
        return tuple(spans)
    levels = embedding_levels(text, int(is_rtl))
    starts = accumulate((len(span.text) for span in spans), initial=0)
    return tuple(
        part
        for span, (start, end) in zip(spans, pairwise(starts), strict=True)
        for part in _parts(span, levels[start:end])
    )


def placed(line: Line) -> Iterator[tuple[Stretch, float]]:
    """The parts of a line in the order of reading, each with how far from the left end of the line it stands."""
    lefts = [0.0] * len(line)
    at = 0.0
    for place in visual_order([stretch.level for stretch in line]):
        lefts[place] = at
        at += line[place].width
    return zip(line, lefts, strict=True)


def _parts(span: Span, levels: Sequence[int]) -> Iterator[Span]:
    start = 0
    for level, same in groupby(levels):
        end = start + len(list(same))
        text = MARKS.sub("", span.text[start:end])
        if text:
            yield Span(text, span.manner, span.target, level)
        start = end
