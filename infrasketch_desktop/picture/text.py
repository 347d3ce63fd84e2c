"""Text in a box: words wrapped to a width, and an ellipsis where they do not fit."""

from __future__ import annotations

from typing import Protocol

from infrasketch_desktop.picture.shapes import Font

ELLIPSIS = "…"
_LONGEST_RUN = 400
"""No line of a picture holds more characters; longer words are not measured, only cut."""


class TextMeasurer(Protocol):
    """What a backend knows about its fonts."""

    def width(self, text: str, font: Font) -> float:
        """The advance of one line of text in scene units."""


def elide(text: str, font: Font, width: float, measurer: TextMeasurer) -> str:
    """`text` when it is at most `width` wide, else as much of its start as fits before an ellipsis."""
    if len(text) <= _LONGEST_RUN and measurer.width(text, font) <= width:
        return text
    kept = _fitting(text, font, width - measurer.width(ELLIPSIS, font), measurer)
    return text[:kept].rstrip() + ELLIPSIS


def wrap(text: str, font: Font, width: float, lines: int, measurer: TextMeasurer) -> tuple[str, ...]:
    """`text` as at most `lines` lines of at most `width`, the last one with an ellipsis when there was more.

    Line breaks in the text are kept; words wider than a line are cut.
    """
    result: list[str] = []
    for paragraph in text.strip().split("\n"):
        if len(result) == lines:
            result[-1] = _with_ellipsis(result[-1], font, width, measurer)
            break
        rest = paragraph.rstrip()
        while rest and len(result) < lines - 1:
            head, rest = _split(rest, font, width, measurer)
            result.append(head)
        if rest or not paragraph.strip():
            result.append(elide(rest, font, width, measurer))
    return tuple(result)


def _with_ellipsis(line: str, font: Font, width: float, measurer: TextMeasurer) -> str:
    if line.endswith(ELLIPSIS):
        return line
    kept = _fitting(line, font, width - measurer.width(ELLIPSIS, font), measurer)
    return line[:kept].rstrip() + ELLIPSIS


def _split(text: str, font: Font, width: float, measurer: TextMeasurer) -> tuple[str, str]:
    """The words that fit on one line, and the rest."""
    if len(text) <= _LONGEST_RUN and measurer.width(text, font) <= width:
        return text, ""
    fitting = max(1, _fitting(text, font, width, measurer))
    space = text.rfind(" ", 0, fitting + 1)
    cut = space if space > 0 else _inside_word(text, fitting)
    return text[:cut].rstrip(), text[cut:].lstrip()


def _inside_word(text: str, fitting: int) -> int:
    """Where to cut a word of which `fitting` characters fit: after a joint when one is near, else right there."""
    for place in range(fitting, max(fitting // 2, 1), -1):
        if text[place - 1] in "-_/.:" or (text[place - 1].islower() and text[place : place + 1].isupper()):
            return place
    return fitting


def _fitting(text: str, font: Font, width: float, measurer: TextMeasurer) -> int:
    """How many characters from the start of `text` are at most `width` wide."""
    low, high = 0, min(len(text), _LONGEST_RUN)
    while low < high:
        middle = (low + high + 1) // 2
        if measurer.width(text[:middle], font) <= width:
            low = middle
        else:
            high = middle - 1
    return low
