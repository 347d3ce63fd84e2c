"""`infrasketch-server grant`: give credits to an account, free of charge."""

from __future__ import annotations

import argparse

from sqlalchemy import select
from sqlalchemy.orm import Session

from infrasketch_desktop.credits.lots import LotKind
from licensing_server import audit
from licensing_server.books import grants
from licensing_server.errors import LicensingServerError
from licensing_server.models.accounts import Account, User
from licensing_server.operations.console import standard_console
from licensing_server.parts import Parts

SOURCE = "operator"
_DAY = 24 * 3600
_DIGITS = 9


class UnknownReceiverError(LicensingServerError):
    """Nobody has this account id or address; nothing was granted."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("account", metavar="ACCOUNT", help="the id of an account, or the address of its user")
    parser.add_argument("credits", metavar="CREDITS", type=_positive, help="how many")
    parser.add_argument("--reason", required=True, help="why, for the audit")
    parser.add_argument("--days", type=_positive, help="for how long they are valid; for ever when left out")
    parser.add_argument("--key", help="names this gift: given again under the same key, nothing is added")
    parser.add_argument("--json", action="store_true", help="one JSON value instead of words")


def run(options: argparse.Namespace, parts: Parts) -> int:
    key = options.key or parts.new_id()
    account = parts.database.run(lambda session: _give(session, parts, options, key))
    standard_console(as_json=options.json).tell(
        {"account": account, "credits": options.credits, "key": key},
        f"Account {account} has been given {options.credits} credits (key {key}).",
    )
    return 0


def _give(session: Session, parts: Parts, options: argparse.Namespace, key: str) -> str:
    now = parts.now()
    account = _find(session, options.account)
    grants.issue(
        session,
        account_id=account,
        source=SOURCE,
        source_id=key,
        kind=LotKind.BONUS,
        credits=options.credits,
        paid=False,
        effective_at=now,
        expires_at=now + options.days * _DAY if options.days else None,
        now=now,
    )
    audit.record(
        session,
        account_id=account,
        actor=SOURCE,
        action="grant",
        now=now,
        credits=options.credits,
        key=key,
        reason=options.reason,
    )
    return account


def _find(session: Session, named: str) -> str:
    found = session.scalar(select(Account.id).where(Account.id == named)) or session.scalar(
        select(User.account_id).where(User.email == named.strip().lower())
    )
    if found is None:
        raise UnknownReceiverError(f"There is no account “{named}”. Give the id of an account, or its user's address.")
    return found


def _positive(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= _DIGITS and int(text) > 0):
        raise argparse.ArgumentTypeError("must be a whole number, at least 1 and at most 999999999")
    return int(text)
