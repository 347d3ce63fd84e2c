"""The wallet's half of a sync (credits.md, 5): what it asks, and which answers it takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from sqlite_utils import Database

from infrasketch_desktop.credits import documents
from infrasketch_desktop.credits.chain import Link
from infrasketch_desktop.credits.documents import DocumentType
from infrasketch_desktop.credits.errors import DocumentError
from infrasketch_desktop.credits.keys import PrivateKey
from infrasketch_desktop.credits.receipts import Receipt, read_receipt
from infrasketch_desktop.credits.sync_request import MOST_ENTRIES, SyncRequest
from infrasketch_desktop.language import later, tr
from infrasketch_desktop.wallet import history, ledger, recalls, repairs
from infrasketch_desktop.wallet.clock import measure_ahead
from infrasketch_desktop.wallet.errors import AnswerError, StaleRequestError, WalletError
from infrasketch_desktop.wallet.meta import write_base, write_facts
from infrasketch_desktop.wallet.repairs import Asked
from infrasketch_desktop.wallet.spending import Writing
from infrasketch_desktop.wallet.standing import Standing, load
from infrasketch_desktop.wallet.wallet import Wallet

NONCE_BYTES = 16
MOST_BYTES = 2 * 1024 * 1024
"""Of entries in one request. Written as base64 within base64 they take 3.6 MiB, and servers take bodies of 4."""
MOST_OPEN_REQUESTS = 50
"""Requests kept until they are answered; of more, the oldest are forgotten."""
KEPT = later("Your credits and your work are untouched.")


@dataclass(frozen=True, slots=True)
class Accepted:
    """What an answer brought. `is_new` is False for one that was known; `ask_again` when the server should hear more at
    once: credits were handed back, entries were written again, or there were too many for one request.
    """

    receipt: Receipt
    is_new: bool
    ask_again: bool = False


def build_request(wallet: Wallet, key: PrivateKey, chal: str | None, want: int | None = None) -> str:
    """A signed request with every entry that the server has not confirmed; it is remembered until it is answered.

    `chal` is the server's challenge, None for a request that travels as a file; `want` is how many credits this device
    would like to hold, at least what the policy sets aside for one; 0 asks for no more than it has.

    Raises:
        WalletError: the device is not enrolled.
        StoreError: nothing was remembered.
    """
    wallet.check_anchor()
    with wallet.writing() as writing:
        standing = writing.standing
        device, account = standing.facts.device, standing.facts.account
        if device is None or account is None:
            raise WalletError(tr("This computer is not enrolled yet."), advice=tr("Connect once to enrol it."))
        base = standing.facts.base if standing.receipt is None else standing.receipt.acked
        sound = standing.head.seq - base.seq  # what lies beyond was changed, and is written again after the answer
        entries = _first(ledger.bodies_after(writing.db, base, min(MOST_ENTRIES, sound)))
        nonce = wallet.around.random_bytes(NONCE_BYTES).hex()
        _remember(writing.db, Asked(nonce, base.epoch, base.seq + len(entries), chal is None))
        policy = standing.prices.policy
        wanted = 0 if want == 0 else max(policy.bucket_single, want or 0)
        rseq = standing.facts.rseq or 0
        request = SyncRequest(device, account, chal, base, entries, standing.head, wanted, rseq, nonce)
    return documents.sign(DocumentType.SYNC, request.payload(), key)


def accept(wallet: Wallet, token: str) -> Accepted:
    """Take a receipt: in one transaction the lots are replaced, then the anchor follows. A known one changes nothing.

    Raises:
        AnswerError: it is forged, for somebody else, or not about this ledger; nothing of it was used.
        StaleRequestError: it answers a question this wallet does not remember.
        StoreError: nothing was changed; the next sync brings the same.
    """
    receipt = _read(wallet, token)
    with wallet.replacing() as writing:
        standing = writing.standing
        if receipt.rseq <= (standing.facts.rseq or 0):
            return Accepted(receipt, is_new=False)
        asked = _asked(writing.db, receipt)
        _check_place(writing.db, standing, receipt)
        # A revoked key took the receipt away, not the credits: the history goes on from what it said last.
        before = history.last_balance(writing.db) if standing.receipt is None else standing.total()
        again = _replace(wallet, writing, token, receipt, asked)
        fresh = load(writing.db, wallet.around.shipped_root, wallet.around.environment, standing)
        again |= recalls.settle(wallet, writing.db, standing, fresh, before)
    wallet.believe()
    return Accepted(receipt, is_new=True, ask_again=again)


def _read(wallet: Wallet, token: str) -> Receipt:
    with wallet.looking() as standing:
        trust, device = standing.trust, standing.facts.device
    if trust is None:
        raise AnswerError(
            tr("There is no root of trust yet."), kept=tr(KEPT), advice=tr("Fetch the server's keys first.")
        )
    try:
        receipt = read_receipt(trust.read_new(token, DocumentType.RECEIPT))
    except DocumentError as error:
        raise refused(error) from error
    if receipt.aud != device:
        raise AnswerError(
            tr("The receipt is for another computer."), kept=tr(KEPT), advice=tr("Use the one made for this computer.")
        )
    return receipt


def refused(error: DocumentError) -> AnswerError:
    """A signed document was refused, in the words of the wallet; the cause keeps the reason."""
    return AnswerError(
        tr("The answer of the server was refused. {error}", error=error), kept=tr(KEPT), advice=tr("Sync again.")
    )


def _first(bodies: Sequence[bytes]) -> tuple[bytes, ...]:
    """As many entries, from the first, as one request may carry; those left over go into the next."""
    sizes = accumulate(len(body) for body in bodies)
    return tuple(body for body, size in zip(bodies, sizes, strict=True) if size <= MOST_BYTES)


def _remember(db: Database, asked: Asked) -> None:
    (newest,) = db.execute("select coalesce(max(number), 0) from requests").fetchone()
    query = "insert into requests (nonce, number, epoch, sent_seq, by_file) values (?, ?, ?, ?, ?)"
    db.execute(query, [asked.nonce, newest + 1, asked.epoch, asked.sent_seq, int(asked.by_file)])
    db.execute("delete from requests where number <= ?", [newest + 1 - MOST_OPEN_REQUESTS])


def _asked(db: Database, receipt: Receipt) -> Asked:
    query = "select nonce, epoch, sent_seq, by_file from requests where nonce = ?"
    row = db.execute(query, [receipt.nonce]).fetchone()
    if row is None:
        raise StaleRequestError(
            tr("The receipt answers a question that this wallet has not asked, or has forgotten."),
            kept=tr(KEPT),
            advice=tr("Sync again."),
        )
    return Asked(row[0], row[1], row[2], bool(row[3]))


def _check_place(db: Database, standing: Standing, receipt: Receipt) -> None:
    """The receipt continues what is known: an entry of this ledger is confirmed, or a newer epoch begins."""
    if receipt.epoch > standing.head.epoch:
        return
    if receipt.epoch < standing.head.epoch or not _is_mine(db, standing, receipt.acked):
        raise AnswerError(
            tr("The receipt confirms something else than this wallet has written."),
            kept=tr(KEPT),
            advice=tr("Connect to the internet and sync once; a file is not enough here."),
        )
    if standing.receipt is not None and standing.receipt.epoch == receipt.epoch:
        _check_totals(standing.receipt, receipt)


def _is_mine(db: Database, standing: Standing, acked: Link) -> bool:
    if acked.seq > standing.head.seq:
        return False
    base = standing.facts.base if standing.receipt is None else standing.receipt.acked
    return acked in (base, standing.head) or (
        acked.seq > base.seq and ledger.hash_at(db, acked.epoch, acked.seq) == acked.head
    )


def _check_totals(held: Receipt, offered: Receipt) -> None:
    """Totals never fall within an epoch (S6); a lot that ended may be left out."""
    for new in offered.lots:
        old = held.lot(new.g)
        if old is not None and (new.allot < old.allot or new.ret < old.ret or new.cons < old.cons):
            raise AnswerError(
                tr("The receipt takes back what an earlier one stated."), kept=tr(KEPT), advice=tr("Sync again later.")
            )


def _replace(wallet: Wallet, writing: Writing, token: str, receipt: Receipt, asked: Asked) -> bool:
    """Put the receipt in force; returns whether entries were written again, which the server has to hear of."""
    db, standing = writing.db, writing.standing
    lost = repairs.discard_unsound(db, standing, receipt.srv_time)
    clock = wallet.around.now()
    write_facts(
        db,
        receipt=token,
        accepted_at=receipt.srv_time,
        rseq=receipt.rseq,
        account=receipt.acc,
        removed=None,
        ahead=standing.facts.ahead if asked.by_file else measure_ahead(clock, receipt.srv_time),
        synced_at=clock,
    )
    write_base(db, receipt.acked)
    db.execute("delete from requests where nonce = ?", [asked.nonce])
    if receipt.epoch > standing.head.epoch:
        return repairs.rebase(db, standing, receipt, asked, lost)
    return repairs.write_again(db, standing.head, lost) or asked.sent_seq < standing.head.seq
