"""The commands: their words, options and examples."""

from __future__ import annotations

from pathlib import Path

from infrasketch_desktop.cli.assistant_commands import ASSISTANT, CHAT, MCP
from infrasketch_desktop.cli.code_commands import CODEGEN, CODEGEN_FILL
from infrasketch_desktop.cli.comparing_commands import DIFF, MERGE
from infrasketch_desktop.cli.exchange_commands import CONVERT, DIRECTIONS, DOC, EXPORT, FMT, IMPORT
from infrasketch_desktop.cli.parser import Argument, Command, argument
from infrasketch_desktop.cli.wallet_commands import WALLET

_DIRECTION = argument("--direction", choices=DIRECTIONS, help="which way the diagram reads")
_BATCH = argument("--batch", metavar="FILE.jsonl", help="work through JSON lines and print one JSON row for each")
_FORCE = argument("--force", action="store_true", help="replace a different diagram that OUT already holds")


def _output(text: str) -> Argument:
    return argument("-o", "--output", metavar="OUT", type=Path, help=text)


SKETCH = Command(
    "sketch",
    "Turn a description in English (or arrows, or Mermaid text) into a laid-out diagram.",
    """\
  infrasketch sketch "A web app behind a load balancer, with PostgreSQL and a Redis cache" -o shop.infrasketch
  infrasketch sketch "users -> nginx -> two Flask apps -> MySQL" --direction right --json
  cat notes.txt | infrasketch sketch - -o notes.infrasketch
  infrasketch sketch "api -> db" -o -               print the diagram instead of saving it
  infrasketch sketch --batch descriptions.jsonl     one row per line: {"id": …, "text": …}

A different diagram that OUT already holds is kept; --force replaces it.""",
    (
        argument("words", nargs="*", metavar="TEXT", help="the description; - reads it from standard input"),
        _output("the .infrasketch file to write; - prints it; without it only the summary is printed"),
        _DIRECTION,
        _FORCE,
        _BATCH,
    ),
)

EDIT = Command(
    "edit",
    "Change a diagram by a command in English; what is already placed does not move.",
    """\
  infrasketch edit shop.infrasketch "put a CDN in front of the web app"
  infrasketch edit shop.infrasketch "rename Redis to Session cache" -o renamed.infrasketch
  infrasketch edit shop.infrasketch "remove the worker" --json
  infrasketch edit --batch edits.jsonl              one row per line: {"id": …, "command": …, "before": …}

A command that could mean two things changes nothing, asks, and ends with exit code 3.""",
    (
        argument("words", nargs="*", metavar="FILE COMMAND", help="the diagram, then what to change"),
        _output("where to save the result; without it FILE itself is saved"),
        _BATCH,
    ),
)

LAYOUT = Command(
    "layout",
    "Arrange a diagram anew; nodes placed by hand stay where they are.",
    """\
  infrasketch layout shop.infrasketch
  infrasketch layout shop.infrasketch --direction right -o wide.infrasketch
  infrasketch layout shop.infrasketch --scope group:backend --json
  infrasketch layout --serve-bench --serve          answer the layout bench, one JSON line per line""",
    (
        argument("file", nargs="?", metavar="FILE", help="the diagram"),
        _output("where to save the result; without it FILE itself is saved"),
        _DIRECTION,
        argument("--scope", default="all", metavar="all|group:ID", help="what to arrange (all, when not given)"),
        argument("--serve-bench", action="store_true", help="read graphs of the layout bench from standard input"),
        argument("--serve", action="store_true", help="with --serve-bench: go on until the input ends"),
    ),
)

OPEN = Command(
    "open",
    "Open the window, with the given diagrams or with the home page.",
    """\
  infrasketch open
  infrasketch open shop.infrasketch chat.infrasketch
  infrasketch shop.infrasketch                      the same as open shop.infrasketch
  infrasketch --new-window                          one more window of the program that is open

A program that is open already, with the same profile, takes over what is asked for; without FILE its window comes to
the front. Links of the scheme infrasketch: are understood as browsers pass them.""",
    (
        argument("files", nargs="*", metavar="FILE", help="diagrams to open, as paths or as file: addresses"),
        argument("--new-window", action="store_true", help="open one more window with the home page"),
    ),
)

VALIDATE = Command(
    "validate",
    "Check a diagram file and list what is in it; exit code 1 when it is not valid.",
    """\
  infrasketch validate shop.infrasketch
  infrasketch validate shop.infrasketch --json""",
    (argument("file", metavar="FILE", help="the diagram; - reads it from standard input"),),
)

REVIEW = Command(
    "review",
    "Say what an experienced reviewer would ask of a diagram; by rules, without a network.",
    """\
  infrasketch review shop.infrasketch
  infrasketch review shop.infrasketch --fail-on medium      exit code 1 from medium findings on, for CI
  infrasketch review shop.infrasketch --fix 2               carry out the fix of the second finding
  infrasketch review shop.infrasketch --json""",
    (
        argument("file", metavar="FILE", help="the diagram; - reads it from standard input"),
        argument(
            "--fail-on",
            choices=("high", "medium", "low", "never"),
            default="high",
            help="the severity from which on the exit code is 1 (high)",
        ),
        argument("--fix", metavar="N", type=int, help="carry out the fix of finding N and save"),
        _output("where --fix saves the result; without it FILE itself is saved"),
    ),
)

TEMPLATES = Command(
    "templates",
    "List the templates that come with the program, or copy one.",
    """\
  infrasketch templates
  infrasketch templates list --json
  infrasketch templates url-shortener -o links.infrasketch""",
    (
        argument("name", nargs="?", default="list", metavar="list|NAME", help="what to do; list is the default"),
        _output("where to save the copy; - prints it"),
        _FORCE,
    ),
)

COMMANDS = (
    SKETCH,
    EDIT,
    CHAT,
    LAYOUT,
    IMPORT,
    EXPORT,
    CONVERT,
    CODEGEN,
    CODEGEN_FILL,
    DOC,
    REVIEW,
    VALIDATE,
    FMT,
    DIFF,
    MERGE,
    TEMPLATES,
    OPEN,
    MCP,
    ASSISTANT,
    WALLET,
)
