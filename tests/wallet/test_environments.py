"""Live and sandbox refuse each other's documents, each kind of them, even when the very same keys signed both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from infrasketch_desktop.credits.errors import DocumentError, Reason
from infrasketch_desktop.credits.receipts import Environment
from infrasketch_desktop.credits.trust import Trust
from infrasketch_desktop.wallet import learning
from infrasketch_desktop.wallet.errors import AnswerError, OtherEnvironmentError
from infrasketch_desktop.wallet.meta import read_facts, write_facts
from infrasketch_desktop.wallet.opening import open_wallet
from infrasketch_desktop.wallet.store import open_database
from infrasketch_desktop.wallet.sync import accept, build_request
from infrasketch_desktop.wallet.trusting import write_trust
from infrasketch_desktop.wallet.wallet import Wallet
from tests.support.anchors import MemoryAnchor
from tests.support.vendor import Vendor
from tests.wallet.desks import DEVICE_KEY
from tests.wallet.model_server import START_TIME, ModelServer

pytestmark = pytest.mark.parametrize("env", list(Environment))


def other(env: Environment) -> Environment:
    return Environment.SANDBOX if env is Environment.LIVE else Environment.LIVE


def opened(folder: Path, env: Environment) -> Wallet:
    """The wallet of a build of that environment, which came with the root of the model server."""
    return open_wallet(
        folder,
        environment=env,
        anchor=MemoryAnchor(),
        now=lambda: START_TIME,
        random_bytes=Random(7).randbytes,
        shipped_root=ModelServer(env).root,
    ).wallet


def stocked(folder: Path, env: Environment) -> tuple[Wallet, ModelServer]:
    """A wallet that holds ten credits of a server of its environment."""
    wallet, server = opened(folder, env), ModelServer(env, device=DEVICE_KEY.public.kid)
    learning.learn_keys(wallet, (), server.keyset)
    with wallet.replacing() as writing:
        write_facts(writing.db, device=DEVICE_KEY.public.kid, account="account")
    server.grant("g1", 10)
    server.now += 1
    accept(wallet, server.sync(build_request(wallet, DEVICE_KEY, "1.x")))
    learning.learn_prices(wallet, server.prices())
    return wallet, server


def offer_keyset(wallet: Wallet, server: ModelServer) -> None:
    server.keyset_version = 2
    learning.learn_keys(wallet, (), server.keyset)


def offer_prices(wallet: Wallet, server: ModelServer) -> None:
    learning.learn_prices(wallet, server.prices(2))


def offer_receipt(wallet: Wallet, server: ModelServer) -> None:
    server.now += 1
    server.grant("g1", 1000)
    accept(wallet, server.sync(build_request(wallet, DEVICE_KEY, "1.x")))


@pytest.mark.parametrize("offer", [offer_keyset, offer_prices, offer_receipt])
def test_what_a_server_of_the_other_environment_signs_changes_nothing(
    offer: Callable[[Wallet, ModelServer], None], env: Environment, tmp_path: Path
) -> None:
    wallet, server = stocked(tmp_path, env)
    with wallet:
        before = read_facts(wallet._db)
        server.env = other(env)
        with pytest.raises(AnswerError) as refused:
            offer(wallet, server)
        assert isinstance(refused.value.__cause__, DocumentError)
        assert refused.value.__cause__.reason is Reason.ENVIRONMENT
        assert f"{other(env)} environment" in str(refused.value.__cause__)
        assert read_facts(wallet._db) == before
        assert wallet.balance().spendable == 10
        server.env = env
        offer(wallet, server)  # the very same is taken from a server of its own environment


def test_a_root_of_the_other_environment_follows_no_root_of_this_one(env: Environment) -> None:
    vendor = Vendor(env=env)
    second = replace(vendor.root(2), env=other(env))
    with pytest.raises(DocumentError) as refused:
        vendor.trust().accept_root(vendor.signed_root(second))
    assert refused.value.reason is Reason.ENVIRONMENT
    assert vendor.trust().accept_root(vendor.signed_root(vendor.root(2))).root.n == 2


def test_a_root_of_the_other_environment_is_no_beginning(env: Environment) -> None:
    with pytest.raises(DocumentError, match=f"of the {other(env)} environment, not {env}"):
        Trust.begin(env, Vendor(env=other(env)).signed_root())


def test_a_wallet_of_the_other_environment_is_neither_used_nor_changed(env: Environment, tmp_path: Path) -> None:
    stocked(tmp_path, other(env))[0].close()
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    with pytest.raises(OtherEnvironmentError, match=f"is of the {other(env)} environment.* is {env}. It was not"):
        opened(tmp_path, env)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == before
    with opened(tmp_path, other(env)) as wallet:
        assert wallet.balance().spendable == 10


def test_credits_do_not_come_along_when_the_roots_of_a_wallet_are_exchanged(env: Environment, tmp_path: Path) -> None:
    stocked(tmp_path, other(env))[0].close()
    db, _ = open_database(tmp_path / "wallet.db")
    with db.conn:
        write_trust(db, Trust.begin(env, ModelServer(env).root).accept_keyset(ModelServer(env).keyset))
    db.close()
    with opened(tmp_path, env) as wallet:
        assert (wallet.balance().spendable, wallet.state.may_spend) == (0, False)
