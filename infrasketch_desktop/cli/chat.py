"""`infrasketch chat`: one request to an assistant about a diagram; what it proposes is printed, or saved."""

from __future__ import annotations

import argparse
import difflib
import secrets
from collections.abc import Sequence
from pathlib import Path

from infrasketch_desktop.assistant.local_turn import run_local_turn
from infrasketch_desktop.assistant.questions import CardQuestion, question_card
from infrasketch_desktop.assistant.sources import SourceKind
from infrasketch_desktop.assistant.transport.loop import AssistantLoop
from infrasketch_desktop.assistant.turns import Asked, TurnResult
from infrasketch_desktop.cli.assistant.connecting import connected
from infrasketch_desktop.cli.assistant.errand import Errand
from infrasketch_desktop.cli.assistant.failures import explained
from infrasketch_desktop.cli.assistant.paying import agreed_price
from infrasketch_desktop.cli.assistant.preview import say_preview
from infrasketch_desktop.cli.assistant.remembering import recalled
from infrasketch_desktop.cli.assistant.reporting import Report, say_report
from infrasketch_desktop.cli.assistant.sources import chosen_source, profile_of
from infrasketch_desktop.cli.assistant.streaming import Answering, Printer, stream_turn
from infrasketch_desktop.cli.assistant.taking import Taken, take
from infrasketch_desktop.cli.console import Console
from infrasketch_desktop.cli.files import STANDARD_STREAM, read_diagram
from infrasketch_desktop.cli.outcome import CommandError, ExitCode
from infrasketch_desktop.cli.services import load_lexicon, whole_layout
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.layout.errors import LayoutError
from infrasketch_desktop.storage.settings import SettingsStore

OPERATION_BYTES = 16
"""Of the name of a piece of paid work, as in `wallet.delivery`."""


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    with explained():
        errand = _errand(arguments, console)
        if errand.source.kind is SourceKind.NONE:
            return _ask_sketcher(errand)
        if not (arguments.no_questions or arguments.dry_run):
            card = question_card(errand.asked.text, errand.asked.diagram, load_lexicon())
            if card:
                return _ask_first(card, errand)
        return _ask_model(errand)


def _errand(arguments: argparse.Namespace, console: Console) -> Errand:
    if arguments.apply and arguments.propose:
        raise CommandError("--apply saves and --propose does not.", advice="Say one of them.", code=ExitCode.USAGE)
    name, message = _file_and_message(arguments.words, console)
    diagram = _new(name) if arguments.new else read_diagram(name, console)
    profile = profile_of(arguments)
    path = None if name == STANDARD_STREAM else Path(name)
    memory = recalled(profile, path, console, fresh=arguments.fresh or arguments.new)
    asked = Asked(message, diagram, focus=_focus(arguments.focus, diagram), conversation=memory.conversation)
    settings = SettingsStore(profile.settings_file).load().settings
    source = chosen_source(arguments.source, settings)
    return Errand(name, asked, source, profile, settings, arguments, console, memory)


def _ask_sketcher(errand: Errand) -> ExitCode:
    if errand.arguments.dry_run:
        return say_preview(errand, None)
    result = _sketched(errand.asked, errand.arguments.profile)
    if result.text != result.title:
        printer = _printer(errand)
        printer.show(result.text)
        printer.end()
    return say_report(Report(errand, result, _taken(result, errand)))


def _sketched(asked: Asked, profile: Path | None) -> TurnResult:
    try:
        return run_local_turn(asked, load_lexicon(), whole_layout(profile))
    except LayoutError as error:
        raise CommandError(str(error), kept="Nothing was changed.") from error


def _ask_model(errand: Errand) -> ExitCode:
    with AssistantLoop() as loop, connected(errand, loop) as connection:
        operation = secrets.token_hex(OPERATION_BYTES)
        errand = errand.to_model(connection.model.id, operation)
        if errand.arguments.dry_run:
            return say_preview(errand, connection)
        price, payer = connection.price(errand.asked.diagram), connection.credits
        if price and payer and not agreed_price(payer, price, errand.arguments, errand.console):
            return ExitCode.NEEDS_ANSWER
        with connection.paying(price, operation, errand.console) as payment:
            model = Answering(connection.transport, loop, whole_layout(errand.arguments.profile))
            result = stream_turn(errand.asked, model, _printer(errand))
            taken = _taken(result, errand)
            if taken.is_paid:
                payment.accept(result.text)
        return say_report(Report(errand, result, taken, payment.charged))


def _taken(result: TurnResult, errand: Errand) -> Taken:
    """What came of the answer; what was said is kept also where that fails."""
    try:
        taken = take(result, errand)
    except CommandError:
        errand.remember(result)
        raise
    errand.remember(result, taken.saved)
    return taken


def _printer(errand: Errand) -> Printer:
    """The answer goes to standard output, unless JSON or the diagram does."""
    if errand.console.as_json:
        return Printer(None)
    return Printer(errand.console.err if errand.prints_diagram else errand.console.out)


def _file_and_message(words: Sequence[str], console: Console) -> tuple[str, str]:
    name, message = (words[0], " ".join(words[1:])) if words else ("", "")
    if message == STANDARD_STREAM and name != STANDARD_STREAM:
        message = console.read()
    if not name or not message.strip():
        raise CommandError(
            "A diagram and a message are needed.",
            advice='For example: infrasketch chat shop.infrasketch "add a cache before the database".',
            code=ExitCode.USAGE,
        )
    return name, message.strip()


def _new(name: str) -> Diagram:
    if name != STANDARD_STREAM and Path(name).exists():
        raise CommandError(f"“{name}” is there already.", kept="It was not changed.", advice="Leave --new out.")
    return Diagram()


def _focus(ids: Sequence[str] | None, diagram: Diagram) -> tuple[str, ...]:
    for wanted in ids or ():
        if wanted not in diagram:
            close = difflib.get_close_matches(wanted, [record.id for record in diagram], n=3)
            hint = f"Did you mean {', '.join(close)}?" if close else "`infrasketch validate FILE --json` lists the ids."
            raise CommandError(f"There is no element “{wanted}”.", advice=hint, code=ExitCode.USAGE)
    return tuple(ids or ())


def _ask_first(card: Sequence[CardQuestion], errand: Errand) -> ExitCode:
    """What a vague request leaves open; nothing was sent."""
    console = errand.console
    questions = [{"id": one.id, "question": one.text, "options": list(one.options)} for one in card]
    console.result({"file": errand.file, "asked": True, "questions": questions})
    for one in card:
        console.say(f"{one.text} For example: {'; '.join(one.options)}.")
    if not console.as_json:
        console.warn("Say this in the message, or go on with --no-questions. Nothing was sent.")
    return ExitCode.NEEDS_ANSWER
