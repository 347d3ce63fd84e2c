from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from infrasketch_desktop.credits import canonical, documents
from infrasketch_desktop.credits.documents import DocumentType
from infrasketch_desktop.credits.envelopes import join, read_envelope, seal
from infrasketch_desktop.credits.errors import DocumentError, Reason
from infrasketch_desktop.credits.receipts import Environment
from infrasketch_desktop.credits.roots import first_root, next_root
from infrasketch_desktop.credits.trust import Trust
from tests.support.forgery import forge, header
from tests.support.vendor import NOW, SANDBOX, Vendor, key

OLD = Vendor()
NEW = Vendor(("anna", "dora", "emil"))
"""Ben and Clara handed over to Dora and Emil."""
ROOT_1 = OLD.signed_root()
SECOND = NEW.root(2)


def signed(by: list[str], **changes: object) -> str:
    return OLD.signed_root(replace(SECOND, **changes), by)


def signed_payload(by: list[str], **changes: object) -> str:
    """A second root with fields that no root has."""
    return seal(DocumentType.ROOT, SECOND.payload() | changes, [key(name) for name in by]).text


def tokens(text: str) -> list[str]:
    return list(json.loads(text)["signatures"])


def wrapped(*signatures: object) -> str:
    return json.dumps({"signatures": list(signatures)})


ALL = ["anna", "ben", "dora"]

BAD_ROOTS: dict[str, tuple[Callable[[], str], Reason]] = {
    "one old key": (lambda: signed(["anna", "dora"]), Reason.THRESHOLD),
    "old keys alone": (lambda: signed(["ben", "clara"]), Reason.THRESHOLD),
    "new keys alone": (lambda: signed(["dora", "emil"]), Reason.THRESHOLD),
    "two old keys and one of the new": (lambda: signed(["ben", "clara", "dora"]), Reason.THRESHOLD),
    "a stranger beside enough of us": (lambda: signed([*ALL, "stranger"]), Reason.UNKNOWN_KEY),
    "one that was skipped": (lambda: signed(ALL, n=3), Reason.ROOT_SKIPPED),
    "the same number": (lambda: signed(ALL, n=1), Reason.ROLLBACK),
    "the other environment": (lambda: signed(ALL, env=Environment.LIVE), Reason.ENVIRONMENT),
    "an unknown environment": (lambda: signed_payload(ALL, env="moon"), Reason.ENVIRONMENT),
    "number zero": (lambda: signed_payload(ALL, n=0), Reason.FIELD),
    "two keys": (lambda: signed_payload(ALL, keys=SECOND.payload()["keys"][:2]), Reason.FIELD),
    "four keys": (
        lambda: signed_payload(ALL, keys=[*SECOND.payload()["keys"], key("fritz").public.jwk()]),
        Reason.FIELD,
    ),
    "a key twice": (lambda: signed(ALL, keys=(SECOND.keys[0], SECOND.keys[0], SECOND.keys[1])), Reason.FIELD),
    "one signature is enough": (lambda: signed_payload(ALL, threshold=1), Reason.FIELD),
    "no signature is enough": (lambda: signed_payload(ALL, threshold=0), Reason.FIELD),
    "an end before its beginning": (lambda: signed(ALL, not_after=SECOND.issued_at), Reason.FIELD),
    "a key of another kind": (
        lambda: signed_payload(ALL, keys=[{"kty": "RSA", "crv": "x"}] * 3),
        Reason.ALGORITHM,
    ),
    "a key of another curve": (
        lambda: signed_payload(ALL, keys=[{**each, "crv": "X25519"} for each in SECOND.payload()["keys"]]),
        Reason.ALGORITHM,
    ),
    "a future version": (lambda: signed_payload(ALL, v=2), Reason.VERSION),
    "a key list as a root": (OLD.signed_keyset, Reason.TYPE),
    "signatures over two contents": (
        lambda: wrapped(*tokens(signed(ALL))[:2], tokens(signed(ALL, issued_at=5))[2]),
        Reason.MALFORMED,
    ),
    "a signature twice": (lambda: wrapped(*tokens(signed(ALL)), tokens(signed(ALL))[0]), Reason.THRESHOLD),
    "nine signatures": (lambda: wrapped(*[_by(f"holder {n}") for n in range(9)]), Reason.THRESHOLD),
    "no signatures": (wrapped, Reason.THRESHOLD),
    "a number among the signatures": (lambda: wrapped(1), Reason.MALFORMED),
    "a wrong signature beside two good ones": (
        lambda: wrapped(*tokens(signed(ALL)), _forged("clara")),
        Reason.SIGNATURE,
    ),
    "a wrong signature by an old key": (
        lambda: wrapped(*tokens(signed(["anna", "dora"])), _forged("ben")),
        Reason.SIGNATURE,
    ),
    "another field": (lambda: json.dumps({"signatures": tokens(signed(ALL)), "extra": 1}), Reason.MALFORMED),
    "a list": (lambda: json.dumps(tokens(signed(ALL))), Reason.NOT_AN_OBJECT),
    "one token": (lambda: tokens(signed(ALL))[0], Reason.MALFORMED),
    "the list of signatures twice": (lambda: '{"signatures":[],"signatures":[]}', Reason.DUPLICATE_KEY),
    "empty": (lambda: "", Reason.MALFORMED),
    "half a character": (lambda: "\ud800", Reason.NOT_TEXT),
    "10 MB": (lambda: "[" * 10_000_000, Reason.TOO_LARGE),
}


def _by(name: str) -> str:
    return documents.sign(DocumentType.ROOT, SECOND.payload(), key(name))


def _forged(name: str) -> str:
    """Over the right payload, in the name of a holder, by somebody else."""
    return forge(header(key(name), typ=DocumentType.ROOT.value), canonical.encode(SECOND.payload()), by="thief")


@pytest.mark.parametrize("name", BAD_ROOTS)
def test_a_root_that_must_not_follow_is_refused_with_its_reason(name: str) -> None:
    make, reason = BAD_ROOTS[name]
    with pytest.raises(DocumentError) as caught:
        next_root(first_root(ROOT_1), make())
    assert caught.value.reason is reason, str(caught.value)


@pytest.mark.parametrize(
    "by",
    [["anna", "ben", "dora"], ["ben", "clara", "dora", "emil"], ["anna", "ben", "clara", "dora", "emil"]],
    ids=["one holder is in both", "nobody is in both", "everybody"],
)
def test_two_keys_of_each_side_carry_the_root_on(by: list[str]) -> None:
    text = signed(by)
    assert next_root(first_root(ROOT_1), text) == replace(SECOND, text=text)


def test_the_first_root_has_to_be_sound_although_it_is_trusted() -> None:
    for by, reason in [(["anna"], Reason.THRESHOLD), (["stranger", "anna"], Reason.THRESHOLD)]:
        with pytest.raises(DocumentError) as caught:
            first_root(OLD.signed_root(by=by))
        assert caught.value.reason is reason


def test_a_build_may_begin_with_a_later_root() -> None:
    second = signed(["anna", "ben", "dora", "clara"])
    assert Trust.begin(SANDBOX, second).root.n == 2


def test_roots_are_accepted_one_after_the_other() -> None:
    third = Vendor(("dora", "emil", "fritz"))
    trust = Trust.begin(SANDBOX, ROOT_1).accept_root(signed(ALL))
    trust = trust.accept_root(third.signed_root(third.root(3), ["dora", "emil"]))
    assert [root.n for root in trust.roots] == [1, 2, 3]
    with pytest.raises(DocumentError):
        trust.accept_root(ROOT_1)
    with pytest.raises(DocumentError):
        trust.accept_root(signed(ALL))


def test_the_newest_root_once_more_changes_nothing() -> None:
    trust = Trust.begin(SANDBOX, ROOT_1)
    assert trust.accept_root(ROOT_1) is trust


def test_a_lost_key_is_replaced_by_the_other_two() -> None:
    text = Vendor().signed_root(Vendor(("anna", "ben", "new clara")).root(2), ["anna", "ben"])
    assert Trust.begin(SANDBOX, ROOT_1).accept_root(text).root.n == 2


def test_a_root_of_the_other_environment_is_no_beginning() -> None:
    live = Vendor(env=Environment.LIVE).signed_root()
    with pytest.raises(DocumentError) as caught:
        Trust.begin(SANDBOX, live)
    assert caught.value.reason is Reason.ENVIRONMENT


def test_signatures_given_apart_make_the_same_document() -> None:
    apart = [documents.sign(DocumentType.ROOT, OLD.root().payload(), key(name)) for name in OLD.holders[:2]]
    assert join(apart, DocumentType.ROOT).text == ROOT_1
    assert read_envelope(ROOT_1, DocumentType.ROOT).text == ROOT_1


def test_white_space_around_and_inside_the_envelope_does_not_matter() -> None:
    spaced = json.dumps(json.loads(ROOT_1), indent=2)
    assert replace(first_root(spaced), text="") == replace(first_root(ROOT_1), text="")


def test_root_keys_are_named_by_their_thumbprints() -> None:
    assert first_root(ROOT_1).by_kid.keys() == {key(name).public.kid for name in OLD.holders}
    assert first_root(ROOT_1).issued_at == NOW - 86_400
