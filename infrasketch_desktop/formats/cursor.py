"""A place in a text that is read from left to right; what the readers of text formats share."""

from __future__ import annotations

import re


class Cursor:
    """What is taken moves the place on; what is not there gives None or False and leaves it."""

    def __init__(self, text: str, start: int = 0, end: int | None = None, line: int = 1) -> None:
        """`line` is the number of the line that `start` lies in; nothing is read from `end` on."""
        self.text = text
        self.at = start
        self.end = len(text) if end is None else end
        self._line = line
        self._counted = start

    @property
    def line(self) -> int:
        """The number of the line of this place; each is counted once, however often it is asked for."""
        self._line += self.text.count("\n", self._counted, self.at)
        self._counted = max(self._counted, self.at)
        return self._line

    @property
    def done(self) -> bool:
        return self.at >= self.end

    def sees(self, sign: str) -> bool:
        return self.text.startswith(sign, self.at)

    def take_sign(self, sign: str) -> bool:
        if not self.sees(sign):
            return False
        self.at += len(sign)
        return True

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.match(self.text, self.at, self.end)
        if found:
            self.at = found.end()
        return found
