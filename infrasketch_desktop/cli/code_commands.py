"""The command that generates code: its words, options and examples."""

from __future__ import annotations

from pathlib import Path

from infrasketch_desktop.cli.exchange_commands import PAYING
from infrasketch_desktop.cli.parser import Command, argument

CODEGEN = Command(
    "codegen",
    "Generate code that runs from a diagram: services, libraries, containers, deployment; also without a network.",
    """\
  infrasketch codegen shop.infrasketch -o shop --dry-run          which files, and what they would cost
  infrasketch codegen shop.infrasketch -o shop --yes              the whole project
  infrasketch codegen shop.infrasketch --node api -o shop --yes   one node, with the libraries that its code imports
  infrasketch codegen shop.infrasketch -o shop --yes --check      and say how far each file was checked

Generating again into the same folder merges: what you edited stays, what changed in the diagram comes in, and where
both meet, both are written between the marks that git uses. A file that you deleted stays deleted; one that was there
before and is not generated is never touched. The price is that of the nodes whose code is new or changed, and is asked
for before anything is spent; without a terminal to answer at, --yes is needed (exit code 3). What is not delivered
costs nothing. The exit code is 1 when there are conflicts, or when something could not be made, written or checked.""",
    (
        argument("file", metavar="FILE", help="the diagram; - reads it from standard input"),
        argument("--node", metavar="ID,…", action="append", help="only these nodes"),
        argument("--all", action="store_true", help="all nodes, and the project around them (the default)"),
        argument("-o", "--output", metavar="DIR", type=Path, required=True, help="the folder of the project"),
        argument("--check", action="store_true", help="run the checks and tests that this machine has programs for"),
        *PAYING,
    ),
)
