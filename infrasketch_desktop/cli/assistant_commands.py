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

_KEY_OF = argument(
    "--source",
    default="own-key",
    metavar="SOURCE",
    help="own-key (Anthropic; the default), or the address of a server of your own",
)

CHAT = Command(
    "chat",
    "Ask an assistant about a diagram; what it proposes is printed, or saved with --apply.",
    """\
  infrasketch chat shop.infrasketch "what fails first?" --source own-key
  infrasketch chat shop.infrasketch "add a cache before the database" --apply --model sonnet --yes
  infrasketch chat shop.infrasketch "split it" --focus api -o split.infrasketch
  infrasketch chat shop.infrasketch "add tests" --dry-run      price, tokens, and exactly what would be sent
  infrasketch chat new.infrasketch "a shop on AWS for a million users" --new --apply
  infrasketch chat shop.infrasketch "add a queue" --source none --apply      the sketcher, without a model
  infrasketch chat shop.infrasketch "add a queue" --source http://127.0.0.1:11434 --model qwen3

Sources: own-key asks Anthropic with the key that `infrasketch assistant set-key` keeps, or with INFRASKETCH_API_KEY;
no variable of another program is read. relay is the service of InfraSketch, paid with credits. An address is a server
of your own that speaks the Messages API. none is the sketcher. Without --source it is what the window was told.

What is said is kept with the sketch on this computer, and the next request goes on from it, here and in the window.
While a window has the sketch open, its conversation is told to the model and stays as it is.

The haiku tier is free with a key of your own, and a server of your own always is. Other answers cost credits: the
price is asked for before anything is sent (exit code 3 without a terminal to answer at; --yes agrees). What fails, and
what is proposed and neither saved nor written with -o, costs nothing. A question that has to be answered first is
printed, and the exit code is 3.""",
    (
        argument("words", nargs="*", metavar="FILE MESSAGE", help="the diagram, then what to say; - reads the message"),
        argument("--model", metavar="NAME", help="haiku, sonnet, opus, or the id of a model"),
        argument("--source", metavar="SOURCE", help="own-key, relay, none, or the address of a server"),
        argument("--apply", action="store_true", help="save what is proposed"),
        argument("--propose", action="store_true", help="only print what is proposed (the default)"),
        argument("-o", "--output", metavar="OUT", type=Path, help="write the changed diagram there; - prints it"),
        argument("--focus", action="append", metavar="ID", help="what the message is about; may be repeated"),
        argument("--new", action="store_true", help="begin FILE as an empty diagram"),
        argument("--fresh", action="store_true", help="begin a new conversation; the one that is kept is forgotten"),
        argument("--no-questions", action="store_true", help="send a vague request without asking back first"),
        argument("--yes", action="store_true", help="pay without being asked, and save also what removes a lot"),
        argument("--dry-run", action="store_true", help="show price, tokens and what would be sent; send nothing"),
        SERVER,
    ),
)

ASSISTANT = Command(
    "assistant",
    "Who answers, and the keys for it; keys lie in the keyring and are never arguments.",
    """\
  infrasketch assistant status
  infrasketch assistant set-key
  infrasketch assistant remove-key""",
    children=(
        Command(
            "status",
            "Say who answers, and whether a key is kept; never the key itself.",
            "  infrasketch assistant status --json",
        ),
        Command(
            "set-key",
            "Keep a key in the system keyring.",
            """\
  infrasketch assistant set-key                     asks for it
  infrasketch assistant set-key < key.txt
  infrasketch assistant set-key --source https://models.example.com

It is shown to the server it was entered for, and to no other. Where no keyring encrypts, it lies in a file that this
account alone can read.""",
            (_KEY_OF,),
        ),
        Command("remove-key", "Forget a key.", "  infrasketch assistant remove-key", (_KEY_OF,)),
    ),
)
