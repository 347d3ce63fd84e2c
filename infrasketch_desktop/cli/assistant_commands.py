"""The commands about assistants: their words, options and examples."""

from __future__ import annotations

import argparse
from pathlib import Path

from infrasketch_desktop.cli.parser import Command, argument
from infrasketch_desktop.cli.wallet_commands import SERVER


def whole_number(text: str) -> int:
    """A whole number from 0 on, as argparse asks for it."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"“{text}” is not a whole number from 0 on")
    return int(text)


MCP = Command(
    "mcp",
    "Let other assistants read and draw sketches, by the Model Context Protocol on standard input and output.",
    """\
  infrasketch mcp shop.infrasketch                  one sketch: read, review, look, propose
  infrasketch mcp --folder ~/designs                every sketch in a folder; imports from it
  infrasketch mcp --folder ~/designs --write        and save new sketches and proposals there
  infrasketch mcp --folder ~/designs --spend 5      and export for 5 credits at most

An assistant's host starts it, for example by {"command": "infrasketch", "args": ["mcp", "--folder", "/home/ada/work"]}.
What an assistant proposes waits for you: open the sketch, and it is offered for review. With neither FILE nor --folder
it is about the sketches that this computer has opened before. No path beyond what is given here can be named; nothing
is executed or fetched; files that are there already are not replaced.""",
    (
        argument("files", nargs="*", metavar="FILE", type=Path, help="sketches to serve"),
        argument("--folder", action="append", metavar="DIR", type=Path, help="serve what is in DIR; may be repeated"),
        argument("--write", action="store_true", help="let it save new sketches, and proposals nobody has open"),
        argument("--spend", metavar="N", type=whole_number, help="let it export, for N credits at most"),
        SERVER,
    ),
)
