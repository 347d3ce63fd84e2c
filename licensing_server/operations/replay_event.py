"""`infrasketch-server replay-event`: work on an event of the payment service again."""

from __future__ import annotations

import argparse

from licensing_server.operations.console import standard_console
from licensing_server.parts import Parts
from licensing_server.purchases.webhook import process


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("event", metavar="ID", help="evt_…, as the payment service lists it")
    parser.add_argument("--json", action="store_true", help="one JSON value instead of words")


def run(options: argparse.Namespace, parts: Parts) -> int:
    """Nothing is done twice: what the event is about is read again, and only what is missing is done."""
    event = parts.gateway.read_event(options.event)
    result = process(parts, event, again=True)
    standard_console(as_json=options.json).tell(
        {"event": event.id, "type": event.type, "result": result.value}, f"{event.id} ({event.type}): {result.value}."
    )
    return 0
