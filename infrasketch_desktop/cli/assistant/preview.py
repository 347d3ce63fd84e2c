"""What a request would cost and say, without sending anything: not even its tokens are counted by a server."""

from __future__ import annotations

from infrasketch_desktop.assistant.estimate import estimated_tokens
from infrasketch_desktop.assistant.outgoing import first_request, parts
from infrasketch_desktop.cli.assistant.connecting import Connection
from infrasketch_desktop.cli.assistant.errand import Errand
from infrasketch_desktop.cli.outcome import ExitCode
from infrasketch_desktop.wallet.errors import credits_text


def say_preview(errand: Errand, connection: Connection | None) -> ExitCode:
    """Print price, tokens and exactly what would be sent; None is the sketcher, which sends nothing."""
    asked, console = errand.asked, errand.console
    if connection is None:
        console.result({"file": errand.file, "source": "none", "model": None, "price": 0, "tokens": 0, "parts": []})
        console.say("The sketcher on this computer answers: nothing is sent, and it costs nothing.")
        return ExitCode.OK
    request = first_request(asked)
    shown, tokens = parts(request), estimated_tokens(request)
    price = connection.price(asked.diagram)
    total = price.total if price is not None else 0
    console.result(
        {
            "file": errand.file,
            "source": connection.source.kind.value,
            "host": connection.transport.endpoint.host,
            "model": asked.model,
            "price": total,
            "spendable": connection.credits.wallet.balance().spendable if connection.credits else None,
            "tokens": tokens,
            "parts": [{"title": part.title, "text": part.text, "masked": part.masked} for part in shown],
        }
    )
    cost = credits_text(total) if total else "nothing"
    console.say(f"{asked.model} at {connection.transport.endpoint.host}: costs {cost}; about {tokens:,} tokens.")
    for part in shown:
        hidden = f", {part.masked} masked" if part.masked else ""
        console.say(f"\n--- {part.title} ({part.characters:,} characters{hidden})")
        console.say(part.text)
    return ExitCode.OK
