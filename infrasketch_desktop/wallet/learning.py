"""Brings trust and prices up to date from what the server offers; what is accepted is decided by `credits.trust`."""

from __future__ import annotations

from collections.abc import Iterable

from infrasketch_desktop.credits.errors import DocumentError
from infrasketch_desktop.credits.receipts import Environment
from infrasketch_desktop.credits.trust import Trust
from infrasketch_desktop.language import tr
from infrasketch_desktop.wallet.errors import AnswerError, WalletError
from infrasketch_desktop.wallet.meta import write_facts
from infrasketch_desktop.wallet.sync import KEPT, refused
from infrasketch_desktop.wallet.trusting import accept_prices, write_trust
from infrasketch_desktop.wallet.wallet import Wallet


def begin_trust(wallet: Wallet, root: str) -> None:
    """Believe the first root of a sandbox server; a root of the real shop comes with the program only.

    Raises:
        AnswerError: it is not sound.
        WalletError: the wallet is for the real shop, or belongs to another sandbox.
    """
    with wallet.looking() as standing:
        known = standing.trust
    if wallet.around.environment is not Environment.SANDBOX:
        raise WalletError(
            tr("This version of InfraSketch does not know the real shop yet."),
            kept=tr(KEPT),
            advice=tr("Update InfraSketch, or use the sandbox."),
        )
    if known is not None and known.roots[0].text != root:
        raise another_sandbox()
    if known is None:
        with wallet.replacing() as writing:
            try:
                write_trust(writing.db, Trust.begin(Environment.SANDBOX, root))
            except DocumentError as error:
                raise refused(error) from error


def learn_keys(wallet: Wallet, roots: Iterable[str], keyset: str | None) -> None:
    """Accept newer roots, in order, and the newest key list. A receipt whose key it revokes loses its force.

    Raises:
        AnswerError: one of them is refused; nothing was changed.
    """
    with wallet.replacing() as writing:
        trust = writing.standing.trust
        if trust is None:
            raise AnswerError(tr("There is no root of trust yet."), kept=tr(KEPT), advice=tr("Sync once."))
        try:
            for root in roots:
                trust = trust.accept_root(root)
            if keyset is not None:
                trust = trust.accept_keyset(keyset)
        except DocumentError as error:
            raise refused(error) from error
        write_trust(writing.db, trust)


def learn_prices(wallet: Wallet, token: str) -> None:
    """Accept a signed price list that is not older than the one held.

    Raises:
        AnswerError: it is refused; the prices stay as they are.
    """
    with wallet.replacing() as writing:
        trust, facts = writing.standing.trust, writing.standing.facts
        if trust is None:
            raise AnswerError(tr("There is no root of trust yet."), kept=tr(KEPT), advice=tr("Sync once."))
        held = writing.standing.prices if facts.prices is not None else None
        try:
            accept_prices(trust, held, token)
        except DocumentError as error:
            raise refused(error) from error
        write_facts(writing.db, prices=token, prices_at=writing.now)


def another_sandbox() -> WalletError:
    return WalletError(
        tr("This wallet belongs to another sandbox server than the one that answers."),
        kept=tr("The wallet was not changed."),
        advice=tr("Begin the sandbox wallet anew; no money was ever in it."),
    )
