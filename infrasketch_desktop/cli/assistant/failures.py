"""What goes wrong with answers, as errors of the command line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from infrasketch_desktop.assistant.errors import AssistantError, Trouble
from infrasketch_desktop.cli.outcome import CommandError

WITHOUT_MODEL = "`--source none` asks the sketcher on this computer instead."
LIST_PACKAGES = "`infrasketch wallet buy` lists the packages."
KEEP_A_KEY = "Keep one with `infrasketch assistant set-key`."
_HELPED_BY_SKETCHER = (Trouble.NO_KEY, Trouble.WRONG_KEY, Trouble.NO_NETWORK, Trouble.OVERLOADED)


@contextmanager
def explained(*, by_sketcher: bool = True) -> Iterator[None]:
    """Expected failures of the block become CommandErrors, as by `failure`."""
    try:
        yield
    except AssistantError as error:
        raise failure(error, by_sketcher=by_sketcher) from error


def failure(error: AssistantError, *, by_sketcher: bool = True) -> CommandError:
    """The error of the command for an answer that did not come; `extra` says which of the known failures it was, and
    what the server added for programs to read. `by_sketcher`: the sketcher could answer instead.
    """
    advice = KEEP_A_KEY if error.trouble is Trouble.NO_KEY else error.advice
    if by_sketcher and error.trouble in _HELPED_BY_SKETCHER:
        advice = f"{advice} {WITHOUT_MODEL}".strip()
    if "packages" in error.details:
        advice = f"{advice} {LIST_PACKAGES}"
    extra = {**error.details, "code": error.trouble.value}
    return CommandError(error.what, kept=error.kept, advice=advice, extra=extra)
