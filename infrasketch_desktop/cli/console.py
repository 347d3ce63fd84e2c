"""Standard input, output and error of a command, in words or as JSON."""

from __future__ import annotations

import io
import json
import os
import re
import sys
from dataclasses import dataclass
from typing import TextIO

from infrasketch_desktop.cli.outcome import CommandError, ExitCode

MAX_INPUT = 16_000_000
"""Characters read from standard input at most; no honest description or batch comes near."""

_COMMANDS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What a terminal obeys instead of showing it: controls but tab and newline, and marks that reorder what is read."""


@dataclass(frozen=True, slots=True)
class Console:
    """The three streams and the form in which results leave: `as_json` asks for one JSON value on `out`."""

    source: TextIO
    out: TextIO
    err: TextIO
    as_json: bool = False

    def say(self, text: str) -> None:
        """Print a line for people, at once: some commands go on for long. In JSON mode the result says it all."""
        if not self.as_json:
            print(harmless(text), file=self.out, flush=True)

    def result(self, value: object) -> None:
        """Print the one JSON value of a command that was called with --json; in words mode nothing."""
        if self.as_json:
            self.row(value, indent=2)

    def row(self, value: object, indent: int | None = None) -> None:
        print(harmless(json.dumps(value, ensure_ascii=False, indent=indent)), file=self.out)

    def write_bytes(self, content: bytes) -> None:
        """Write a picture to standard output as it is."""
        self.out.flush()
        self.out.buffer.write(content)

    def warn(self, text: str) -> None:
        print(harmless(f"infrasketch: {text}"), file=self.err)

    def fail(self, error: CommandError) -> None:
        if self.as_json:
            print(harmless(json.dumps(error.as_json(), ensure_ascii=False)), file=self.err)
        else:
            self.warn(str(error))

    def read(self) -> str:
        """Everything on standard input.

        Raises:
            CommandError: it is not text, or longer than `MAX_INPUT`.
        """
        try:
            text = self.source.read(MAX_INPUT + 1)
        except UnicodeDecodeError as error:
            raise CommandError("Standard input is not UTF-8 text.", code=ExitCode.USAGE) from error
        if len(text) > MAX_INPUT:
            raise CommandError(f"Standard input is longer than {MAX_INPUT:,} characters.", code=ExitCode.USAGE)
        return text


def harmless(text: str) -> str:
    """`text` with all that would command the terminal written as escapes; those of JSON, so that JSON stays the same.

    Labels and the names of files are other people's.
    """
    return _COMMANDS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def system_console(*, as_json: bool) -> Console:
    """The console of this process. A character that the terminal cannot show is written as an escape."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    return Console(sys.stdin, sys.stdout, sys.stderr, as_json)


def drop_output() -> None:
    """Let the interpreter close quietly after the reader of our output has gone away."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
