"""Keeps what `credits.trust` has accepted: roots, key list and prices, verbatim."""

from __future__ import annotations

import json

from sqlite_utils import Database

from infrasketch_desktop.credits.documents import DocumentType
from infrasketch_desktop.credits.envelopes import read_envelope
from infrasketch_desktop.credits.errors import DocumentError, Reason
from infrasketch_desktop.credits.prices import PriceList, read_prices
from infrasketch_desktop.credits.receipts import Environment
from infrasketch_desktop.credits.roots import draft_root
from infrasketch_desktop.credits.trust import Trust
from infrasketch_desktop.language import tr
from infrasketch_desktop.wallet.meta import Facts, write_facts


def restore_trust(facts: Facts, shipped_root: str | None, env: Environment) -> Trust | None:
    """The trust as it was kept; what remains of it when that is not sound; None before there is any.

    In live, the first root is the shipped one where there is one, whatever the file says. A wallet of the sandbox stays
    with the one it met first, and says so when another one answers.
    """
    kept = facts.root_list
    known = kept[0] if kept else None
    first = (known or shipped_root) if env is Environment.SANDBOX else (shipped_root or known)
    if first is None:
        return None
    try:
        if kept[:1] == (first,):
            return Trust.restore(env, kept, facts.keyset)
    except DocumentError:
        pass  # what was kept was changed: begin with the root alone, and ask the server for the rest
    try:
        return Trust.begin(env, first)
    except DocumentError:
        return None


def environment_of(facts: Facts) -> Environment | None:
    """That of the first root a wallet believed; None before it believed any, or when what was kept is damaged."""
    if not facts.root_list:
        return None
    try:
        return draft_root(read_envelope(facts.root_list[0], DocumentType.ROOT).unverified_payload).env
    except DocumentError:
        return None


def write_trust(db: Database, trust: Trust) -> None:
    """Keep it verbatim. Inside a transaction of the caller."""
    keyset = None if trust.keyset is None else trust.keyset.text
    write_facts(db, roots=json.dumps([root.text for root in trust.roots]), keyset=keyset)


def accept_prices(trust: Trust, held: PriceList | None, token: str) -> PriceList:
    """The price list behind a token of the server (K2: its version never falls).

    Raises:
        DocumentError: with the reason.
    """
    prices = read_prices(trust.read_new(token, DocumentType.PRICES))
    if held is not None and prices.version < held.version:
        raise DocumentError(
            Reason.ROLLBACK,
            tr(
                "Version {offered} of the price list is older than version {held}.",
                offered=prices.version,
                held=held.version,
            ),
        )
    return prices
