"""Receipts: which are taken, what they change, and what is refused with the wallet as it was."""

from __future__ import annotations

from dataclasses import replace

import pytest

from infrasketch_desktop.credits import documents
from infrasketch_desktop.credits.chain import EntryKind
from infrasketch_desktop.credits.documents import DocumentType
from infrasketch_desktop.credits.errors import DocumentError, Reason
from infrasketch_desktop.credits.receipts import DeviceStatus, Environment, read_receipt
from infrasketch_desktop.credits.sync_request import read_sync_request
from infrasketch_desktop.wallet.balances import MovementKind
from infrasketch_desktop.wallet.errors import AnswerError, LimitedError, StaleRequestError, WalletError
from infrasketch_desktop.wallet.learning import begin_trust, learn_keys
from infrasketch_desktop.wallet.ledger import LONGEST_ITEM, Draft
from infrasketch_desktop.wallet.meeting import MOST_ROUNDS
from infrasketch_desktop.wallet.opening import open_wallet
from infrasketch_desktop.wallet.states import ReadOnlyReason, StateKind
from infrasketch_desktop.wallet.sync import MOST_BYTES, accept, build_request
from infrasketch_desktop.wallet.wallet import Wallet
from licensing_server.settings import Settings
from tests.support.anchors import MemoryAnchor
from tests.wallet.desks import DEVICE_KEY, SHA, Desk, price
from tests.wallet.model_server import ModelServer, key_number


def ask(wallet: Wallet) -> str:
    return build_request(wallet, DEVICE_KEY, "1.x")


def pay(wallet: Wallet, op: str, credits_: int) -> None:
    wallet.reserve(op, price(credits_))
    wallet.commit(op, credits_, SHA)


def counted(server: ModelServer) -> set[str]:
    return {op for op, kind in server.counted if kind is EntryKind.COMMIT}


def reason_of(error: BaseException) -> Reason | None:
    return error.__cause__.reason if isinstance(error.__cause__, DocumentError) else None


def test_the_server_counts_what_was_spent(desk: Desk) -> None:
    with desk.stocked(10) as wallet:
        pay(wallet, "a", 3)
        desk.sync(wallet)
        assert counted(desk.server) == {"a"}
        assert desk.server.lots["g1"].bucket == wallet.balance().spendable == 7
        request = read_sync_request(documents.read(ask(wallet), DocumentType.SYNC, lambda _: DEVICE_KEY.public))
        assert request.entries == ()


def test_a_lost_receipt_changes_nothing_in_the_end(desk: Desk) -> None:
    with desk.stocked(10) as wallet:
        pay(wallet, "a", 3)
        desk.server.sync(ask(wallet))
        assert wallet.balance().total == 7
        desk.sync(wallet)
        assert (wallet.balance().total, desk.server.lots["g1"].cons, desk.server.forks) == (7, 3, 0)


def test_a_receipt_twice_changes_nothing(desk: Desk) -> None:
    with desk.stocked(10) as wallet:
        desk.server.grant("g2", 5)
        receipt = desk.server.sync(ask(wallet))
        assert accept(wallet, receipt).is_new
        assert not accept(wallet, receipt).is_new
        assert wallet.balance().total == 15
        assert len(wallet.history()) == 2


def test_an_older_receipt_changes_nothing(desk: Desk) -> None:
    with desk.stocked(10) as wallet:
        older = desk.server.sync(ask(wallet))
        desk.server.grant("g2", 5)
        desk.sync(wallet)
        assert not accept(wallet, older).is_new
        assert wallet.balance().total == 15


def test_what_was_spent_while_the_answer_was_on_its_way_still_counts(desk: Desk) -> None:
    with desk.stocked(10) as wallet:
        pay(wallet, "a", 3)
        request = ask(wallet)
        pay(wallet, "b", 2)
        assert accept(wallet, desk.server.sync(request)).ask_again
        assert wallet.balance().total == 5
        desk.sync(wallet)
        assert counted(desk.server) == {"a", "b"}


def test_a_receipt_for_a_question_nobody_asked_is_refused(desk: Desk) -> None:
    with desk.stocked(10) as wallet:
        receipt = desk.server.sign(desk.server.receipt("00" * 16))
        with pytest.raises(StaleRequestError):
            accept(wallet, receipt)


@pytest.mark.parametrize(
    ("forge", "reason"),
    [
        (lambda _, receipt: documents.sign(DocumentType.RECEIPT, receipt, key_number(7)), Reason.UNKNOWN_KEY),
        (lambda server, receipt: documents.sign(DocumentType.PRICES, receipt, server.signer), Reason.TYPE),
        (lambda server, receipt: documents.sign(DocumentType.RECEIPT, receipt, server.signer)[:-4] + "AAAA", None),
        (lambda _server, _receipt: "no token", Reason.MALFORMED),
        (lambda server, receipt: signed(server, receipt | {"env": "live"}), Reason.ENVIRONMENT),
        (lambda server, receipt: signed(server, receipt | {"v": 2}), Reason.VERSION),
        (lambda server, receipt: signed(server, receipt | {"debt": -1}), Reason.FIELD),
        (lambda server, receipt: signed(server, receipt | {"aud": "A" * 43}), None),
    ],
)
def test_a_bad_receipt_is_refused_with_its_reason(desk: Desk, forge: object, reason: Reason | None) -> None:
    with desk.stocked(10) as wallet:
        desk.server.grant("g1", 1000)
        payload = documents.read(
            desk.server.sync(ask(wallet)), DocumentType.RECEIPT, lambda _: desk.server.signer.public
        )
        assert callable(forge)
        with pytest.raises(AnswerError, match="untouched") as refused:
            accept(wallet, forge(desk.server, payload))
        assert reason is None or reason_of(refused.value) is reason
        assert wallet.balance().total == 10


def signed(server: ModelServer, payload: dict[str, object]) -> str:
    return documents.sign(DocumentType.RECEIPT, payload, server.signer)


def test_a_wallet_of_the_real_shop_believes_no_sandbox(desk: Desk) -> None:
    opened = open_wallet(
        desk.folder,
        environment=Environment.LIVE,
        anchor=MemoryAnchor(),
        now=lambda: 0,
        random_bytes=desk.random.randbytes,
    )
    with opened.wallet as wallet, pytest.raises(WalletError, match="does not know the real shop"):
        begin_trust(wallet, desk.server.root)


def test_a_root_of_the_sandbox_is_no_root_of_the_real_shop(desk: Desk) -> None:
    opened = open_wallet(
        desk.folder,
        environment=Environment.LIVE,
        anchor=MemoryAnchor(),
        now=lambda: 0,
        random_bytes=desk.random.randbytes,
        shipped_root=desk.server.root,
    )
    with opened.wallet as wallet, pytest.raises(AnswerError, match="no root"):
        learn_keys(wallet, (), desk.server.keyset)


def test_another_sandbox_is_not_taken_for_the_one_that_is_known(desk: Desk) -> None:
    with desk.stocked(10) as wallet:
        begin_trust(wallet, desk.server.root)
        with pytest.raises(WalletError, match="another sandbox"):
            begin_trust(wallet, ModelServer(born=0).root)
        assert wallet.balance().spendable == 10


def test_totals_that_fall_are_refused(desk: Desk) -> None:
    with desk.stocked(10) as wallet:
        desk.server.lots["g1"] = replace(desk.server.lots["g1"], allot=4)
        with pytest.raises(AnswerError, match="takes back"):
            desk.sync(wallet)
        assert wallet.balance().total == 10


def test_a_receipt_about_another_ledger_is_refused(desk: Desk) -> None:
    with desk.stocked(10) as wallet:
        pay(wallet, "a", 1)
        request = ask(wallet)
        receipt = read_receipt(
            documents.read(desk.server.sync(request), DocumentType.RECEIPT, lambda _: desk.server.signer.public)
        )
        other = replace(receipt, acked=replace(receipt.acked, head="cd" * 32))
        with pytest.raises(AnswerError, match="something else"):
            accept(wallet, desk.server.sign(other))


def test_recalled_credits_are_handed_back_as_far_as_they_are_here(desk: Desk) -> None:
    with desk.stocked(10) as wallet:
        wallet.reserve("a", price(3))
        desk.server.recall("g1", 9)
        assert desk.sync(wallet).ask_again
        assert (wallet.balance().spendable, wallet.balance().reserved) == (0, 3)
        assert wallet.history()[0].kind is MovementKind.HANDED_BACK
        desk.sync(wallet)
        gone = wallet.history()[0]
        assert (gone.kind, gone.amount, gone.balance_after) == (MovementKind.WITHDRAWN, -7, 3)
        assert (desk.server.lots["g1"].ret, desk.server.lots["g1"].recall) == (7, 2)
        wallet.release("a")
        desk.sync(wallet)
        desk.sync(wallet)
        assert (desk.server.lots["g1"].ret, wallet.balance().spendable) == (9, 1)


def test_what_is_on_its_way_back_is_not_handed_back_twice(desk: Desk) -> None:
    with desk.stocked(10) as wallet:
        desk.server.recall("g1", 4)
        early = ask(wallet)
        desk.sync(wallet)
        accept(wallet, desk.server.sync(early))
        assert wallet.balance().spendable == 6


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (DeviceStatus.FROZEN, StateKind.FROZEN),
        (DeviceStatus.REENROL, StateKind.REENROL),
        (DeviceStatus.REVOKED, StateKind.REVOKED),
    ],
)
def test_a_device_that_the_server_holds_back_cannot_spend(desk: Desk, status: DeviceStatus, kind: StateKind) -> None:
    with desk.stocked(10) as wallet:
        desk.server.status = status
        desk.sync(wallet)
        assert wallet.state.kind is kind
        assert wallet.state.text
        with pytest.raises(LimitedError, match="Nothing was charged"):
            wallet.reserve("a", price(1))


def test_a_limited_device_spends_what_it_has(desk: Desk) -> None:
    with desk.stocked(10) as wallet:
        desk.server.status = DeviceStatus.LIMITED
        desk.sync(wallet)
        assert wallet.state.kind is StateKind.LIMITED
        pay(wallet, "a", 1)


def test_a_receipt_whose_key_is_revoked_counts_no_more_until_it_is_signed_again(desk: Desk) -> None:
    with desk.stocked(10) as wallet:
        desk.server.keyset_version, desk.server.revoked = 2, {9: desk.server.now - 5}
        learn_keys(wallet, (), desk.server.keyset)
        assert wallet.state.reason is ReadOnlyReason.SIGNER_REVOKED
        assert wallet.balance().spendable == 0
        request = ask(wallet)
        with pytest.raises(AnswerError) as refused:
            accept(wallet, desk.server.sync(request))
        assert reason_of(refused.value) is Reason.KEY_REVOKED
        desk.server.signer = key_number(8)
        desk.sync(wallet)
        assert wallet.state.kind is StateKind.READY
        assert (wallet.balance().spendable, desk.server.forks) == (10, 0)
        assert wallet.history()[0].amount == 10, "nothing came, so the history has no new line"
        assert len(wallet.history()) == 1


def test_the_number_of_a_receipt_outlives_its_key(desk: Desk) -> None:
    with desk.stocked(10) as wallet:
        desk.server.keyset_version, desk.server.revoked = 2, {9: desk.server.now - 5}
        learn_keys(wallet, (), desk.server.keyset)
        desk.server.signer, desk.server.rseq = key_number(8), 0
        desk.server.grant("g1", 1000)
        request = ask(wallet)
        assert not accept(wallet, desk.server.sync(request)).is_new


def test_a_long_time_without_the_server_is_told_in_requests_that_a_server_takes(desk: Desk) -> None:
    """Each may have 5,000 entries, but not when they are large: for many lots, or work of many parts."""
    lots = {f"{lot:022}": 1 for lot in range(12)}
    for lot in lots:
        desk.server.grant(lot, 1)
    with desk.stocked(10) as wallet:
        with wallet.writing() as writing:
            for number in range(2_500):
                writing.append(Draft(EntryKind.RESERVE, f"{number:032}", writing.now, lots, "x" * LONGEST_ITEM))
                writing.append(Draft(EntryKind.RELEASE, f"{number:032}", writing.now, {}))
        request = build_request(wallet, DEVICE_KEY, "1.x")
        assert MOST_BYTES < len(request) < Settings().max_body_bytes - 1024
        rounds = 1
        while desk.sync(wallet).ask_again:
            rounds += 1
        assert rounds < MOST_ROUNDS
        with wallet.looking() as standing:
            assert standing.receipt is not None
            assert standing.receipt.acked == standing.head
