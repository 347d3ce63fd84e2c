"""Asks for a password where nobody looks on; it is never an argument, which other people of the machine could read."""

from __future__ import annotations

import getpass

from infrasketch_desktop.cli.console import Console
from infrasketch_desktop.cli.outcome import CommandError, ExitCode

LONGEST_PASSWORD = 1024


def ask_password(console: Console, *, twice: bool = False) -> str:
    """The password typed at the terminal (`twice` where it is new), or the first line of standard input.

    Raises:
        CommandError: there is none, or the two differ.
    """
    if not console.source.isatty():
        return _given(console.source.readline(LONGEST_PASSWORD + 1).rstrip("\r\n"))
    password = _given(getpass.getpass("Password: ", console.err))
    if twice and getpass.getpass("Once more: ", console.err) != password:
        raise CommandError("The two passwords differ.", kept="Nothing was sent.", advice="Try again.")
    return password


def _given(password: str) -> str:
    if not 0 < len(password) <= LONGEST_PASSWORD:
        raise CommandError(
            "A password is needed.",
            kept="Nothing was sent.",
            advice="Type it at the terminal, or give it as the first line of standard input.",
            code=ExitCode.USAGE,
        )
    return password
