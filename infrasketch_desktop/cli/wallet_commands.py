"""The commands of the wallet: their words, options and examples."""

from __future__ import annotations

import argparse
from pathlib import Path

from infrasketch_desktop.cli.parser import Argument, Command, argument

SERVER = argument("--server", metavar="URL", help="the licensing server; without it the configured or the built-in one")


def _file(text: str, name: str = "file") -> Argument:
    return argument(name, metavar=name.upper(), type=Path, help=text)


def _email() -> Argument:
    return argument("email", metavar="E-MAIL", help="the address of the account")


def at_least_one(text: str) -> int:
    """A whole number from 1 on, as argparse asks for it."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is not a whole number from 1 on")
    return int(text)


BALANCE = Command(
    "balance",
    "Say what can be spent here and now; needs no network.",
    """\
  infrasketch wallet balance
  infrasketch wallet balance --json""",
    (SERVER,),
)

HISTORY = Command(
    "history",
    "List what came and went, newest first; needs no network.",
    """\
  infrasketch wallet history
  infrasketch wallet history --limit 100 --json""",
    (argument("--limit", type=at_least_one, default=20, metavar="N", help="how many movements (20)"), SERVER),
)

SYNC = Command(
    "sync",
    "Meet the licensing server: hand in what was spent, fetch credits and prices.",
    """\
  infrasketch wallet sync
  infrasketch wallet sync --server https://licensing.example.com""",
    (SERVER,),
)

VERIFY = Command(
    "verify",
    "Check the whole wallet, entry by entry; exit code 1 when something was changed.",
    """\
  infrasketch wallet verify --json""",
    (SERVER,),
)

BUY = Command(
    "buy",
    "Buy a package of credits in the browser, and wait until they are here.",
    """\
  infrasketch wallet buy                            list the packages
  infrasketch wallet buy pro
  infrasketch wallet buy pro --no-browser           print the address of the checkout and wait

Ctrl+C stops the waiting, not the purchase: what is paid arrives with the next sync.""",
    (
        argument("package", nargs="?", metavar="PACKAGE", help="which one; without it they are listed"),
        argument("--no-browser", action="store_true", help="print the address and leave the browser alone"),
        SERVER,
    ),
)

EXPORT_REQUEST = Command(
    "export-request",
    "Write a sync request into a file, for a machine that never touches a network.",
    """\
  infrasketch wallet export-request request.json

On a computer that meets the server, `carry` takes it there; `import-answer` takes the answer in here.""",
    (_file("where to write it"), SERVER),
)

CARRY = Command(
    "carry",
    "Take a sync request of another computer to the server, and write its answer into a file.",
    """\
  infrasketch wallet carry request.json answer.json""",
    (_file("the request of the other computer", "request"), _file("where to write the answer", "answer"), SERVER),
)

IMPORT_ANSWER = Command(
    "import-answer",
    "Take in the server's answer to a sync request that travelled as a file.",
    """\
  infrasketch wallet import-answer answer.json""",
    (_file("the answer"), SERVER),
)

SIGNUP = Command(
    "signup",
    "Make an account, so that the credits can be used on several computers.",
    """\
  infrasketch wallet signup ada@example.com
  infrasketch wallet signup ada@example.com < password.txt

The password is asked for, or read from standard input; it is never an argument.""",
    (_email(), SERVER),
)

LOGIN = Command(
    "login",
    "Sign in; the credits of this computer join those of the account.",
    """\
  infrasketch wallet login ada@example.com

The password is asked for, or read from standard input; it is never an argument.""",
    (_email(), SERVER),
)

LOGOUT = Command("logout", "Sign out; the credits set aside here stay here.", "  infrasketch wallet logout", (SERVER,))

DEVICES = Command(
    "devices",
    "List the computers of the account, or remove one.",
    """\
  infrasketch wallet devices
  infrasketch wallet devices --remove=Qm3x          the beginning of its id is enough""",
    (argument("--remove", metavar="ID", help="take the computer with this id out of the account"), SERVER),
)

BEGIN_ANEW = Command(
    "begin-anew",
    "Begin with a new key: the old one was lost, this computer was removed, or the sandbox is another one.",
    """\
  infrasketch wallet begin-anew                     say what it means
  infrasketch wallet begin-anew --yes""",
    (argument("--yes", action="store_true", help="do it"), SERVER),
)

WALLET = Command(
    "wallet",
    "Credits: balance, history, buying, accounts, and meeting the licensing server.",
    """\
  infrasketch wallet balance
  infrasketch wallet buy pro
  infrasketch wallet history --json""",
    children=(
        BALANCE,
        HISTORY,
        SYNC,
        VERIFY,
        BUY,
        EXPORT_REQUEST,
        CARRY,
        IMPORT_ANSWER,
        SIGNUP,
        LOGIN,
        LOGOUT,
        DEVICES,
        BEGIN_ANEW,
    ),
)
