"""Takes a device key in: a new device, one that comes back, or one that joins the account of who signed in."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from infrasketch_desktop.credits.lots import LotKind
from infrasketch_desktop.credits.prices import Policy
from licensing_server import audit
from licensing_server.books import grants
from licensing_server.clock import NewId
from licensing_server.database import lock_heir, lock_name
from licensing_server.errors import ApiError
from licensing_server.merging import device_elsewhere, heir, merge_accounts
from licensing_server.models.accounts import Account, Device, EnrolmentProof
from licensing_server.tokens import Caller, Mint, TokenPair

WELCOME = "welcome"
"""The source of the lot that a device is given once; its id is the device's."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A device whose key has been proven."""

    id: str
    public_key: str
    name: str
    platform: str
    nonce: str


@dataclass(frozen=True, slots=True)
class Enrolled:
    """The tokens of a device, whether it was unknown before, and how many credits it was given."""

    tokens: TokenPair
    is_new: bool
    granted: int


@dataclass(frozen=True, slots=True)
class Enroller:
    """Enrols devices in the caller's transaction."""

    session: Session
    mint: Mint
    policy: Policy
    new_id: NewId
    now: int

    def enrol(self, newcomer: Newcomer, caller: Caller | None) -> Enrolled:
        """Take the device in and sign it in; enrolling again changes nothing and gives new tokens.

        Raises:
            ApiError: 409 for a proof that was seen before, or a device that belongs to another user; 403 for one that
                was removed.
        """
        lock_name(self.session, f"device {newcomer.id}")
        self._use_up(newcomer)
        device = self.session.get(Device, newcomer.id)
        is_new = device is None
        if device is None:
            device = self._add(newcomer, caller)
        else:
            self._meet_again(device, newcomer, caller)
        user_id = caller.user_id if caller else None
        tokens = self.mint.sign_in(self.session, device.account_id, user_id=user_id, device_id=device.id, now=self.now)
        granted = self.policy.welcome_credits if is_new and caller is None else 0
        return Enrolled(tokens, is_new, granted)

    def _use_up(self, newcomer: Newcomer) -> None:
        if self.session.get(EnrolmentProof, (newcomer.id, newcomer.nonce)) is not None:
            raise ApiError(409, "proof_used", "This proof was used before. Sign a new one with another nonce.")
        self.session.add(EnrolmentProof(device_id=newcomer.id, nonce=newcomer.nonce, at=self.now))

    def _add(self, newcomer: Newcomer, caller: Caller | None) -> Device:
        account_id = self._account_of(caller) if caller else self._open_account()
        device = Device(
            id=newcomer.id,
            account_id=account_id,
            public_key=newcomer.public_key,
            name=newcomer.name,
            platform=newcomer.platform,
            enrolled_at=self.now,
            seen_at=self.now,
        )
        self.session.add(device)
        self._note(device, "device enrolled", caller)
        if caller is None:
            self._welcome(device)
        return device

    def _account_of(self, caller: Caller) -> str:
        """The account of who calls, or what it has become since; it becomes nothing else until the end."""
        account = lock_heir(self.session, caller.account_id)
        return account.id if account else caller.account_id

    def _open_account(self) -> str:
        account = Account(id=self.new_id(), created_at=self.now)
        self.session.add(account)
        self.session.flush()
        return account.id

    def _welcome(self, device: Device) -> None:
        if not self.policy.welcome_credits:
            return
        self.session.flush()
        grants.issue(
            self.session,
            account_id=device.account_id,
            source=WELCOME,
            source_id=device.id,
            kind=LotKind.BONUS,
            credits=self.policy.welcome_credits,
            paid=False,
            effective_at=self.now,
            expires_at=None,
            now=self.now,
        )

    def _meet_again(self, device: Device, newcomer: Newcomer, caller: Caller | None) -> None:
        if caller is not None and caller.account_id != device.account_id:
            self._join(device, caller)
        else:
            lock_heir(self.session, device.account_id)
        self.session.refresh(device)  # it may have been removed, or have changed hands, while we waited
        if device.revoked_at is not None:
            message = "This device was removed from its account. Make a new device key and enrol that."
            raise ApiError(403, "revoked_device", message)
        if caller is not None and device.account_id != heir(self.session, caller.account_id):
            raise device_elsewhere()
        device.name, device.platform, device.seen_at = newcomer.name, newcomer.platform, self.now

    def _join(self, device: Device, caller: Caller) -> None:
        merge_accounts(
            self.session, account_id=device.account_id, into=caller.account_id, actor=caller.actor, now=self.now
        )

    def _note(self, device: Device, action: str, caller: Caller | None) -> None:
        actor = caller.actor if caller else f"device:{device.id}"
        audit.record(
            self.session, account_id=device.account_id, actor=actor, action=action, now=self.now, device=device.id
        )
