"""Marked regions of generated code: places for business logic, found by their marks and replaced one by one.

A region begins on a line `# region: <name>` and ends on a line `# endregion: <name>`, with the comment sign of the
language. What stands between may be replaced; everything else stays byte for byte.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO

from infrasketch_desktop.codegen.errors import CodegenError
from infrasketch_desktop.language import tr

MOST_CHARACTERS = 256 * 1024
"""Of a text that is searched; a generated file with regions has some thousands."""
MOST_REGIONS = 64
MOST_NAME = 100
MOST_CODE = 20_000
"""Characters that go into one region: some hundred lines; what is longer belongs into a module of its own."""

_MARK = re.compile(r"([ \t]*)(?:#|//)[ \t]*(end)?region:(.*)", re.DOTALL)
_LIKE_A_MARK = re.compile(r"(?:#|//)\s*(?:end)?region\b", re.IGNORECASE)
"""Also what editors fold by, such as `#region`: no code may hold what anybody takes for a mark."""
_LEADING = re.compile(r"^[ \t]+", re.MULTILINE)


class RegionError(CodegenError):
    """The marks of a text do not fit together, or code cannot stand in a region."""


@dataclass(frozen=True, slots=True)
class Region:
    """`inside` are the whole lines between the marks, with their line ends; `start` and `end` are its offsets.

    `indent` is what the opening mark is indented by. `line` is the number of the first line inside, from 1.
    """

    name: str
    inside: str
    indent: str
    start: int
    end: int
    line: int


@dataclass(frozen=True, slots=True)
class _Mark:
    """A line with a mark: which, its number from 1, and the offsets where it begins and ends."""

    name: str
    indent: str
    is_end: bool
    line: int
    start: int
    end: int


def regions_in(text: str) -> tuple[Region, ...]:
    """The regions of a text, in order.

    Raises:
        RegionError: a mark stands alone, regions overlap, two have the same name, or there is too much of anything.
    """
    if len(text) > MOST_CHARACTERS:
        raise RegionError(
            tr("The file has more than {most_characters:,} characters.", most_characters=MOST_CHARACTERS),
            advice=tr("Split it."),
        )
    marks = tuple(_marks(text))
    if len(marks) > 2 * MOST_REGIONS:
        raise RegionError(
            tr("The file has more than {most_regions} regions.", most_regions=MOST_REGIONS), advice=tr("Split it.")
        )
    found = tuple(_paired(text, marks))
    names = [region.name for region in found]
    twice = next((name for number, name in enumerate(names) if name in names[:number]), "")
    if twice:
        raise RegionError(tr("Two regions are called “{twice}”.", twice=twice), advice=tr("Rename one of them."))
    return found


def is_fillable(path: str) -> bool:
    """Whether code that a model writes for a file can be judged before it is kept: in Python alone."""
    return path.endswith(".py")


def with_inside(text: str, name: str, code: str) -> str:
    """The text with other code in one region, indented as its marks are; all else byte for byte as it was.

    Raises:
        RegionError: there is no such region, or the code cannot stand in one (see `refuse_marks`).
    """
    refuse_marks(code)
    region = next((one for one in regions_in(text) if one.name == name), None)
    if region is None:
        raise RegionError(
            tr("There is no region “{name}”.", name=name[:MOST_NAME]), advice=tr("See which regions the file has.")
        )
    line_end = "\r\n" if text[: region.start].endswith("\r\n") else "\n"
    return text[: region.start] + indented(code, region.indent).replace("\n", line_end) + text[region.end :]


def refuse_marks(code: str) -> None:
    """Raises RegionError for what can stand in no region: too long, with marks, or with characters nobody sees."""
    if len(code) > MOST_CODE:
        raise RegionError(tr("The code has more than {most_code:,} characters.", most_code=MOST_CODE))
    if _LIKE_A_MARK.search(code):
        raise RegionError(tr("The code holds marks of regions."))
    unseen = next((char for char in code if not char.isprintable() and char not in "\n\r\t"), "")
    if unseen:
        raise RegionError(tr("The code holds the character U+{unseen:04X}, which nobody sees.", unseen=ord(unseen)))


def indented(code: str, indent: str) -> str:
    """Whole lines of code, indented by `indent` at least, with `LF` as line ends; blank ones at its ends are left out.

    Texts of several lines would change with their indentation: they have no place in a region.
    """
    plain = code.replace("\r\n", "\n").replace("\r", "\n")
    spaced = _LEADING.sub(lambda found: found[0].expandtabs(4), plain)
    lines = [line.rstrip() for line in textwrap.dedent(spaced).split("\n")]
    while lines and not lines[0]:
        del lines[0]
    while lines and not lines[-1]:
        del lines[-1]
    return "".join(f"{indent}{line}\n" if line else "\n" for line in lines)


def _marks(text: str) -> Iterator[_Mark]:
    end = 0
    for number, line in enumerate(StringIO(text, newline="\n"), start=1):
        start, end = end, end + len(line)
        found = _MARK.match(line)
        if found is not None:
            name = found[3].strip()
            if not 0 < len(name) <= MOST_NAME:
                raise RegionError(
                    tr("The mark in line {number} names no region.", number=number), advice=tr("Give it a short name.")
                )
            yield _Mark(name, found[1], found[2] is not None, number, start, end)


def _paired(text: str, marks: Sequence[_Mark]) -> Iterator[Region]:
    begun: _Mark | None = None
    for mark in marks:
        if not mark.is_end:
            if begun is not None:
                raise _lonely(begun)
            begun = mark
        elif begun is None or begun.name != mark.name:
            raise _lonely(begun or mark)
        else:
            yield Region(mark.name, text[begun.end : mark.start], begun.indent, begun.end, mark.start, begun.line + 1)
            begun = None
    if begun is not None:
        raise _lonely(begun)


def _lonely(mark: _Mark) -> RegionError:
    lacking = (
        tr(
            "The region “{name}” that ends in line {line} lacks its other mark, or another begins inside it.",
            name=mark.name,
            line=mark.line,
        )
        if mark.is_end
        else tr(
            "The region “{name}” that begins in line {line} lacks its other mark, or another begins inside it.",
            name=mark.name,
            line=mark.line,
        )
    )
    return RegionError(
        lacking,
        advice=tr("Put the marks right: regions stand one after the other."),
    )
