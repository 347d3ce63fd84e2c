"""Tracebacks as a report tells them: where in the program, with the words of nobody."""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator
from pathlib import PurePath

from infrasketch_desktop.ui.crash.masking import Masks, all_without_secrets, without_names

_PACKAGE = "infrasketch_desktop"
_FOREIGN = ("site-packages", "dist-packages")
_FRAME = re.compile(r'^(\s*)File "([^"]+)", line (\d+|\?+) in (.*)$')
_MOST_FRAMES = 40
"""Of each traceback, the innermost: a recursion has thousands."""
_MOST_LINKS = 8
"""Of a chain of exceptions."""


def told(error: BaseException, masks: Masks) -> str:
    """The exception with what led to it, the last first, each with its frames; messages are masked."""
    return "\n".join(_lines(error, masks))


def signature(error: BaseException) -> str:
    """The same for the same mistake: the kind of the exception and where it came from."""
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    return " ".join([type(error).__qualname__, *(f"{short_path(one.filename)}:{one.lineno}" for one in frames)])


def retold(fault: str, masks: Masks) -> str:
    """What `faulthandler` wrote of a run that was ended, with short paths."""
    lines = []
    for line in fault.splitlines():
        found = _FRAME.match(line)
        if found:
            lines.append(f"{found[1]}{short_path(found[2])}:{found[3]} in {without_names(found[4], masks)}")
        else:
            lines.append(without_names(line, masks))
    return "\n".join(lines)


def short_path(path: str) -> str:
    """From the name of its package on, which says nothing of this computer; in a bundle paths begin there already."""
    plain = path.replace("\\", "/")
    parts = PurePath(plain).parts
    for index in range(len(parts) - 1, -1, -1):
        if parts[index] == _PACKAGE:
            return "/".join(parts[index + 1 :]) if index + 1 < len(parts) else _PACKAGE
        if parts[index] in _FOREIGN:
            return "/".join(parts[index + 1 :])
    is_whole = plain.startswith("/") or ":" in plain
    return parts[-1] if is_whole else plain


def _lines(error: BaseException, masks: Masks) -> Iterator[str]:
    links = list(_links(error))
    messages = all_without_secrets((_message(link) for link in links), masks)
    for number, (link, message) in enumerate(zip(links, messages, strict=True)):
        if number:
            yield "came after"
        yield f"{type(link).__module__}.{type(link).__qualname__}: {message}".rstrip(": ")
        frames = traceback.extract_tb(link.__traceback__)
        if len(frames) > _MOST_FRAMES:
            yield f"  … {len(frames) - _MOST_FRAMES} more"
        for frame in frames[-_MOST_FRAMES:]:
            yield f"  {short_path(frame.filename)}:{frame.lineno} in {frame.name}"
            if frame.line:
                yield f"    {without_names(frame.line, masks)}"


def _links(error: BaseException) -> Iterator[BaseException]:
    """The exception and what led to it, as far as it is told."""
    link: BaseException | None = error
    for _ in range(_MOST_LINKS):
        if link is None:
            return
        yield link
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)


def _message(error: BaseException) -> str:
    """An exception whose message raises is one more mistake, not the end of the report."""
    try:
        return str(error)
    except Exception:  # noqa: BLE001 - see above
        return ""
