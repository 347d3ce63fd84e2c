"""Decides which keys may be believed; all decisions about trust are here, as functions of documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from infrasketch_desktop.credits import documents
from infrasketch_desktop.credits.documents import DocumentType
from infrasketch_desktop.credits.envelopes import read_envelope
from infrasketch_desktop.credits.errors import DocumentError, Reason
from infrasketch_desktop.credits.fields import Fields
from infrasketch_desktop.credits.keys import PublicKey
from infrasketch_desktop.credits.keyset import Keyset, KeyUse, OnlineKey, read_keyset
from infrasketch_desktop.credits.receipts import Environment
from infrasketch_desktop.credits.roots import Root, first_root, next_root
from infrasketch_desktop.language import tr

SIGNED_BY: Mapping[DocumentType, tuple[KeyUse, str]] = MappingProxyType(
    {DocumentType.RECEIPT: (KeyUse.RECEIPT, "srv_time"), DocumentType.PRICES: (KeyUse.PRICES, "issued_at")}
)
"""What the server signs: the use its key must have, and the field with the time of signing."""


@dataclass(frozen=True, slots=True)
class Trust:
    """What is believed about keys of one environment. Immutable: accepting a document gives a new state.

    Roots
    1. The first root is trusted because it came with the program.
    2. The next root is accepted when two keys of the newest one and two of its own signed it. None may be skipped.
    3. The number of roots never falls. An old root stays known, since a key list held may have been signed under it.

    Key lists
    4. A key list is accepted when two keys of the newest root signed it, and it was issued before that root ended.
    5. Its version never falls; one version has one content.
    6. A revocation is never taken back: a newer list names every revoked key again, revoked no later.

    Documents
    7. Only documents of the own environment are accepted: nothing of the sandbox is worth anything in live. What is
       meant for one device is accepted by no other.
    8. A new document is accepted when its key is on the list, has the use, was never revoked, and was within its time
       when it signed; and the list itself had not expired then ("fetch the key list first").
    9. A document already held stays good when its key's time or the list expires: a machine without a network goes on.
       It is lost when its key was revoked and it was signed or accepted since, or when the list dropped its key. The
       server then signs the same totals again.

    Time is the time a document says it was signed at, never the clock of this machine: who owns the clock can set it,
    and an honest clock that is wrong must not keep anybody from connecting. A stolen key that dates its documents back
    gains nothing once it is revoked (8 asks for no revocation at all), and the server checks all that costs the vendor.
    """

    roots: tuple[Root, ...]
    keyset: Keyset | None = None

    @classmethod
    def begin(cls, env: Environment, root: str) -> Trust:
        """Trust in the root that came with the program.

        Raises:
            DocumentError: ENVIRONMENT, or why the root is not sound.
        """
        first = first_root(root)
        if first.env is not env:
            raise DocumentError(
                Reason.ENVIRONMENT,
                tr("The root is of the {env} environment, not {expected}.", env=first.env, expected=env),
            )
        return cls((first,))

    @classmethod
    def restore(cls, env: Environment, roots: Iterable[str], keyset: str | None) -> Trust:
        """The state as it was kept: `roots` from the first, in order, and the key list held.

        Raises:
            DocumentError: what was kept is not what was accepted.
        """
        first, *later = roots
        trust = cls.begin(env, first)
        for root in later:
            trust = trust.accept_root(root)
        return trust if keyset is None else replace(trust, keyset=_read_kept(keyset, trust.roots))

    @property
    def root(self) -> Root:
        """The newest root."""
        return self.roots[-1]

    @property
    def env(self) -> Environment:
        return self.root.env

    @property
    def keyset_version(self) -> int:
        """0 before the first key list."""
        return 0 if self.keyset is None else self.keyset.version

    def accept_root(self, text: str) -> Trust:
        """Rules 2 and 3. The newest root once more changes nothing.

        Raises:
            DocumentError: with the reason; this state stays as it is.
        """
        return self if text == self.root.text else replace(self, roots=(*self.roots, next_root(self.root, text)))

    def accept_keyset(self, text: str) -> Trust:
        """Rules 4 to 7. The list held once more changes nothing.

        Raises:
            DocumentError: with the reason; this state stays as it is.
        """
        if self.keyset is not None and text == self.keyset.text:
            return self
        keyset = read_keyset(text, self.root)
        if self.keyset is not None:
            _refuse_regress(self.keyset, keyset)
        return replace(self, keyset=keyset)

    def key_for(self, kid: str, use: KeyUse, at: int) -> PublicKey:
        """The key that may have signed a new document for `use` at the time `at` (rule 8).

        Raises:
            DocumentError: UNKNOWN_KEY, KEY_REVOKED, KEY_USE, KEY_NOT_YET_VALID, KEY_EXPIRED or KEYSET_EXPIRED.
        """
        key = self._key_in_good_standing(kid, use)
        self._check_time(key, at)
        return key.key

    def read_new(self, token: str, kind: DocumentType, audience: str | None = None) -> dict[str, Any]:
        """The payload of a receipt or price list that comes in (rules 7 and 8); `audience` is the device, where one is
        named. Whether it is newer than what is held is for the caller.

        Raises:
            DocumentError: with the reason; nothing of the payload may be used.
        """
        use, time_field = SIGNED_BY[kind]
        payload = self._read(token, kind, lambda kid: self._key_in_good_standing(kid, use).key, audience)
        self.key_for(documents.key_id(token, kind), use, Fields(payload).integer(time_field))
        return payload

    def read_held(
        self, token: str, kind: DocumentType, accepted_at: int, audience: str | None = None
    ) -> dict[str, Any]:
        """The payload of a document that was accepted at `accepted_at`, verified once more (rules 7 and 9).

        Raises:
            DocumentError: KEY_REVOKED or UNKNOWN_KEY when it is lost by now; SIGNATURE and others when it was changed.
        """
        use, time_field = SIGNED_BY[kind]
        payload = self._read(token, kind, lambda kid: self._listed(kid, use).key, audience)
        if not self.still_trusted(documents.key_id(token, kind), Fields(payload).integer(time_field), accepted_at):
            raise DocumentError(Reason.KEY_REVOKED, tr("The key of the document was revoked before it was accepted."))
        return payload

    def still_trusted(self, kid: str, signed_at: int, accepted_at: int) -> bool:
        """Whether a document that was accepted in its time is still worth something (rule 9)."""
        key = None if self.keyset is None else self.keyset.find(kid)
        return key is not None and (key.revoked_at is None or max(signed_at, accepted_at) < key.revoked_at)

    def _read(
        self, token: str, kind: DocumentType, find_key: Callable[[str], PublicKey], audience: str | None
    ) -> dict[str, Any]:
        payload = documents.read(token, kind, find_key)
        if payload.get("env") != self.env:
            raise DocumentError(
                Reason.ENVIRONMENT,
                tr(
                    "The document is of the {found} environment; this is {env}.", found=payload.get("env"), env=self.env
                ),
            )
        if audience is not None and payload.get("aud") != audience:
            raise DocumentError(Reason.AUDIENCE, tr("The document is meant for another device."))
        return payload

    def _listed(self, kid: str, use: KeyUse) -> OnlineKey:
        key = None if self.keyset is None else self.keyset.find(kid)
        if key is None:
            raise DocumentError(Reason.UNKNOWN_KEY, tr("The document is signed by a key that is not on the key list."))
        if use not in key.use:
            raise DocumentError(
                Reason.KEY_USE, tr("The key of the document may not sign for the use “{use}”.", use=use)
            )
        return key

    def _key_in_good_standing(self, kid: str, use: KeyUse) -> OnlineKey:
        key = self._listed(kid, use)
        if key.revoked_at is not None:
            raise DocumentError(Reason.KEY_REVOKED, tr("The key of the document was revoked."))
        return key

    def _check_time(self, key: OnlineKey, at: int) -> None:
        if at < key.not_before:
            raise DocumentError(Reason.KEY_NOT_YET_VALID, tr("The document was signed before the time of its key."))
        if at >= key.not_after:
            raise DocumentError(Reason.KEY_EXPIRED, tr("The document was signed after the time of its key."))
        if self.keyset is not None and at >= self.keyset.expires_at:
            raise DocumentError(
                Reason.KEYSET_EXPIRED,
                tr("The document was signed after the key list expired. Fetch the key list first."),
            )


def _read_kept(text: str, roots: Sequence[Root]) -> Keyset:
    """A key list that was accepted under the root that was the newest then."""
    signers = read_envelope(text, DocumentType.KEYSET).tokens.keys()
    root = next((root for root in reversed(roots) if signers <= root.by_kid.keys()), roots[-1])
    return read_keyset(text, root)


def _refuse_regress(held: Keyset, offered: Keyset) -> None:
    """Rules 5 and 6."""
    if offered.version <= held.version:
        raise DocumentError(
            Reason.ROLLBACK,
            tr(
                "Version {version} of the key list is not newer than version {held}.",
                version=offered.version,
                held=held.version,
            ),
        )
    for key in held.keys:
        if key.revoked_at is not None and not _still_revoked(offered.find(key.kid), key.revoked_at):
            raise DocumentError(Reason.ROLLBACK, tr("The key list takes back the revocation of a key."))


def _still_revoked(key: OnlineKey | None, since: int) -> bool:
    return key is not None and key.revoked_at is not None and key.revoked_at <= since
