"""Which root a wallet begins with when it is opened: the one it kept, or the one that came with the program."""

from __future__ import annotations

import json

import pytest

from infrasketch_desktop.credits.receipts import Environment
from infrasketch_desktop.wallet.meta import Facts
from infrasketch_desktop.wallet.trusting import environment_of, restore_trust
from tests.support.vendor import Vendor

LIVE, SANDBOX = Environment.LIVE, Environment.SANDBOX


def root(env: Environment, holders: tuple[str, ...] = ("ada", "bo", "cy")) -> str:
    return Vendor(env=env, holders=holders).signed_root()


def first(kept: str | None, shipped: str | None, env: Environment) -> str | None:
    facts = Facts(roots=None if kept is None else json.dumps([kept]))
    trust = restore_trust(facts, shipped, env)
    return None if trust is None else trust.roots[0].text


def test_in_live_the_root_of_the_program_goes_before_what_a_file_says() -> None:
    planted, shipped = root(LIVE, ("eve", "mallory", "trudy")), root(LIVE)
    assert first(planted, shipped, LIVE) == shipped
    assert first(shipped, shipped, LIVE) == shipped


def test_a_sandbox_stays_with_the_root_it_met_first() -> None:
    met, shipped = root(SANDBOX, ("eve", "mallory", "trudy")), root(SANDBOX)
    assert first(met, shipped, SANDBOX) == met
    assert first(None, shipped, SANDBOX) == shipped


@pytest.mark.parametrize("env", list(Environment))
def test_without_any_root_nothing_is_believed(env: Environment) -> None:
    assert first(None, None, env) is None
    assert first("nonsense", None, env) is None
    assert environment_of(Facts()) is None
    assert environment_of(Facts(roots=json.dumps([root(env)]))) is env
