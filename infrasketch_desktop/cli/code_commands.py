"""The command that generates code: its words, options and examples."""

from __future__ import annotations

from pathlib import Path

from infrasketch_desktop.cli.exchange_commands import PAYING
from infrasketch_desktop.cli.parser import Command, argument
from infrasketch_desktop.cli.wallet_commands import SERVER

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

CODEGEN_FILL = Command(
    "codegen-fill",
    "Have an assistant write the marked regions of generated code; what fails a check is dropped.",
    """\
  infrasketch codegen-fill shop.infrasketch "refuse orders without a name" -o shop --node api --dry-run
  infrasketch codegen-fill shop.infrasketch "refuse orders without a name" -o shop --node api --model sonnet
  infrasketch codegen-fill shop.infrasketch "send one mail an hour" -o shop \
      --file services/mailer/src/mailer/job.py --region work --apply --run-tests --yes

A region stands between `# region: NAME` and `# endregion: NAME`. Only what is between them is written, in a Python file
that was generated into DIR. Code may use what its file imports and pure modules of the standard library; it is parsed,
and tried on a copy of the project with the tools that this machine has: ruff, mypy, and with --run-tests the tests of
its part, which executes it. What does not hold is sent back once to be mended, and is dropped else: the code that is
there stays. What holds is shown as a difference, and written with --apply. It is an edit of yours then: generating
again merges it. --dry-run shows exactly what would be sent.

A request costs what a message costs in `infrasketch chat`, from the same sources; without --apply, and where nothing
is kept, it costs nothing. The exit code is 1 when nothing holds, and 3 when the price has to be agreed to first.""",
    (
        argument("words", nargs="*", metavar="FILE MESSAGE", help="the diagram, then what the code shall do"),
        argument("-o", "--output", metavar="DIR", type=Path, required=True, help="the folder of the generated project"),
        argument("--node", metavar="ID", help="the node whose code is meant"),
        argument("--file", metavar="PATH", help="the file, by its path below DIR"),
        argument("--region", metavar="NAME", action="append", help="only this region; may be repeated"),
        argument("--apply", action="store_true", help="write what holds"),
        argument("--run-tests", action="store_true", help="run the tests of the part, with the new code, on a copy"),
        argument("--model", metavar="NAME", help="haiku, sonnet, opus, or the id of a model"),
        argument("--source", metavar="SOURCE", help="own-key, relay, or the address of a server"),
        argument("--yes", action="store_true", help="pay without being asked"),
        argument("--dry-run", action="store_true", help="show price, tokens and what would be sent; send nothing"),
        SERVER,
    ),
)
