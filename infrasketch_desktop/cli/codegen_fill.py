"""`infrasketch codegen-fill`: marked regions of generated code, written by an assistant and checked first."""

from __future__ import annotations

import argparse
import asyncio
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from infrasketch_desktop.assistant.estimate import CHAT
from infrasketch_desktop.assistant.filling.accepting import write_fills
from infrasketch_desktop.assistant.filling.preparing import fillable_files, prepare_fill
from infrasketch_desktop.assistant.filling.result import FillResult, FillUpdate
from infrasketch_desktop.assistant.filling.turn import run_fill
from infrasketch_desktop.assistant.filling.wish import Wish
from infrasketch_desktop.assistant.sources import Source, SourceKind
from infrasketch_desktop.assistant.transport.loop import AssistantLoop
from infrasketch_desktop.assistant.wire import Transport
from infrasketch_desktop.cli.assistant.connecting import Connection, connected
from infrasketch_desktop.cli.assistant.failures import explained, failure
from infrasketch_desktop.cli.assistant.paying import agreed_price
from infrasketch_desktop.cli.assistant.sources import chosen_source, profile_of
from infrasketch_desktop.cli.chat import OPERATION_BYTES
from infrasketch_desktop.cli.console import Console
from infrasketch_desktop.cli.files import read_diagram
from infrasketch_desktop.cli.fill_report import fill_progress, say_fill, say_fill_preview
from infrasketch_desktop.cli.outcome import CommandError, ExitCode
from infrasketch_desktop.codegen.errors import CodegenError
from infrasketch_desktop.credits.quotes import Quote, Wanted, quote
from infrasketch_desktop.storage.errors import StorageError
from infrasketch_desktop.storage.profile import Profile
from infrasketch_desktop.storage.settings import Settings, SettingsStore


@dataclass(frozen=True, slots=True)
class FillErrand:
    """One request: what is wished, and of whom."""

    wish: Wish
    source: Source
    profile: Profile
    settings: Settings
    arguments: argparse.Namespace
    console: Console


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    with explained(by_sketcher=False), _told():
        errand = _errand(arguments, console)
        with AssistantLoop() as loop, connected(errand, loop) as connection:
            return _filled(errand, connection, loop)


def _errand(arguments: argparse.Namespace, console: Console) -> FillErrand:
    name, words = (arguments.words[0], " ".join(arguments.words[1:]).strip()) if arguments.words else ("", "")
    if not words:
        raise CommandError(
            "A diagram and a message are needed.",
            advice='For example: infrasketch codegen-fill shop.infrasketch "refuse empty names" -o shop --node api.',
            code=ExitCode.USAGE,
        )
    profile = profile_of(arguments)
    settings = SettingsStore(profile.settings_file).load().settings
    source = chosen_source(arguments.source, settings)
    if source.kind is SourceKind.NONE:
        raise CommandError(
            "Nobody was chosen to answer.",
            kept="Nothing was sent.",
            advice="Choose a source in the settings of the window, or with --source.",
        )
    diagram = read_diagram(name, console)
    path = _file(arguments)
    regions: Sequence[str] = arguments.region or ()
    wish = prepare_fill(arguments.output, path, regions, words, diagram, may_execute=arguments.run_tests)
    return FillErrand(wish, source, profile, settings, arguments, console)


def _file(arguments: argparse.Namespace) -> str:
    """The file that is meant: the one that is named, or the only one of the node that has the regions."""
    if arguments.file:
        return str(arguments.file).replace("\\", "/")
    wanted = set(arguments.region or ())
    files = fillable_files(arguments.output, arguments.node or "")
    paths = [path for path, names in files.items() if wanted <= set(names)]
    if len(paths) == 1:
        return paths[0]
    listed = "; ".join(f"{path} ({', '.join(files[path])})" for path in paths[:10])
    raise CommandError(
        "It is not clear which file is meant." if paths else "No file there has regions that could be written.",
        advice=f"Name one with --file: {listed}." if paths else "Generate the code first, or name another node.",
        code=ExitCode.USAGE,
    )


def _filled(errand: FillErrand, connection: Connection, loop: AssistantLoop) -> ExitCode:
    operation = secrets.token_hex(OPERATION_BYTES)
    wish = replace(errand.wish, model=connection.model.id, operation=operation)
    price, payer = _price(connection), connection.credits
    if errand.arguments.dry_run:
        return say_fill_preview(wish, connection, price, errand.console)
    if price and payer and not agreed_price(payer, price, errand.arguments, errand.console):
        return ExitCode.NEEDS_ANSWER
    written = False
    with connection.paying(price, operation, errand.console) as payment:
        result = _asked(wish, connection.transport, loop, errand.console)
        if result.error is not None:
            raise failure(result.error, by_sketcher=False)
        if errand.arguments.apply and result.kept:
            text = write_fills(result, [fill.name for fill in result.kept])
            written = True
            payment.accept(text)
    return say_fill(result, errand.console, charged=payment.charged, written=written)


def _price(connection: Connection) -> Quote | None:
    """That of a message; None where nobody asks for credits."""
    if connection.credits is None:
        return None
    return quote(connection.credits.wallet.prices, [Wanted(CHAT)], connection.model.tier)


def _asked(wish: Wish, transport: Transport, loop: AssistantLoop, console: Console) -> FillResult:
    """Ask, and say what is being done. Ctrl+C closes the connection and ends the checks at once."""

    async def work(say: Callable[[FillUpdate | FillResult], None]) -> None:
        say(await run_fill(wish, transport, say))

    show = fill_progress(console)
    for said in loop.iterate(work):
        if isinstance(said, FillResult):
            show("")
            return said
        show(said.phase.value)
    raise asyncio.CancelledError  # the loop was closed before the turn could end


@contextmanager
def _told() -> Iterator[None]:
    """Expected failures around the folder become CommandErrors."""
    try:
        yield
    except (CodegenError, StorageError) as error:
        raise CommandError(error.what, kept="Nothing was changed.", advice=error.advice) from error
