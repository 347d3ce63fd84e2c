"""What the wallet says about its credits: where they come from, until when, how the server was met."""

from __future__ import annotations

from datetime import datetime

from infrasketch_desktop.credits.lots import LotKind
from infrasketch_desktop.language import dotted, tr, tr_count
from infrasketch_desktop.ui.credits.controller import Known, Link
from infrasketch_desktop.ui.credits.desk import Balance, LotBalance, State
from infrasketch_desktop.ui.credits.words import date, debt_text, moment
from infrasketch_desktop.ui.moments import ago
from infrasketch_desktop.ui.numbers import number


def lot_text(lot: LotBalance) -> str:
    """“240 bought, never expire”, “10 welcome or bonus credits, until 3/1/27”."""
    text = {
        LotKind.PLAN: tr_count("%n of this month's plan", "%n of this month's plan", lot.credits),
        LotKind.BONUS: tr_count("%n welcome or bonus credit", "%n welcome or bonus credits", lot.credits),
        LotKind.PACK: tr_count("%n bought", "%n bought", lot.credits),
        LotKind.GRACE: tr_count("%n on trust", "%n on trust", lot.credits),
    }[lot.kind]
    if lot.expires_at is None:
        return text
    return tr("{credits}, until {date}", credits=text, date=date(lot.expires_at))


def link_words(known: Known, now: datetime) -> str:
    """How the last meeting with the server went, and since when the wallet is as it is."""
    balance = known.balance
    met = ago(moment(balance.last_sync), now) if balance is not None and balance.last_sync is not None else ""
    match known.link:
        case Link.SYNCING:
            return tr("Syncing…")
        case Link.OFFLINE if balance is not None and met and balance.may_spend:
            return tr("Offline. Last synced {when}; what is on this computer can be spent.", when=met)
        case Link.OFFLINE:
            return tr("Offline. The licensing server was not reached.")
        case Link.TROUBLE if known.needs_anew:  # the card above says what is the matter, and what helps
            return tr("Last synced {when}.", when=met) if met else tr("Not synced yet.")
        case Link.TROUBLE:
            return known.trouble
        case _:
            return tr("Synced {when}.", when=met) if met else tr("Not synced yet.")


def parts_words(balance: Balance) -> str:
    """What the balance is made of."""
    parts = [lot_text(lot) for lot in balance.lots if lot.credits > 0]
    if balance.reserved:
        parts.append(tr("{count} held for work under way", count=number(balance.reserved)))
    here = dotted(parts)
    if not balance.pool:
        return here
    return tr(
        "On this computer: {parts}. With the server, fetched when needed: {count}.",
        parts=here or number(0),
        count=number(balance.pool),
    )


def note_words(known: Known) -> str:
    balance = known.balance
    if balance is None or balance.is_new:
        return ""
    notes = []
    if balance.debt:
        notes.append(debt_text(balance.debt))
    if balance.lease_until and balance.state is not State.LEASE_OVER:
        until = date(balance.lease_until)
        notes.append(tr("Credits on this computer work offline until {date}; each sync extends that.", date=until))
    if balance.sandbox:
        notes.append(tr("Sandbox: these credits were not paid for with money."))
    return " ".join(notes)


def account_words(known: Known) -> str:
    if known.email:
        return tr("{email} and its devices…", email=known.email)
    return tr("Sign up or log in to reach these credits from other computers…")
