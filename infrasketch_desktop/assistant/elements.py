"""Finds the elements of one list in JSON text that arrives in pieces, each as soon as it is complete.

A library that reads partial JSON (`jiter`) reads the whole text again for every piece and does not tell an element
that is complete from one that is not; this looks at every character once.
"""

from __future__ import annotations

import json
from typing import Any, NoReturn

from infrasketch_desktop.language import tr

MOST_CHARACTERS = 1_000_000
"""Of one input; what comes after is not looked at."""
MOST_DEPTH = 16
"""An operation has three levels; deeper text is no input of ours."""

_CLOSING = {"{": "}", "[": "]"}
_SPACE = " \t\r\n"


class Elements:
    """Reads a JSON object in pieces and gives the elements of its list `name`, wherever the pieces were cut.

    `broken` says why the text is no JSON that is looked at any further, "" while all is well; what was found before
    stands. A list that is given as a text of JSON, as some models do, is not found here.
    """

    def __init__(self, name: str) -> None:
        self.broken = ""
        self._name = name
        self._size = 0
        self._open: list[str] = []
        self._in_text = self._escaped = self._in_list = False
        self._key = ""
        self._token: list[str] = []

    def feed(self, piece: str) -> list[Any]:
        """The elements that are complete with this piece."""
        found: list[Any] = []
        for character in piece:
            if self.broken:
                break
            self._size += 1
            if self._size > MOST_CHARACTERS:
                self.broken = tr(
                    "the input has more than {most_characters:,} characters", most_characters=MOST_CHARACTERS
                )
            elif self._take(character):
                self._finish(found)
        return found

    def _take(self, character: str) -> bool:
        """Whether an element ended with this character."""
        if self._in_text or character == '"':
            self._take_text(character)
        elif character in "{[":
            return self._enter(character)
        elif character in "}]":
            return self._leave(character)
        elif character == "," and self._is_between_elements:
            return True
        elif character == ":" and len(self._open) == 1:
            self._key = "".join(self._token).strip(_SPACE)
            self._token.clear()
        elif character == "," and len(self._open) == 1:
            self._token.clear()
        else:
            self._keep(character)
        return False

    @property
    def _is_between_elements(self) -> bool:
        return self._in_list and len(self._open) == 2  # noqa: PLR2004 - the object and its list

    def _take_text(self, character: str) -> None:
        self._keep(character)
        if not self._in_text:
            self._in_text = True
        elif self._escaped:
            self._escaped = False
        elif character == "\\":
            self._escaped = True
        elif character == '"':
            self._in_text = False

    def _enter(self, bracket: str) -> bool:
        self._open.append(bracket)
        if len(self._open) > MOST_DEPTH:
            self.broken = tr("the input is nested more than {most_depth} deep", most_depth=MOST_DEPTH)
        if len(self._open) == 2 and bracket == "[" and self._key == json.dumps(self._name):  # noqa: PLR2004 - likewise
            self._in_list = True
            self._token.clear()
        elif self._in_list:
            self._keep(bracket)
        return False

    def _leave(self, bracket: str) -> bool:
        if not self._open or _CLOSING[self._open[-1]] != bracket:
            self.broken = tr("the input is no JSON")
            return False
        ends_list = self._is_between_elements
        self._open.pop()
        if ends_list:
            self._in_list = False
            return True
        self._keep(bracket)
        return self._is_between_elements

    def _keep(self, character: str) -> None:
        """Note what belongs to an element, or to a key of the object."""
        if self._in_list or len(self._open) == 1:
            self._token.append(character)

    def _finish(self, found: list[Any]) -> None:
        text = "".join(self._token).strip(_SPACE)
        self._token.clear()
        if text:
            try:
                found.append(parsed(text))
            except ValueError:
                self.broken = tr("the input is no JSON")


def parsed(text: str) -> Any:
    """The value that JSON text stands for.

    Raises:
        ValueError: it is no JSON, or has numbers that JSON does not know.
    """
    return json.loads(text, parse_constant=_refuse)


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")
