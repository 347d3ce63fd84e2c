"""Replaces `${NAME:-default}` as Compose does, with the variables of the `.env` file among the sources."""

from __future__ import annotations

import re
from collections.abc import Mapping

MAX_ROUNDS = 8
MAX_LENGTH = 64 * 1024
_VARIABLE = re.compile(
    r"\$(?:(?P<escaped>\$)|(?P<bare>[A-Za-z_]\w*)"
    r"|\{(?P<name>[A-Za-z_]\w*)(?:(?P<operator>:?[-+?])(?P<word>[^${}]*))?\})"
)
_LINE = re.compile(r"\s*(?:export\s+)?([A-Za-z_][\w.-]*)\s*=\s*(.*?)\s*")


def interpolated(text: str, variables: Mapping[str, str]) -> str:
    """`text` with its variables replaced, inner ones first; those that are not known are empty."""
    for _ in range(MAX_ROUNDS):
        if "$" not in text:
            break
        replaced = _VARIABLE.sub(lambda found: _value(found, variables), text)[:MAX_LENGTH]
        if replaced == text:
            break
        text = replaced
    return text.replace(_DOLLAR, "$")


def variables_in(text: str) -> dict[str, str]:
    """The variables of a `.env` file or `env_file`: `NAME=value` lines; quotes around a value are not part of it."""
    found = {}
    for line in text.splitlines():
        setting = _LINE.fullmatch(line)
        if setting and not line.lstrip().startswith("#"):
            name, value = setting[1], setting[2]
            quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
            found[name] = value[1:-1] if quoted else value.partition(" #")[0].rstrip()
    return found


_DOLLAR = "\0"  # no decoded source holds it; keeps `$$` from being read again


def _value(found: re.Match[str], variables: Mapping[str, str]) -> str:
    if found["escaped"]:
        return _DOLLAR
    value = variables.get(found["bare"] or found["name"], "")
    operator, word = found["operator"] or "", found["word"] or ""
    if operator.endswith("-"):
        return value or word
    if operator.endswith("+"):
        return word if value else ""
    return value
