"""`infrasketch-server refund`: pay a purchase back and take its credits back."""

from __future__ import annotations

import argparse

from licensing_server import audit
from licensing_server.operations.console import standard_console
from licensing_server.pages import money
from licensing_server.parts import Parts
from licensing_server.purchases import refunding


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("purchase", metavar="PURCHASE", help="the id of the purchase")
    parser.add_argument("--credits", type=int, help="how many credits; all that are unused when left out")
    parser.add_argument("--late", action="store_true", help="even if the purchase is older than the policy allows")
    parser.add_argument("--dry-run", action="store_true", help="only say what would be paid back")
    parser.add_argument("--json", action="store_true", help="one JSON value instead of words")


def run(options: argparse.Namespace, parts: Parts) -> int:
    agreed = refunding.offer(parts, options.purchase, options.credits, late=options.late)
    refund = None if options.dry_run else refunding.pay_back(parts, agreed)
    if refund is not None:
        _keep(parts, agreed, refund.id)
    words = f"{money(agreed.amount, agreed.currency)} for {agreed.credits_} credits of purchase {agreed.purchase}"
    standard_console(as_json=options.json).tell(
        {
            "purchase": agreed.purchase,
            "credits": agreed.credits_,
            "amount": agreed.amount,
            "currency": agreed.currency,
            "refund": refund.id if refund else None,
        },
        f"Paid back: {words}." if refund else f"Would pay back: {words}. Nothing was done.",
    )
    return 0


def _keep(parts: Parts, agreed: refunding.Offer, refund: str) -> None:
    parts.database.run(
        lambda session: audit.record(
            session,
            account_id=None,
            actor="operator",
            action="refund",
            now=parts.now(),
            purchase=agreed.purchase,
            credits=agreed.credits_,
            amount=agreed.amount,
            refund=refund,
        )
    )
