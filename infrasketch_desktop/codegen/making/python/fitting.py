"""Lays a call or definition out as `ruff format` does, by the length that the names in it happen to have."""

from __future__ import annotations

WIDTH = 120
"""Columns of a line in all generated Python."""


def fit(text: str) -> str:
    """A call or definition, given with one argument per line: on one line if it fits, else as few as ruff takes.

    The first line ends with the opening bracket, the last begins with the closing one. What stands between must hold
    no comment and no bracket that ruff would break.
    """
    head, *lines, tail = text.rstrip("\n").split("\n")
    indent = head[: len(head) - len(head.lstrip())]
    arguments = [line.strip().removesuffix(",") for line in lines if line.strip()]
    joined = ", ".join(arguments)
    one = f"{head}{joined}{tail.strip()}"
    if len(one) <= WIDTH:
        return f"{one}\n"
    inner = f"{indent}    "
    is_lone_parameter = len(arguments) == 1 and head.startswith("def ", len(indent))  # ruff gives it its comma
    is_hugged = len(inner + joined) <= WIDTH and not is_lone_parameter
    body = [inner + joined] if is_hugged else [f"{inner}{argument}," for argument in arguments]
    return "\n".join((head, *body, indent + tail.strip())) + "\n"
