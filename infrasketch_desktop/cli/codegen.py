"""`infrasketch codegen`: code for the nodes of a diagram, merged into a folder and paid from the wallet."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from infrasketch_desktop.cli.code_report import as_json, exit_code, say_plan, say_written
from infrasketch_desktop.cli.console import Console
from infrasketch_desktop.cli.files import read_diagram
from infrasketch_desktop.cli.outcome import CommandError, ExitCode
from infrasketch_desktop.cli.progress import checks_on, progress_on
from infrasketch_desktop.cli.services import load_catalog
from infrasketch_desktop.cli.wallet.opening import opened
from infrasketch_desktop.cli.wallet.paying import TERMS, agreed, price_as_json, price_line, ready
from infrasketch_desktop.codegen.checking import Report, check, remember
from infrasketch_desktop.codegen.errors import CodegenError
from infrasketch_desktop.codegen.writing import Written
from infrasketch_desktop.credits.quotes import Quote
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.exchange.code import CodeUpdate, prepare_code
from infrasketch_desktop.storage.atomic import write_atomically
from infrasketch_desktop.storage.errors import StorageError, reason
from infrasketch_desktop.technology import Catalog
from infrasketch_desktop.wallet.delivery import Delivered, Work, deliver
from infrasketch_desktop.wallet.errors import NOTHING_CHARGED, credits_text
from infrasketch_desktop.wallet.service import Credits
from infrasketch_desktop.wallet.wallet import Wallet


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    if arguments.all and arguments.node:
        raise CommandError("Either --all or --node, not both.", advice=_HELP, code=ExitCode.USAGE)
    diagram = read_diagram(arguments.file, console)
    nodes = _nodes(arguments.node or (), diagram)
    catalog = load_catalog()
    if arguments.dry_run:
        return _look(_prepared(diagram, catalog, arguments, nodes, console), arguments, console)
    with opened(arguments, console) as desk:  # first of all, because that settles what a killed run left
        code = _prepared(diagram, catalog, arguments, nodes, console)
        paid = _delivered(code, desk, arguments, console)
    if paid is None:
        return ExitCode.NEEDS_ANSWER
    checked = _checked(code, console) if arguments.check else None
    console.result({**as_json(code, paid.written), **paid.told, **({"check": checked.as_json()} if checked else {})})
    say_written(code, paid.written, console)
    for line in (*paid.lines, *(checked.lines() if checked else ())):
        console.say(line)
    clean = checked is None or checked.is_clean
    return exit_code(code, paid.written) if clean else ExitCode.FAILED


def _checked(code: CodeUpdate, console: Console) -> Report:
    """How far what lies in the folder now holds; its tests are run, because somebody asked for it."""
    with _explained(kept="What was generated is in place."):
        report = check(code.folder, [file.path for file in code.files], checks_on(console))
        remember(code.folder, report, write_atomically)
        return report


@dataclass(frozen=True, slots=True)
class _Paid:
    """What was written, and what it cost, for programs and for people."""

    written: Written
    told: Mapping[str, object]
    lines: Sequence[str] = ()


def _prepared(
    diagram: Diagram, catalog: Catalog, arguments: argparse.Namespace, nodes: Sequence[str], console: Console
) -> CodeUpdate:
    with _explained():
        code = prepare_code(
            diagram, catalog, arguments.output, nodes, progress_on(console), only_look=arguments.dry_run
        )
    if not code.files:
        raise _nothing_made(code)
    return code


def _delivered(code: CodeUpdate, desk: Credits, arguments: argparse.Namespace, console: Console) -> _Paid | None:
    """What was delivered; None when somebody has to say first that the price is right.

    Raises:
        CommandError: nothing was charged, or the bundle that was paid for waits in the folder.
    """
    if not code.quantity:
        with _explained():
            return _Paid(code.finish(progress_on(console)), {"charged": 0})
    wallet = desk.wallet
    asked = ready(desk, lambda: wallet.quote(code.wanted))
    if asked.total and not arguments.yes:
        say_plan(code, console)
        if not agreed(asked, wallet, console):
            return None
    with _explained():
        code.make_room()
    work = Work(code.target.absolute(), code.make, code.item, code.quantity)
    delivered = deliver(wallet, asked, [work], terms=TERMS)
    with _explained(kept=f"What was paid for waits in “{code.target.parent}”; run this again to put it in place."):
        written = code.finish(progress_on(console))
    return _paid(written, delivered, asked, wallet)


def _paid(written: Written, delivered: Delivered, asked: Quote, wallet: Wallet) -> _Paid:
    balance = wallet.balance()
    told = {"op": delivered.op, "item": asked.item, "charged": delivered.charged, "balance": balance.total}
    line = f"Paid {credits_text(delivered.charged)}; {balance.spendable:,} can be spent here."
    return _Paid(written, told, [line] if delivered.charged else [])


def _look(code: CodeUpdate, arguments: argparse.Namespace, console: Console) -> ExitCode:
    """Say what would be written and what it would cost."""
    price: dict[str, object] = {"price": 0}
    line = "It costs nothing: no node has new or changed code."
    if code.quantity:
        with opened(arguments, console) as desk:
            asked = desk.wallet.quote(code.wanted)
            price = price_as_json(asked, desk.wallet)
            spendable = desk.wallet.balance().spendable
            line = f"{price_line(asked)} {credits_text(spendable)} can be spent here."
    console.result({"asked": False, **as_json(code, None), **price})
    say_plan(code, console)
    console.say(line)
    return ExitCode.OK


def _nodes(texts: Sequence[str], diagram: Diagram) -> tuple[str, ...]:
    """The ids that lists such as `api,db` name, each once. Raises CommandError."""
    ids = tuple(dict.fromkeys(part.strip() for text in texts for part in text.split(",") if part.strip()))
    for wanted in ids:
        if wanted not in diagram.nodes:
            raise CommandError(
                f"There is no node “{wanted}”.",
                kept=NOTHING_CHARGED,
                advice="`infrasketch validate FILE --json` lists the ids.",
                code=ExitCode.USAGE,
            )
    if texts and not ids:
        raise CommandError("No node is named.", advice=_HELP, code=ExitCode.USAGE)
    if not diagram.nodes:
        raise CommandError("The diagram has no nodes, so there is no code to generate.", kept=NOTHING_CHARGED)
    return ids


def _nothing_made(code: CodeUpdate) -> CommandError:
    error = code.failures[0].error
    return CommandError(
        f"No code could be made: {type(error).__name__}: {error}.",
        kept=NOTHING_CHARGED,
        advice="Install InfraSketch again; report this if it stays so.",
    )


@contextmanager
def _explained(kept: str = NOTHING_CHARGED) -> Iterator[None]:
    """Expected failures around the folder become CommandErrors; `kept` is told with them."""
    try:
        yield
    except (CodegenError, StorageError) as error:
        raise CommandError(error.what, kept=kept, advice=error.advice) from error
    except OSError as error:
        why, advice = reason(error)
        raise CommandError(f"The folder cannot be used: {why}.", kept=kept, advice=advice) from error


_HELP = "See `infrasketch codegen --help`."
