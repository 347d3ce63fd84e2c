"""K1 and K2 over random histories of a vendor who rotates, revokes and replaces roots, and of thieves."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infrasketch_desktop.credits.documents import DocumentType
from infrasketch_desktop.credits.errors import DocumentError
from infrasketch_desktop.credits.keyset import KeyUse, OnlineKey
from infrasketch_desktop.credits.trust import Trust
from tests.support.vendor import NOW, SANDBOX, Vendor, key, online

HOLDERS = ["anna", "ben", "clara", "dora", "emil", "fritz"]
NAMES = ["k0", "k1", "k2", "k3", "stranger"]
RECEIPT = DocumentType.RECEIPT


@dataclass
class History:
    """What was published over time, and by whom it was signed; the test is the judge of who was entitled."""

    trust: Trust = field(default_factory=lambda: Trust.begin(SANDBOX, Vendor().signed_root()))
    held: list[tuple[str, str, int]] = field(default_factory=list)
    """Receipts accepted: the token, the name of its key, the time."""

    def offer_keyset(self, keyset_of: Vendor, keys: list[OnlineKey], version: int, by: list[str]) -> None:
        before = self.trust
        try:
            self.trust = before.accept_keyset(keyset_of.signed_keyset(keyset_of.keyset(*keys, version=version), by))
        except DocumentError:
            assert self.trust is before
            return
        if self.trust is before:  # the list held, once more
            return
        signers, revoked = {key(name).public.kid for name in by}, revocations(self.trust)
        assert len(signers & before.root.by_kid.keys()) >= 2
        assert self.trust.keyset_version > before.keyset_version
        assert all(kid in revoked and revoked[kid] <= since for kid, since in revocations(before).items())

    def offer_root(self, holders: tuple[str, str, str], n: int, by: list[str]) -> None:
        before = self.trust
        heirs = Vendor(holders)
        try:
            self.trust = before.accept_root(heirs.signed_root(heirs.root(n), by))
        except DocumentError:
            assert self.trust is before
            return
        signers = {key(name).public.kid for name in by}
        assert self.trust.root.n == before.root.n + 1
        assert len(signers & before.root.by_kid.keys()) >= 2
        assert len(signers & self.trust.root.by_kid.keys()) >= 2

    def offer_receipt(self, name: str, at: int) -> None:
        token = Vendor().receipt(by=name, srv_time=at)
        entitled = self.entitled(name, at)
        try:
            self.trust.read_new(token, RECEIPT)
        except DocumentError:
            assert not entitled
            return
        assert entitled
        self.held.append((token, name, at))

    def entitled(self, name: str, at: int) -> bool:
        """K1, said once more in other words."""
        keyset = self.trust.keyset
        listed = {each.kid: each for each in keyset.keys} if keyset else {}
        found = listed.get(key(name).public.kid)
        return (
            keyset is not None
            and found is not None
            and KeyUse.RECEIPT in found.use
            and found.revoked_at is None
            and at in range(found.not_before, min(found.not_after, keyset.expires_at))
        )

    def check_held(self) -> None:
        """What was accepted stays accepted, but for revoked and dropped keys; then it is lost."""
        listed = {each.kid: each for each in self.trust.keyset.keys} if self.trust.keyset else {}
        for token, name, at in self.held:
            found = listed.get(key(name).public.kid)
            good = found is not None and KeyUse.RECEIPT in found.use
            good = good and (found.revoked_at is None or at < found.revoked_at)
            if good:
                assert self.trust.read_held(token, RECEIPT, at)["srv_time"] == at
            else:
                with pytest.raises(DocumentError):
                    self.trust.read_held(token, RECEIPT, at)


def revocations(trust: Trust) -> dict[str, int]:
    keys = trust.keyset.keys if trust.keyset else ()
    return {each.kid: each.revoked_at for each in keys if each.revoked_at is not None}


TIMES = st.integers(NOW, NOW + 20)
SIGNERS = st.lists(st.sampled_from([*HOLDERS, "thief"]), min_size=1, max_size=4, unique=True)
TRIO = st.permutations(HOLDERS).map(lambda names: tuple(names[:3]))


@st.composite
def listed_keys(draw: st.DrawFn) -> list[OnlineKey]:
    keys = []
    for name in draw(st.lists(st.sampled_from(NAMES[:4]), min_size=1, unique=True)):
        uses = draw(st.sampled_from([{"receipt"}, {"receipt", "prices"}, {"prices"}]))
        begin = draw(TIMES)
        revoked = draw(st.none() | TIMES)
        usual = online(name, not_before=begin, not_after=begin + draw(st.integers(1, 15)), revoked_at=revoked)
        keys.append(replace(usual, use=frozenset(uses)))
    return keys


STEP = st.one_of(
    st.tuples(st.just("keyset"), listed_keys(), st.integers(1, 3), st.just(None) | SIGNERS),
    st.tuples(st.just("root"), TRIO, st.integers(0, 2), SIGNERS | st.just(None)),
    st.tuples(st.just("receipt"), st.sampled_from(NAMES), TIMES),
    st.tuples(st.just("receipt"), st.sampled_from(NAMES), TIMES),
)


@given(st.lists(STEP, min_size=5, max_size=25))
def test_whatever_happens_k1_and_k2_hold(steps: list[tuple]) -> None:
    history, holders = History(), Vendor().holders
    for step in steps:
        match step:
            case ("keyset", keys, ahead, by):
                version = max(1, history.trust.keyset_version + ahead - 1)
                history.offer_keyset(Vendor(holders), keys, version, by or list(holders[:2]))
            case ("root", trio, ahead, by):
                before = history.trust.root.n
                signers = by or list({*holders[:2], *trio[:2]})
                history.offer_root(trio, max(1, before + ahead), signers)
                holders = trio if history.trust.root.n > before else holders
            case ("receipt", name, at):
                history.offer_receipt(name, at)
        history.check_held()
    roots = [root.text for root in history.trust.roots]
    kept = history.trust.keyset.text if history.trust.keyset else None
    assert Trust.restore(SANDBOX, roots, kept) == history.trust


@given(
    st.lists(st.tuples(listed_keys(), st.integers(1, 30)), min_size=1, max_size=8), st.randoms(use_true_random=False)
)
def test_lists_in_any_order_and_repeated_end_at_the_same_version(lists: list, random: object) -> None:
    """A delayed or replayed list changes nothing; without revocations the newest one wins whatever came before."""
    numbered = {version: [replace(each, revoked_at=None) for each in keys] for keys, version in lists}
    texts = [Vendor().signed_keyset(Vendor().keyset(*keys, version=version)) for version, keys in numbered.items()] * 2
    random.shuffle(texts)
    trust, versions = Trust.begin(SANDBOX, Vendor().signed_root()), [0]
    for text in texts:
        try:
            trust = trust.accept_keyset(text)
        except DocumentError:
            continue
        versions.append(trust.keyset_version)
    assert versions == sorted(versions)
    assert trust.keyset_version == max(numbered)


@given(TIMES, TIMES, TIMES)
def test_a_thief_with_a_revoked_key_gains_nothing_by_dating_back(signed: int, accepted: int, since: int) -> None:
    trust = Vendor().trust(online("k0", revoked_at=since))
    with pytest.raises(DocumentError):
        trust.read_new(Vendor().receipt(by="k0", srv_time=signed), RECEIPT)
    assert trust.still_trusted(key("k0").public.kid, signed, accepted) == (max(signed, accepted) < since)
