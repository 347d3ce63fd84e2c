"""The commands that take diagrams elsewhere and bring them in: their words, options and examples."""

from __future__ import annotations

import argparse
import math
from pathlib import Path

from infrasketch_desktop.cli.parser import Argument, Command, argument
from infrasketch_desktop.cli.wallet_commands import SERVER

MAX_SCALE = 4
DIRECTIONS = ("down", "right")


def scale(text: str) -> float:
    """A scale from 1 to 4, as argparse asks for it."""
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 1 <= value <= MAX_SCALE:
        raise argparse.ArgumentTypeError(f"“{text}” is not a number from 1 to 4")
    return value


def _output(text: str) -> Argument:
    return argument("-o", "--output", metavar="OUT", type=Path, help=text)


_LOOK = (
    argument(
        "--theme", default="light", metavar="NAME", help="pictures: light, dark, high-contrast or high-contrast-dark"
    ),
    argument("--scale", type=scale, default=2.0, metavar="1..4", help="PNG: pixels per unit of the diagram (2)"),
    argument("--transparent", action="store_true", help="pictures: leave the background out"),
    argument(
        "--fonts",
        choices=("embedded", "named"),
        default="embedded",
        help="SVG: carry the glyphs in the file (the default), or only name the faces",
    ),
    argument("--paper", choices=("a4", "letter"), default="a4", help="PDF: the size of the pages"),
    argument("--language", default="", metavar="CODE", help="PDF, Markdown: en (the default), de, ar; names stay"),
    argument("--zip", action="store_true", help="Markdown: one zip file instead of a folder"),
)
PAYING = (
    argument("--yes", action="store_true", help="pay without being asked"),
    argument("--dry-run", action="store_true", help="say the price and what is left, and stop"),
    SERVER,
)
_FORMAT = argument("--format", metavar="NAME", help="what the files are, where that cannot be told from them")
_DIRECTION = argument("--direction", choices=DIRECTIONS, help="which way a new diagram reads")
_FORCE = argument("--force", action="store_true", help="replace a different diagram that OUT already holds")

EXPORT = Command(
    "export",
    "Turn diagrams into pictures, documents and files of other tools, also without a network.",
    """\
  infrasketch export shop.infrasketch --to png
  infrasketch export shop.infrasketch --to pdf,md,svg -o handover --yes      one payment for all three
  infrasketch export *.infrasketch --to png -o pictures --transparent --theme dark --yes
  infrasketch export shop.infrasketch --to svg --only api,db                 two components and what joins them
  infrasketch export shop.infrasketch --to pdf --language de                 the design document in German
  infrasketch export shop.infrasketch --to json -o -                         what is free may go to standard output
  infrasketch export shop.infrasketch --to pdf,md --dry-run                  what it would cost

Forms: png, svg; pdf and md (the design document; together they cost less); mermaid, drawio, d2, structurizr, notion;
json, csv, text. Prices come from the wallet of this computer; JSON, CSV and text are free. The price is asked for
before anything is spent; without a terminal to answer at, --yes is needed (exit code 3). Files that are there already
are replaced; a folder only when it holds nothing else. What is not delivered costs nothing. What a form has no words
for is listed.""",
    (
        argument("files", nargs="+", metavar="FILE", help="the diagrams; - reads one from standard input"),
        argument("--to", required=True, metavar="FORM,…", help="the forms of the results, separated by commas"),
        _output("a folder, or the name of the one result; beside FILE without it"),
        argument("--only", metavar="ID,…", help="only these nodes, groups and notes, and the connections among them"),
        *_LOOK,
        *PAYING,
    ),
)

IMPORT = Command(
    "import",
    "Bring in files of other tools, or the folder of a repository, as a laid-out diagram; free.",
    """\
  infrasketch import docker-compose.yaml -o shop.infrasketch
  infrasketch import k8s/*.yaml --format kubernetes -o cluster.infrasketch
  infrasketch import . -o system.infrasketch                  what the files of a repository say of it
  infrasketch import flow.mmd --into shop.infrasketch         beside what is there; nothing there moves
  cat flow.mmd | infrasketch import - --json

Formats: mermaid, drawio, d2, structurizr, json, csv, compose, kubernetes, terraform, cloudformation. Nothing is
executed or fetched, and values that look like secrets are left out. What could not be carried is listed; the exit
code is 0 then, and 1 when nothing could be read.""",
    (
        argument("files", nargs="+", metavar="FILE|DIR", help="the files, or one folder; - reads standard input"),
        _output("the .infrasketch file to write; - prints it; without it only the summary is printed"),
        argument("--into", metavar="FILE", type=Path, help="add to this diagram, and save it there without -o"),
        _FORMAT,
        _DIRECTION,
        _FORCE,
    ),
    module="importing",
)

CONVERT = Command(
    "convert",
    "Turn a file of one tool into a file of another; costs what exporting OUT costs.",
    """\
  infrasketch convert flow.mmd flow.drawio --yes
  infrasketch convert docker-compose.yaml system.svg --theme dark
  infrasketch convert shop.infrasketch shop.json              free, as JSON, CSV and plain text are
  infrasketch convert flow.mmd flow.infrasketch               free, as every import is
  infrasketch convert shop.infrasketch - --to text

The endings say what the files are; --format and --to say it where they do not.""",
    (
        argument("file", metavar="IN", help="a diagram or a file of another tool; - reads standard input"),
        argument("output", metavar="OUT", type=Path, help="the result; - prints what is free"),
        _FORMAT,
        argument("--to", metavar="FORM", help="what OUT is to be"),
        _DIRECTION,
        _FORCE,
        *_LOOK,
        *PAYING,
    ),
)

DOC = Command(
    "doc",
    "Read the design document of a diagram: its sections, one of them, or where it and the diagram disagree; free.",
    """\
  infrasketch doc shop.infrasketch                            the sections, and what drifted
  infrasketch doc shop.infrasketch --section data-flow        one section, as Markdown
  infrasketch doc shop.infrasketch --check                    exit code 1 when document and diagram disagree

Reading is free, here as in the window. `infrasketch export --to md` and `--to pdf` take the whole document away.""",
    (
        argument("file", metavar="FILE", help="the diagram; - reads it from standard input"),
        argument("--section", metavar="NAME", help="print this section"),
        argument("--language", default="", metavar="CODE", help="en (the default), de, ar; names and own texts stay"),
        argument("--check", action="store_true", help="exit code 1 when something drifted"),
    ),
)

FMT = Command(
    "fmt",
    "Bring diagram files into their canonical form: the one that saving writes and git compares.",
    """\
  infrasketch fmt shop.infrasketch
  infrasketch fmt *.infrasketch --check                       exit code 1 when a file would change; for CI
  infrasketch fmt - < shop.infrasketch""",
    (
        argument("files", nargs="+", metavar="FILE", help="the diagrams; - reads one and prints it"),
        argument("--check", action="store_true", help="change nothing; list what would change"),
    ),
)
