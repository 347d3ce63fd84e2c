"""Cuts the statements of a flowchart into ids, shapes, links and texts; every look ahead is bounded."""

from __future__ import annotations

import re
from dataclasses import dataclass

from infrasketch_desktop.formats.cursor import Cursor
from infrasketch_desktop.formats.mermaid.labels import decode
from infrasketch_desktop.formats.mermaid.shapes import BRACKETS, Bracket

MAX_TEXT = 4_000
"""Characters of one label in a chart, codes included."""

_BLANKS = re.compile(r"[ \t\r]+")
_STATEMENT = re.compile(r"[^\n;]*")
_LINE = re.compile(r"[^\n]*")
_SPACES = re.compile(r"\s*")
_SEPARATORS = re.compile(r"[\s;]+")
_ID = re.compile(r"(?:[\w!#$'*+.`?\\/]|%(?!%)|&(?=\w)|-(?![-.>])|=(?!=))+")
_LINK = re.compile(r"(?P<tail>[xo<]?)(?:--+(?P<a>[-xo>])|==+(?P<b>[=xo>])|-?\.+-(?P<c>[xo>])?|~~~+)")
_OPENING = re.compile(r"(?P<tail>[xo<]?)(?P<line>--|==|-\.)")
_CLOSINGS = {
    "--": re.compile(r"--+([-xo>])"),
    "==": re.compile(r"==+([=xo>])"),
    "-.": re.compile(r"\.+-([xo>])?"),
}
_EDGE_ID = re.compile(r"([^\s\"@;]{1,200})@(?=[^{\"\s])")
_FIELD = re.compile(r"""(\w{1,30})\s{0,20}:\s{0,20}(?:"([^"]*)"|'([^']*)'|([^,\n}]*))""")


@dataclass(frozen=True, slots=True)
class Link:
    """`line` tells it from the others: `-`, `=`, `.` or `~`; `tail` and `head` are its ends: `<`, `>`, `x`, `o`."""

    line: str
    tail: str
    head: str
    label: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    label: str
    bracket: Bracket


class Scanner(Cursor):
    """The parts of statements at a place in a chart."""

    def skip_separators(self) -> None:
        self.take(_SEPARATORS)

    def skip_spaces(self) -> None:
        self.take(_SPACES)

    def skip_blanks(self) -> None:
        self.take(_BLANKS)

    def rest_of_statement(self) -> str:
        """What is left until the end of the line or the next `;`."""
        found = self.take(_STATEMENT)
        return found[0] if found else ""

    def rest_of_line(self) -> str:
        found = self.take(_LINE)
        return found[0] if found else ""

    def through(self, sign: str, limit: int) -> str | None:
        """What is left until `sign`, which is passed over; None when it is not among the next `limit` characters."""
        found = self.text.find(sign, self.at, min(self.end, self.at + limit))
        if found < 0:
            return None
        text = self._until(found)
        self.at += len(sign)
        return text

    def take_id(self) -> str | None:
        found = self.take(_ID)
        return found[0] if found else None

    def take_shape(self) -> Shape | None:
        """A label in brackets."""
        for bracket in BRACKETS:
            if self.sees(bracket.opening):
                start, self.at = self.at, self.at + len(bracket.opening)
                label = self._text(bracket.closings)
                if label is not None:
                    return Shape(label, bracket)
                self.at = start
        return None

    def take_data(self) -> dict[str, str] | None:
        """The fields of `@{ … }`; quotes may hold braces."""
        if not self.sees("@{"):
            return None
        start = self.at + 2
        fields: dict[str, str] = {}
        at = start
        limit = min(self.end, start + MAX_TEXT)
        while at < limit:
            found = _FIELD.match(self.text, at, limit)
            if found:
                quoted, single, bare = found[2], found[3], found[4]
                value = quoted if quoted is not None else single if single is not None else bare.strip()
                fields[found[1]] = decode(value, quoted=quoted is not None)
                at = found.end()
            elif self.text[at] == "}":
                self.at = at + 1
                return fields
            else:
                at += 1
        return None

    def take_link(self) -> Link | None:
        """An arrow with its label, in whichever of the two places it stands."""
        self.skip_blanks()
        start = self.at
        named = self.take(_EDGE_ID)
        link = self._whole_link() or self._split_link()
        if link is None:
            self.at = start
            return None
        label = self._piped() or link.label
        return Link(link.line, link.tail, link.head, label, named[1] if named else "")

    def _whole_link(self) -> Link | None:
        found = self.take(_LINK)
        if found is None:
            return None
        head = found["a"] or found["b"] or found["c"] or ""
        line = next(sign for sign in "~=.-" if sign in found[0])
        return Link(line, found["tail"], head if head in "xo>" else "")

    def _split_link(self) -> Link | None:
        """`A -- text --> B`."""
        found = self.take(_OPENING)
        if found is None:
            return None
        line_end = self.text.find("\n", self.at, self.at + MAX_TEXT)
        limit = line_end if line_end >= 0 else min(self.end, self.at + MAX_TEXT)
        closing = _CLOSINGS[found["line"]].search(self.text, self.at, limit)
        if closing is None:
            return None
        text = self.text[self.at : closing.start()]
        self.at = closing.end()
        head = closing[1] or ""
        return Link(found["line"][-1], found["tail"], head if head in "xo>" else "", _unquoted(text))

    def _piped(self) -> str:
        start = self.at
        self.skip_blanks()
        if self.take_sign("|"):
            label = self._text(("|",))
            if label is not None:
                return label
        self.at = start
        return ""

    def _text(self, closings: tuple[str, ...]) -> str | None:
        """A label until the nearest of `closings`; inside double quotes they count for nothing."""
        blank = _SPACES.match(self.text, self.at, self.end)
        after = blank.end() if blank else self.at
        if self.text.startswith('"', after):
            close = self.text.find('"', after + 1, min(self.end, after + MAX_TEXT))
            if close >= 0:
                start, self.at = self.at, close + 1
                self.skip_spaces()
                if any(self.take_sign(closing) for closing in closings):
                    return decode(self.text[after + 1 : close], quoted=True)
                self.at = start
        limit = min(self.end, self.at + MAX_TEXT)
        places = [(place, sign) for sign in closings if (place := self.text.find(sign, self.at, limit)) >= 0]
        if not places:
            return None
        place, sign = min(places)
        text = self.text[self.at : place]
        self.at = place + len(sign)
        return decode(text, quoted=False)

    def _until(self, place: int) -> str:
        text = self.text[self.at : place]
        self.at = place
        return text


def _unquoted(text: str) -> str:
    bare = text.strip()
    quoted = len(bare) > 1 and bare[0] == bare[-1] == '"'
    return decode(bare[1:-1] if quoted else bare, quoted=quoted)
